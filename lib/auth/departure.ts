import { CacheKeys } from "../cache/keys";
import type { Deps } from "../platform/deps";
import { within } from "../platform/within";
import {
  blankMessages,
  endAccount,
  findMessagesChoice,
  findNextToBlank,
  leaveForGood,
  removeShares,
  type Place,
  type RoomNumbers,
} from "./store/departure";
import { listBotIds } from "./store/bots";
import { listRoomIds } from "./store/effects";
import { deletePictures } from "./store/pictures";

/** One run does this much; the cron goes on with the rest. */
const stepsPerRun = 40;
const messagesPerStep = 200;
const sharesPerStep = 200;
const roomTimeoutMs = 2_000;

/**
 * What is left to do after an account has ended: its shares, out of every room, then its messages. Each step is a transaction
 * that can be the last one before a crash; the next run finds what is still there. True when nothing is.
 */
export async function continueDeparture(deps: Deps, userId: string): Promise<boolean> {
  const choice = await findMessagesChoice(deps.db, userId);
  if (choice === null) return true;
  await deletePictures(deps.bindings, userId);
  // Silent already; each then departs like an account of its own, by the effect that it owes.
  for (const botId of await listBotIds(deps.db, userId)) {
    const leave = { userId: botId, previousHash: null, messages: choice, now: deps.now() };
    await endAccount(deps.db, leave);
  }
  for (let steps = 0, isFull = true; isFull; steps += 1) {
    if (steps === stepsPerRun) return false;
    const removed = await removeShares(deps.db, userId, deps.now(), sharesPerStep);
    isFull = removed === sharesPerStep;
  }
  const roomIds = await listRoomIds(deps.db, userId, "", stepsPerRun);
  for (const roomId of roomIds) await leaveRoom(deps, userId, roomId);
  let place: Place = { roomId: "", clientId: "" };
  for (let steps = roomIds.length; steps < stepsPerRun; steps += 1) {
    const roomId = await findNextToBlank(deps.db, userId, choice, place);
    if (roomId === null) return true;
    const after = roomId === place.roomId ? place.clientId : "";
    const { numbers, lastClientId } = await blankMessages(deps.db, {
      userId,
      roomId,
      after,
      messages: choice,
      limit: messagesPerStep,
      now: deps.now(),
    });
    if (numbers) await tellRoom(deps, numbers, numbers.rev);
    place = { roomId, clientId: lastClientId ?? after };
  }
  return false;
}

async function leaveRoom(deps: Deps, userId: string, roomId: string): Promise<void> {
  const { numbers, heirId } = await leaveForGood(deps.db, userId, roomId);
  if (!numbers) return;
  const gone = [userId, ...(heirId ? [heirId] : [])];
  await deps.cache.replace(
    gone.map((id) => ({ entry: CacheKeys.member(roomId, id), version: numbers.rev })),
  );
  await tellRoom(deps, numbers, numbers.rev - 1);
}

/**
 * Caches first, then sockets. A frame whose `prevRev` nobody holds makes every client fetch what changed,
 * which is how changed messages are told here without carrying them. A room that cannot be told tells itself:
 * its next frame has a `prevRev` that its clients do not hold.
 */
async function tellRoom(deps: Deps, numbers: RoomNumbers, prevRev: number): Promise<void> {
  await deps.cache.replace([
    { entry: CacheKeys.meta(numbers.roomId), version: numbers.rev, value: numbers },
  ]);
  const told = deps.room(numbers.roomId).announce({
    ...numbers,
    frame: "changed",
    prevRev,
    messages: [],
  });
  await within(roomTimeoutMs, "the room's object", told).catch(() => undefined);
}
