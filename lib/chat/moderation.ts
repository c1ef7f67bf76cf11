import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { settleMembers, type ChangedMember } from "./member-effects";
import { canModerate, getMembership, type Membership } from "./membership";
import type { Ban, ListedBan, ListedMute, Mute } from "./moderation-schema";
import { listBotsOf } from "./store/members";
import {
  deleteBan,
  endMute,
  listBanned,
  listMuted,
  writeBan,
  writeMute,
  type WrittenDeed,
} from "./store/moderation";
import { announce, askRoom, publish, toChange } from "./tell";

/**
 * Keeping order in a room: by its owner, and by moderators in every room that they may see. Nobody decides about their like.
 * Each may be repeated, and throws `not_found` or `forbidden`.
 */

/** Takes somebody the word for a time, whether they are in the room or not; they are told at once. */
export async function muteMember(
  deps: Deps,
  person: Person,
  { roomId, userId }: { roomId: string; userId: string },
  { seconds, reason = "" }: Mute,
): Promise<void> {
  await getKept(deps, person, roomId);
  const deed = { roomId, userId, actorId: person.id, now: deps.now() };
  const until = deed.now + seconds * 1000;
  await settleMute(deps, deed, await writeMute(deps.db, deed, { until, reason }));
}

/** Gives the word back. */
export async function unmuteMember(
  deps: Deps,
  person: Person,
  { roomId, userId }: { roomId: string; userId: string },
): Promise<void> {
  await getKept(deps, person, roomId);
  const deed = { roomId, userId, actorId: person.id, now: deps.now() };
  await settleMute(deps, deed, await endMute(deps.db, deed));
}

/** Tells caches and sockets of a mute that was written, or ended. Throws `forbidden` when it is not as was asked for. */
export async function settleMute(
  deps: Deps,
  { roomId, userId }: { roomId: string; userId: string },
  { changed, stands, numbers }: WrittenDeed,
): Promise<void> {
  if (!changed && !stands) throw new PlazaError("forbidden");
  if (!changed || !numbers) return;
  const change = toChange(numbers, "changed", []);
  await publish(deps, change);
  announce(deps, change);
  // Who is offline, or cannot be reached, hears it with their next list of rooms. A bot is muted with its owner.
  const muted = [userId, ...(await listBotsOf(deps.db, roomId, [userId]))];
  await Promise.all(muted.map((id) => askRoom(deps, roomId, (room) => room.notify(id))));
}

/** Who is muted now, for those who keep order. */
export async function listMutes(
  deps: Deps,
  person: Person,
  roomId: string,
): Promise<{ mutes: ListedMute[] }> {
  await getKept(deps, person, roomId);
  return { mutes: await listMuted(deps.db, roomId, deps.now()) };
}

/** Takes somebody out with their bots, closes their sockets, and keeps them out: for them the room is not there any more. */
export async function banMember(
  deps: Deps,
  person: Person,
  { roomId, userId }: { roomId: string; userId: string },
  { seconds, reason = "" }: Ban,
): Promise<void> {
  const { kind } = await getKept(deps, person, roomId);
  const now = deps.now();
  const [effectId, heirEffectId] = [newId(20), newId(20)];
  const deed = { roomId, userId, actorId: person.id, now, effectId, heirEffectId };
  const until = seconds ? now + seconds * 1000 : null;
  const { changed, stands, numbers, heirId, bots } = await writeBan(deps.db, deed, {
    until,
    reason,
  });
  if (!numbers) throw new PlazaError("not_found");
  if (!changed && !stands) throw new PlazaError("forbidden");
  const banned = [{ effectId, userId }, ...bots].map((one): ChangedMember => {
    return { ...one, membership: { kind: null, role: null } };
  });
  const heir: ChangedMember[] = heirId
    ? [{ effectId: heirEffectId, userId: heirId, membership: { kind, role: "owner" } }]
    : [];
  const change = toChange(numbers, "changed", [], changed ? 1 : 0);
  await settleMembers(deps, change, [...banned, ...heir], "room_banned");
}

/** Lets somebody come back. */
export async function liftBan(
  deps: Deps,
  person: Person,
  { roomId, userId }: { roomId: string; userId: string },
): Promise<void> {
  const { kind } = await getKept(deps, person, roomId);
  const effectId = newId(20);
  const deed = { roomId, userId, actorId: person.id, now: deps.now(), effectId };
  const { changed, stands, numbers, bots } = await deleteBan(deps.db, deed);
  if (!numbers) throw new PlazaError("not_found");
  if (!changed && !stands) throw new PlazaError("forbidden");
  if (!changed) return;
  const freed = [{ effectId, userId }, ...bots].map((one): ChangedMember => {
    return { ...one, membership: { kind, role: null } };
  });
  await settleMembers(deps, toChange(numbers, "changed", []), freed, "removed");
}

/** Who is banned now, for those who keep order. */
export async function listBans(
  deps: Deps,
  person: Person,
  roomId: string,
): Promise<{ bans: ListedBan[] }> {
  await getKept(deps, person, roomId);
  return { bans: await listBanned(deps.db, roomId, deps.now()) };
}

/** A room in which this person keeps order. */
async function getKept(deps: Deps, person: Person, roomId: string): Promise<Membership> {
  const membership = await getMembership(deps, person, roomId);
  if (!canModerate(person, membership)) throw new PlazaError("forbidden");
  return membership;
}
