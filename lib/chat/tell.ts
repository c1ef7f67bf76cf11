import { fromProblem } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { within } from "../platform/within";
import { toRoomEntries } from "./cache";
import type { RoomAnswer, RoomChange, RoomObject } from "./room-object";
import type { Message, RoomMeta } from "./schema";

/** How a committed change reaches caches and sockets, and how the room's object is asked to write. */

const objectTimeoutMs = 5000;

/** The change that follows from the numbers after it; `count` is how far it moved `rev`. */
export function toChange(
  numbers: RoomMeta,
  frame: RoomChange["frame"],
  messages: Message[],
  count = 1,
): RoomChange {
  return { ...numbers, frame, prevRev: numbers.rev - count, messages };
}

/** Replaces what caches hold of the room. False: not confirmed, and short TTLs have to do it. */
export async function publish(deps: Deps, change: RoomChange): Promise<boolean> {
  return deps.cache.replace(toRoomEntries(change));
}

/** After a write through the object, which did this in its own isolate: without Redis this one has to learn it too. */
export async function learn(deps: Deps, change: RoomChange | null): Promise<void> {
  if (change && !deps.redis) await publish(deps, change);
}

/** Calls the room's object; `null` when it cannot be reached in time. */
export async function askRoom<T>(
  deps: Deps,
  roomId: string,
  call: (room: RoomObject) => Promise<T>,
): Promise<{ answer: T } | null> {
  try {
    return { answer: await within(objectTimeoutMs, "the room's object", call(deps.room(roomId))) };
  } catch (error) {
    log("warn", "room.unreachable", { roomId }, error);
    return null;
  }
}

/** Tells the room's sockets of a change that was written past its object, without holding up the answer. */
export function announce(deps: Deps, change: RoomChange): void {
  deps.waitUntil(askRoom(deps, change.roomId, (room) => room.announce(change)));
}

/** The value of an object's answer; throws the problem that it carries. */
export function toValue<T>(answer: RoomAnswer<T>): T {
  if (answer.ok) return answer.value;
  throw fromProblem(answer.problem, answer.retryAfterSeconds);
}
