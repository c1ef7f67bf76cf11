import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { isModerator } from "./domain";
import { isActiveMember } from "./store/members";
import { loadMembership, loadMemberships, type CachedMembership } from "./cache";

/** How a person stands to a room that they may see. `role: null`: not a member of a public room. */
export type Membership = {
  roomId: string;
  kind: "public" | "private" | "direct";
  role: "owner" | "member" | null;
};

/** Rooms that do not exist for a person (somebody else's private ones included) are left out. */
export async function listVisibleRooms(
  deps: Deps,
  person: Pick<Person, "id">,
  roomIds: string[],
): Promise<Membership[]> {
  const known = await loadMemberships(deps, person.id, roomIds);
  return [...known].flatMap(([roomId, cached]) => toVisible(roomId, cached) ?? []);
}

function toVisible(roomId: string, { kind, role }: CachedMembership): Membership | null {
  return kind !== null && (role !== null || kind === "public") ? { roomId, kind, role } : null;
}

/** The one door to a room: throws `not_found` when it does not exist for this person. */
export async function getMembership(
  deps: Deps,
  person: Pick<Person, "id">,
  roomId: string,
): Promise<Membership> {
  const membership = toVisible(roomId, await loadMembership(deps, person.id, roomId));
  if (!membership) throw new PlazaError("not_found");
  return membership;
}

/** The same for what only members may do: throws `not_a_member` too. */
export async function getOwnMembership(
  deps: Deps,
  person: Pick<Person, "id">,
  roomId: string,
): Promise<Membership> {
  const membership = await getMembership(deps, person, roomId);
  if (membership.role === null) throw new PlazaError("not_a_member");
  return membership;
}

/** Whether somebody is an active member right now; asks D1 and no cache. */
export async function isMemberNow(deps: Deps, userId: string, roomId: string): Promise<boolean> {
  return isActiveMember(deps.db, roomId, userId);
}

/** Owners manage their room, moderators every public one; a direct room belongs to both and has nothing to manage. */
export function canManage(person: Person, membership: Membership): boolean {
  if (membership.kind === "direct") return false;
  return membership.role === "owner" || (membership.kind === "public" && isModerator(person));
}

/** Who keeps order: owners in their room, moderators in every room that they may see. A direct room is nobody's to keep. */
export function canModerate(person: Pick<Person, "role">, { kind, role }: Membership): boolean {
  return kind !== "direct" && (role === "owner" || isModerator(person));
}

/** A room that this person looks after. Throws `not_found` or `forbidden`. */
export async function getManagedRoom(
  deps: Deps,
  person: Person,
  roomId: string,
): Promise<Membership> {
  const membership = await getMembership(deps, person, roomId);
  if (!canManage(person, membership)) throw new PlazaError("forbidden");
  return membership;
}

/** Members bring people into a public room, its owner into a private one. */
export function canInvite(membership: Membership): boolean {
  if (membership.kind === "direct") return false;
  return membership.role === "owner" || (membership.kind === "public" && membership.role !== null);
}
