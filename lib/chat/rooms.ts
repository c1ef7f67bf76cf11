import type { Person } from "../auth/schema";
import { invalidField, PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { toMemberEntry } from "./cache";
import { mayOpenPublicRoom, toDirectKey } from "./domain";
import { assertActive } from "./members";
import { canManage, canModerate, getMembership } from "./membership";
import type { CreateRoom, RoomSummary, UpdateRoom } from "./schema";
import { findRoomSummary, listJoinableRooms, listOwnRooms } from "./store/room-list";
import { insertRoom, updateRoom } from "./store/rooms";
import { announce, askRoom, publish, toChange } from "./tell";

/** My rooms, then public ones that I could join; each by its latest message. Two queries, however many rooms. */
export async function listRooms(deps: Deps, person: Person): Promise<RoomSummary[]> {
  const [own, joinable] = await Promise.all([
    listOwnRooms(deps.db, person.id),
    listJoinableRooms(deps.db, person.id, deps.now()),
  ]);
  return [...own, ...joinable];
}

/** One room as I see it. Throws `not_found`. */
export async function getRoom(deps: Deps, person: Person, roomId: string): Promise<RoomSummary> {
  await getMembership(deps, person, roomId);
  const summary = await findRoomSummary(deps.db, person.id, roomId);
  if (!summary) throw new PlazaError("not_found");
  return summary;
}

/**
 * Opens a room with `person` as its owner. Two people have one direct room: a second call answers it (`created: false`).
 * Throws `forbidden` (public rooms are opened by partners, moderators and admins) or `invalid_input`.
 */
export async function createRoom(
  deps: Deps,
  person: Person,
  input: CreateRoom,
): Promise<{ room: RoomSummary; created: boolean }> {
  if (input.kind === "public" && !mayOpenPublicRoom(person)) throw new PlazaError("forbidden");
  const memberIds = [...new Set(input.memberIds ?? [])].filter((id) => id !== person.id);
  const [peerId] = memberIds;
  if (input.kind === "direct" && (peerId === undefined || memberIds.length > 1)) {
    throw invalidField("memberIds", "A direct room is with one other person");
  }
  if (input.kind !== "direct" && input.name === undefined) {
    throw invalidField("name", "Needs a name");
  }
  if (memberIds.length > 0) await assertActive(deps, memberIds, "memberIds");
  const id = newId(16);
  const standing = await insertRoom(deps.db, {
    id,
    epoch: newId(8),
    name: input.kind === "direct" ? "" : (input.name ?? ""),
    topic: input.topic ?? "",
    kind: input.kind,
    directKey: input.kind === "direct" && peerId ? toDirectKey(person.id, peerId) : null,
    ownerId: person.id,
    memberIds,
    now: deps.now(),
  });
  const owner = { kind: input.kind, role: "owner" } as const;
  // Only spares the first read: nobody can have asked for a room that was not there.
  if (standing === id) await deps.cache.replace([toMemberEntry(id, person.id, 1, owner)]);
  return { room: await getRoom(deps, person, standing), created: standing === id };
}

/** Changes name or topic, its pace, or whether it is archived. Throws `not_found` or `forbidden`. */
export async function changeRoom(
  deps: Deps,
  person: Person,
  roomId: string,
  values: UpdateRoom,
): Promise<RoomSummary> {
  const membership = await getMembership(deps, person, roomId);
  const { name, topic, archived, slowModeSeconds } = values;
  const renames = name !== undefined || topic !== undefined;
  const keepsOrder = archived !== undefined || slowModeSeconds !== undefined;
  if (renames && !canManage(person, membership)) throw new PlazaError("forbidden");
  if (keepsOrder && !canModerate(person, membership)) throw new PlazaError("forbidden");
  if (!renames && !keepsOrder) return getRoom(deps, person, roomId);
  const isOwner = membership.role === "owner";
  const deed = { actorId: person.id, asModerator: !isOwner, now: deps.now() };
  const { changed, numbers } = await updateRoom(deps.db, roomId, values, deed);
  if (changed && numbers) {
    const change = toChange(numbers, "changed", []);
    await publish(deps, change);
    announce(deps, change);
    // Everybody's screen says what may be done here now.
    if (keepsOrder) deps.waitUntil(askRoom(deps, roomId, (room) => room.notify(null)));
  }
  return getRoom(deps, person, roomId);
}
