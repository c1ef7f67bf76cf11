import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { toMemberEntry, toRoomEntries, type CachedMembership } from "./cache";
import type { RoomChange } from "./room-object";
import { listMemberships } from "./store/members";
import { deleteEffects } from "./store/membership-changes";
import { announce, askRoom } from "./tell";

/** Somebody whose membership changed, as it is now, and the `pending_effects` row that owes them the rest. */
export type ChangedMember = { userId: string; effectId: string; membership: CachedMembership };

/**
 * Does what a committed change of memberships owes: cached values give way, sockets hear of it, those who are out
 * lose theirs. What could not be confirmed stays in `pending_effects` for the cron.
 */
export async function settleMembers(
  deps: Deps,
  change: RoomChange,
  members: ChangedMember[],
  reason: string,
): Promise<void> {
  const { roomId, rev } = change;
  const confirmed = await deps.cache.replace([
    ...toRoomEntries(change),
    ...members.map(({ userId, membership }) => toMemberEntry(roomId, userId, rev, membership)),
  ]);
  if (change.rev > change.prevRev) announce(deps, change);
  const gone = members.filter(({ membership }) => membership.role === null);
  const kicks = await Promise.all(gone.map(({ userId }) => kick(deps, roomId, userId, reason)));
  if (confirmed && kicks.every(Boolean)) {
    const ids = members.map(({ effectId }) => effectId);
    // A row that stays after all is settled once more by the cron, which changes nothing.
    deps.waitUntil(deleteEffects(deps.db, ids).catch((error) => logPending(roomId, error)));
    return;
  }
  deps.counters.count("effect.pending", { kind: "member" }, members.length);
  logPending(roomId);
}

/** Settles one owed effect from the truth; throws when it could not. May run twice, and at the same time. */
export async function settleOwedMember(
  deps: Deps,
  { roomId, userId }: { roomId: string; userId: string },
): Promise<true> {
  const [row] = await listMemberships(deps.db, userId, [roomId], deps.now());
  if (!row) return true;
  const membership = { kind: row.kind, role: row.role };
  const confirmed = await deps.cache.replace([
    toMemberEntry(roomId, userId, row.numbers.rev, membership),
  ]);
  const isOut = row.role !== null || (await kick(deps, roomId, userId, "removed"));
  if (!confirmed || !isOut) throw new Error("Cache or room did not confirm a membership");
  return true;
}

async function kick(deps: Deps, roomId: string, userId: string, reason: string): Promise<boolean> {
  return (await askRoom(deps, roomId, (room) => room.kick(userId, reason))) !== null;
}

function logPending(roomId: string, cause?: unknown): void {
  log("warn", "effect.pending", { kind: "member", roomId }, cause);
}
