import type { Person } from "../auth/schema";
import { invalidField, PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { settleMembers, type ChangedMember } from "./member-effects";
import { canInvite, canManage, getMembership, type Membership } from "./membership";
import type { RoomMember, RoomSummary } from "./schema";
import {
  listActiveUserIds,
  listBotsOf,
  listMembers,
  listMembersById,
  searchMembers,
} from "./store/members";
import { deleteMembers, insertMembers, whyOutside } from "./store/membership-changes";
import { findRoomSummary } from "./store/room-list";
import { toChange } from "./tell";

type MembersQuery = {
  cursor?: string | undefined;
  limit: number;
  q?: string | undefined;
  ids?: readonly string[] | undefined;
};

/**
 * A page of a room's members in the order of their ids, after `cursor`; `nextCursor: null` on the last. With `q` those with
 * this in their name, 20 at most, and with `ids` those of them who are members, in one answer.
 */
export async function listRoomMembers(
  deps: Deps,
  person: Person,
  roomId: string,
  { cursor, limit, q, ids }: MembersQuery,
): Promise<{ members: RoomMember[]; nextCursor: string | null }> {
  await getMembership(deps, person, roomId);
  if (q || ids) {
    const wanted = { q: q || null, ids: ids ?? [] };
    return { members: await searchMembers(deps.db, roomId, wanted), nextCursor: null };
  }
  const found = await listMembers(deps.db, roomId, cursor, limit);
  const members = found.slice(0, limit);
  return {
    members,
    nextCursor: found.length > limit ? (members.at(-1)?.userId ?? null) : null,
  };
}

/** Joins a public room; joining again changes nothing. Throws `not_found` for every other room. */
export async function joinRoom(deps: Deps, person: Person, roomId: string): Promise<RoomSummary> {
  const membership = await getMembership(deps, person, roomId);
  if (membership.kind === "public") await addToRoom(deps, membership, [person.id], null);
  return getSummary(deps, person, roomId);
}

/**
 * Leaves a room; who is not in it stays out. An owner's room passes to its longest member.
 * Throws `not_found`, and `forbidden` for a direct room, which two people have for good.
 */
export async function leaveRoom(
  deps: Deps,
  person: Pick<Person, "id">,
  roomId: string,
): Promise<void> {
  const membership = await getMembership(deps, person, roomId);
  if (membership.kind === "direct") throw new PlazaError("forbidden");
  await takeOut(deps, membership, [person.id], { revokeInvitations: false, moderatorId: null });
}

/** Brings people in. Throws `not_found`, `forbidden`, or `invalid_input` when one of them has no active account. */
export async function addMembers(
  deps: Deps,
  person: Person,
  roomId: string,
  userIds: string[],
): Promise<RoomMember[]> {
  const membership = await getMembership(deps, person, roomId);
  if (!canInvite(membership)) throw new PlazaError("forbidden");
  await assertActive(deps, userIds, "userIds");
  return addToRoom(deps, membership, userIds, person.id);
}

/** Takes people out, and with them every link into a private room. Throws `not_found`, `forbidden`, `invalid_input`. */
export async function removeMembers(
  deps: Deps,
  person: Person,
  roomId: string,
  userIds: string[],
): Promise<void> {
  const membership = await getMembership(deps, person, roomId);
  if (!canManage(person, membership)) throw new PlazaError("forbidden");
  if (userIds.includes(person.id)) throw invalidField("userIds", "Leave the room instead");
  await takeOut(deps, membership, userIds, {
    revokeInvitations: membership.kind === "private",
    moderatorId: membership.role === "owner" ? null : person.id,
  });
}

/** Throws `invalid_input` for `field` unless all of these have an active account. */
export async function assertActive(deps: Deps, userIds: string[], field: string): Promise<void> {
  const active = new Set(await listActiveUserIds(deps.db, userIds));
  if (!userIds.every((id) => active.has(id))) {
    throw invalidField(field, "There is no such person");
  }
}

/** Puts people into a room, whoever decided that they may; answers them as members. Throws `room_banned`, `room_archived`. */
export async function addToRoom(
  deps: Deps,
  { roomId, kind }: Pick<Membership, "roomId" | "kind">,
  userIds: string[],
  invitedBy: string | null,
): Promise<RoomMember[]> {
  await assertMayEnter(deps, roomId, userIds);
  const effects = toEffects(userIds);
  const change = { roomId, effects, now: deps.now() };
  const { changed, numbers } = await insertMembers(deps.db, change, userIds, invitedBy);
  const members = await listMembersById(deps.db, roomId, userIds);
  if (!numbers) throw new PlazaError("not_found");
  const roles = new Map(members.map(({ userId, role }) => [userId, role]));
  await settleMembers(
    deps,
    toChange(numbers, "changed", [], changed ? 1 : 0),
    effects.map(({ id, userId }) => {
      return { effectId: id, userId, membership: { kind, role: roles.get(userId) ?? null } };
    }),
    "removed",
  );
  // Somebody was quicker, and banned them or archived the room.
  if (members.length < effects.length) await assertMayEnter(deps, roomId, userIds);
  return members;
}

/** Throws `room_banned` or `room_archived`; the statement that adds members asks again. */
async function assertMayEnter(deps: Deps, roomId: string, userIds: string[]): Promise<void> {
  const why = await whyOutside(deps.db, roomId, userIds, deps.now());
  if (why === "banned") throw new PlazaError("room_banned");
  if (why === "archived") throw new PlazaError("room_archived");
}

/** Bots leave with their owners, or they would read on for them. */
async function takeOut(
  deps: Deps,
  { roomId, kind }: Membership,
  people: string[],
  by: { revokeInvitations: boolean; moderatorId: string | null },
): Promise<void> {
  const userIds = [...people, ...(await listBotsOf(deps.db, roomId, people))];
  const effects = toEffects(userIds);
  const heirEffectId = newId(20);
  const { changed, numbers, heirId } = await deleteMembers(
    deps.db,
    { roomId, effects, now: deps.now() },
    userIds,
    { heirEffectId, ...by },
  );
  if (!numbers) throw new PlazaError("not_found");
  const members = effects.map(({ id, userId }): ChangedMember => {
    return { effectId: id, userId, membership: { kind, role: null } };
  });
  const heir: ChangedMember[] = heirId
    ? [{ effectId: heirEffectId, userId: heirId, membership: { kind, role: "owner" } }]
    : [];
  const change = toChange(numbers, "changed", [], changed ? 1 : 0);
  await settleMembers(deps, change, [...members, ...heir], "removed");
}

async function getSummary(deps: Deps, person: Person, roomId: string): Promise<RoomSummary> {
  const summary = await findRoomSummary(deps.db, person.id, roomId);
  if (!summary) throw new PlazaError("not_found");
  return summary;
}

function toEffects(userIds: string[]) {
  return [...new Set(userIds)].map((userId) => ({ id: newId(20), userId }));
}
