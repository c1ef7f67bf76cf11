import { chunkSchema, trafficEventSchema, type Chunk, type TrafficEvent } from "../schema";
import { futureToleranceMs } from "../domain";
import { toHeader, type ChunkHeader } from "./delta";

/** An event that is not counted because of what it is; kept for people to look at, and for replay. */
type RefusedEvent = { id: string; reason: "bad_event" | "future"; body: string };

/** What a message holds. A bare event has no header. */
export type Contents = {
  header: ChunkHeader | null;
  events: TrafficEvent[];
  refused: RefusedEvent[];
};

/**
 * Reads a message: a chunk, or a bare event. Each event of a chunk stands for itself, and telemetry that cannot be read
 * does not take the events along.
 * @param id names the message, and its bare event if that is refused
 * @param now milliseconds
 * @returns null when it is neither; newer code may know what it is
 */
export function readMessage(id: string, body: unknown, now: number): Contents | null {
  const chunk = readChunk(body);
  if (chunk) {
    const contents: Contents = { header: toHeader(chunk), events: [], refused: [] };
    for (const [index, item] of chunk.events.entries()) {
      takeEvent(contents, `${chunk.isolate}:${chunk.seq}:${index}`, item, now);
    }
    return contents;
  }
  const contents: Contents = { header: null, events: [], refused: [] };
  takeEvent(contents, id, body, now);
  return contents.refused[0]?.reason === "bad_event" ? null : contents;
}

function readChunk(body: unknown): Chunk | null {
  const chunk = chunkSchema.safeParse(body);
  if (chunk.success) return chunk.data;
  if (typeof body !== "object" || body === null) return null;
  const bare = chunkSchema.safeParse({ ...body, telemetry: { counters: [], timers: [] } });
  return bare.success ? bare.data : null;
}

function takeEvent(contents: Contents, id: string, item: unknown, now: number): void {
  const event = readEvent(item);
  if (!event) contents.refused.push({ id, reason: "bad_event", body: toText(item) });
  else if (event.timestamp > now + futureToleranceMs) {
    contents.refused.push({ id, reason: "future", body: toText(item) });
  } else contents.events.push(event);
}

/** The day of an event follows from its id, so that one id can never be seen on two days. */
function readEvent(item: unknown): TrafficEvent | null {
  const { success, data } = trafficEventSchema.safeParse(item);
  return success && data.id.startsWith(`${data.timestamp}-`) ? data : null;
}

/** JSON of whatever it is. */
export function toText(item: unknown): string {
  try {
    return JSON.stringify(item) ?? "null";
  } catch {
    // Not JSON, such as a BigInt: still something to look at.
    return JSON.stringify(String(item));
  }
}
