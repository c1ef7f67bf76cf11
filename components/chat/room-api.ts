import * as z from "zod/mini";
import {
  badgeSchema,
  roomMemberSchema,
  roomSummarySchema,
  type CreateRoom,
  type RoomSummary,
  type UpdateRoom,
} from "@/lib/chat/schema";
import { fetchJson } from "@/lib/http/fetcher";

/** What the screens ask of rooms, beyond the messages themselves. Each throws `PlazaError` or `NetworkError`. */

const roomAnswerSchema = z.object({ room: roomSummarySchema });
const invitationLinkSchema = z.object({ url: z.string(), expiresAt: z.number() });
const anything = z.unknown();

export const memberPageSchema = z.object({
  members: z.array(roomMemberSchema),
  nextCursor: z.nullable(z.string()),
});

export const foundPeopleSchema = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      image: z.nullable(z.string()),
      badge: z.nullable(badgeSchema),
    }),
  ),
});
export type FoundPerson = z.infer<typeof foundPeopleSchema>["people"][number];

export const roomListUrl = "/api/chat/rooms";
const toRoomUrl = (roomId: string) => `${roomListUrl}/${encodeURIComponent(roomId)}`;
export const toMembersUrl = (roomId: string) => `${toRoomUrl(roomId)}/members`;
export const toPinsUrl = (roomId: string) => `${toRoomUrl(roomId)}/pins`;
export const toPeopleUrl = (query: string) => `/api/people?q=${encodeURIComponent(query)}`;

/** Opens a room, or finds the direct one that the two already have. */
export async function createRoom(input: CreateRoom): Promise<RoomSummary> {
  return (await fetchJson(roomListUrl, roomAnswerSchema, { method: "POST", json: input })).room;
}

export async function changeRoom(roomId: string, values: UpdateRoom): Promise<void> {
  await fetchJson(toRoomUrl(roomId), anything, { method: "PATCH", json: values });
}

export async function joinRoom(roomId: string): Promise<void> {
  await fetchJson(`${toRoomUrl(roomId)}/join`, anything, { method: "POST" });
}

export async function leaveRoom(roomId: string): Promise<void> {
  await fetchJson(`${toRoomUrl(roomId)}/leave`, anything, { method: "POST" });
}

export async function addMembers(roomId: string, userIds: string[]): Promise<void> {
  await fetchJson(toMembersUrl(roomId), anything, { method: "POST", json: { userIds } });
}

export async function removeMember(roomId: string, userId: string): Promise<void> {
  await fetchJson(toMembersUrl(roomId), anything, {
    method: "DELETE",
    json: { userIds: [userId] },
  });
}

/** A link with which its holder may join, until `expiresAt` (ms). */
export async function createInvitation(
  roomId: string,
): Promise<{ url: string; expiresAt: number }> {
  return fetchJson(`${toRoomUrl(roomId)}/invitations`, invitationLinkSchema, { method: "POST" });
}

/** Joins the room behind an invitation link. */
export async function acceptInvitation(token: string): Promise<RoomSummary> {
  const url = `/api/chat/invitations/${encodeURIComponent(token)}`;
  return (await fetchJson(url, roomAnswerSchema, { method: "POST" })).room;
}
