import type { RoomAnswer } from "../../lib/chat/room-object";
import { PlazaError, toProblem } from "../../lib/http/problem";
import { log } from "../../lib/platform/log";

/** What failed, as callers may hear of it: a write that failed unexpectedly may be sent again. */
export function toExpected(roomId: string, error: unknown): PlazaError {
  if (error instanceof PlazaError) return error;
  log("error", "room.write_failed", { roomId }, error);
  return new PlazaError("unavailable");
}

/** Runs a method of the object so that its failure crosses the RPC boundary as data. */
export async function answerWith<T>(
  roomId: string,
  work: () => Promise<T>,
): Promise<RoomAnswer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const expected = toExpected(roomId, error);
    const { retryAfterSeconds } = expected.options;
    return {
      ok: false,
      problem: toProblem(expected),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
}
