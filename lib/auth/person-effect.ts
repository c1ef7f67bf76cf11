import { CacheKeys } from "../cache/keys";
import type { RoomObject } from "../chat/room-object";
import type { Deps } from "../platform/deps";
import { within } from "../platform/within";
import { continueDeparture } from "./departure";
import { listBotIds } from "./store/bots";
import { listRoomIds, type PendingEffect } from "./store/effects";
import { readPersonTruth, type PersonTruth } from "./store/people";

/** Rooms told at once; a Worker has six simultaneous outgoing connections. */
const roomsAtOnce = 6;
const roomsPerPage = 120;
const kickTimeoutMs = 2_000;

/**
 * Makes a committed change of a person hold everywhere: replaces what is cached about them under the new version,
 * and closes the sockets of those who may not be here any more, and of sessions that were signed out. Answers false when a departure needs another run.
 */
export async function settlePersonEffect(deps: Deps, effect: PendingEffect): Promise<boolean> {
  const truth = await readPersonTruth(deps.db, effect.userId, deps.now());
  if (!truth) return true;
  const { status } = truth.record;
  const [confirmed] = await Promise.all([
    replacePerson(deps, effect.userId, truth),
    closeSockets(deps, effect.userId, truth),
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

/** Everybody's who is banned or gone, and their bots'; of others those whose session ended lately, for the earlier ones are closed. */
async function closeSockets(deps: Deps, userId: string, truth: PersonTruth): Promise<void> {
  const { status } = truth.record;
  if (status !== "active") {
    for (const botId of await listBotIds(deps.db, userId)) {
      await tellRooms(deps, botId, (room) => room.kick(botId, status));
    }
    return tellRooms(deps, userId, (room) => room.kick(userId, status));
  }
  const { justRevokedSids } = truth;
  if (justRevokedSids.length > 0) {
    await tellRooms(deps, userId, (room) => room.signOut(userId, justRevokedSids));
  }
}

/** Calls the object of every room of a person. Throws after the last one when some could not be told. */
async function tellRooms(
  deps: Deps,
  userId: string,
  tell: (room: RoomObject) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (let after = "", full = true; full;) {
    const roomIds = await listRoomIds(deps.db, userId, after, roomsPerPage);
    const queue = [...roomIds];
    const work = async () => {
      for (let roomId = queue.shift(); roomId !== undefined; roomId = queue.shift()) {
        const told = within(kickTimeoutMs, "the room's object", tell(deps.room(roomId)));
        await told.catch((cause: unknown) => failures.push(cause));
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
