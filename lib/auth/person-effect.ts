import { CacheKeys } from "../cache/keys";
import type { Deps } from "../platform/deps";
import { within } from "../platform/within";
import { continueDeparture } from "./departure";
import type { Status } from "./schema";
import { listRoomIds, type PendingEffect } from "./store/effects";
import { readPersonTruth, type PersonTruth } from "./store/people";

/** Rooms told at once; a Worker has six simultaneous outgoing connections. */
const roomsAtOnce = 6;
const roomsPerPage = 120;
const kickTimeoutMs = 2_000;

/**
 * Makes a committed change of a person hold everywhere: replaces what is cached about them under the new version,
 * and closes the sockets of those who may not be here any more. Answers false when a departure needs another run.
 */
export async function settlePersonEffect(deps: Deps, effect: PendingEffect): Promise<boolean> {
  const truth = await readPersonTruth(deps.db, effect.userId, deps.now());
  if (!truth) return true;
  const { status } = truth.record;
  const [confirmed] = await Promise.all([
    replacePerson(deps, effect.userId, truth),
    status === "active" ? undefined : kickEverywhere(deps, effect.userId, status),
  ]);
  if (!confirmed) throw new Error("The cache did not confirm the new value of a person");
  return status === "deleted" ? continueDeparture(deps, effect.userId) : true;
}

function replacePerson(deps: Deps, userId: string, truth: PersonTruth): Promise<boolean> {
  const { version, record, partner } = truth;
  return deps.cache.replace([
    { entry: CacheKeys.role(userId), version, value: record },
    { entry: CacheKeys.partner(userId), version, value: partner },
  ]);
}

/** Throws after the last room when one of them could not be told. */
async function kickEverywhere(
  deps: Deps,
  userId: string,
  reason: Exclude<Status, "active">,
): Promise<void> {
  const failures: unknown[] = [];
  for (let after = "", full = true; full;) {
    const roomIds = await listRoomIds(deps.db, userId, after, roomsPerPage);
    const queue = [...roomIds];
    const work = async () => {
      for (let roomId = queue.shift(); roomId !== undefined; roomId = queue.shift()) {
        await kick(deps, roomId, userId, reason).catch((cause: unknown) => failures.push(cause));
      }
    };
    await Promise.all(Array.from({ length: roomsAtOnce }, work));
    after = roomIds.at(-1) ?? after;
    full = roomIds.length === roomsPerPage;
  }
  if (failures.length > 0) {
    throw new Error(`${failures.length} room(s) could not be told`, { cause: failures[0] });
  }
}

async function kick(deps: Deps, roomId: string, userId: string, reason: string): Promise<void> {
  await within(kickTimeoutMs, "the room's object", deps.room(roomId).kick(userId, reason));
}
