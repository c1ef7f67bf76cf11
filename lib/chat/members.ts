import type { Person } from "../auth/schema";
import { invalidField, PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { settleMembers, type ChangedMember } from "./member-effects";
import { canInvite, canManage, getMembership, type Membership } from "./membership";
import type { RoomMember, RoomSummary } from "./schema";
import { listActiveUserIds, listMembersById, listMembers } from "./store/members";
import { deleteMembers, insertMembers } from "./store/membership-changes";
import { findRoomSummary } from "./store/room-list";
import { toChange } from "./tell";

/** A page of a room's members in the order of their ids, after `cursor`; `nextCursor: null` on the last. */
export async function listRoomMembers(
  deps: Deps,
  person: Person,
  roomId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ members: RoomMember[]; nextCursor: string | null }> {
  await getMembership(deps, person, roomId);
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
export async function leaveRoom(deps: Deps, person: Person, roomId: string): Promise<void> {
  const membership = await getMembership(deps, person, roomId);
  if (membership.kind === "direct") throw new PlazaError("forbidden");
  await takeOut(deps, membership, [person.id], { revokeInvitations: false });
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
  await takeOut(deps, membership, userIds, { revokeInvitations: membership.kind === "private" });
}

/** Throws `invalid_input` for `field` unless all of these have an active account. */
export async function assertActive(deps: Deps, userIds: string[], field: string): Promise<void> {
  const active = new Set(await listActiveUserIds(deps.db, userIds));
  if (!userIds.every((id) => active.has(id))) {
    throw invalidField(field, "There is no such person");
  }
}

/** Puts people into a room, whoever decided that they may; answers them as members. */
export async function addToRoom(
  deps: Deps,
  { roomId, kind }: Pick<Membership, "roomId" | "kind">,
  userIds: string[],
  invitedBy: string | null,
): Promise<RoomMember[]> {
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
  return members;
}

async function takeOut(
  deps: Deps,
  { roomId, kind }: Membership,
  userIds: string[],
  { revokeInvitations }: { revokeInvitations: boolean },
): Promise<void> {
  const effects = toEffects(userIds);
  const heirEffectId = newId(20);
  const { changed, numbers, heirId } = await deleteMembers(
    deps.db,
    { roomId, effects, now: deps.now() },
    userIds,
    { heirEffectId, revokeInvitations },
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
