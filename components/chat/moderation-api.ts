import * as z from "zod/mini";
import {
  banListSchema,
  muteListSchema,
  type Ban,
  type ListedBan,
  type ListedMute,
  type Mute,
  type Report,
} from "@/lib/chat/moderation-schema";
import { fetchJson } from "@/lib/http/fetcher";
import { roomListUrl } from "./room-api";

/** What those who keep order ask of a room, and what everybody may hold against a message. All may be repeated. */

const anything = z.unknown();
const toUrl = (roomId: string, path: string) =>
  `${roomListUrl}/${encodeURIComponent(roomId)}/${path}`;

export async function muteMember(roomId: string, userId: string, mute: Mute): Promise<void> {
  await fetchJson(toUrl(roomId, `mutes/${userId}`), anything, { method: "PUT", json: mute });
}

export async function unmuteMember(roomId: string, userId: string): Promise<void> {
  await fetchJson(toUrl(roomId, `mutes/${userId}`), anything, { method: "DELETE" });
}

export async function banMember(roomId: string, userId: string, ban: Ban): Promise<void> {
  await fetchJson(toUrl(roomId, `bans/${userId}`), anything, { method: "PUT", json: ban });
}

export async function liftBan(roomId: string, userId: string): Promise<void> {
  await fetchJson(toUrl(roomId, `bans/${userId}`), anything, { method: "DELETE" });
}

/** Who is kept from writing or from being here. */
export async function fetchKept(
  roomId: string,
): Promise<{ mutes: ListedMute[]; bans: ListedBan[] }> {
  const [{ mutes }, { bans }] = await Promise.all([
    fetchJson(toUrl(roomId, "mutes"), muteListSchema),
    fetchJson(toUrl(roomId, "bans"), banListSchema),
  ]);
  return { mutes, bans };
}

export async function reportMessage(
  roomId: string,
  messageId: string,
  report: Report,
): Promise<void> {
  const url = toUrl(roomId, `messages/${encodeURIComponent(messageId)}/report`);
  await fetchJson(url, anything, { method: "POST", json: report });
}

export const toExportUrl = (roomId: string, format: string) =>
  toUrl(roomId, `export?format=${format}`);
