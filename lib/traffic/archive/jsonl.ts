import { within } from "../../platform/within";
import type { TrafficEvent } from "../schema";

/** JSON lines in one gzip stream. `DecompressionStream` reads one member only, so there is never a second. */

/** Longer than any event; more means that the object is not ours. */
const maxLineLength = 64 * 1024;
const readTimeoutMs = 30_000;

/** The archive's bytes are not what they must be. */
export class BrokenArchive extends Error {
  constructor(what: string, cause?: unknown) {
    super(what, { cause });
    this.name = "BrokenArchive";
  }
}

/** Events as lines; `id` comes first, because `readIds` looks for it there. */
export function toLines(events: TrafficEvent[]): string {
  return events.map(({ id, ...rest }) => `${JSON.stringify({ id, ...rest })}\n`).join("");
}

/** Events of a gzip stream of lines, some at a time. Throws `BrokenArchive` on anything else. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<TrafficEvent[]> {
  for await (const lines of readLines(body)) yield lines.map(parseLine);
}

/** The ids alone, without parsing the rest. */
export async function* readIds(body: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  for await (const lines of readLines(body)) yield lines.map(toId);
}

/** Lines of a gzip stream, some at a time, without their ends. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const bytes = body.pipeThrough(new DecompressionStream("gzip") as unknown as ByteTransform);
  const reader = bytes.getReader();
  // `TextDecoderStream` would keep something of every piece until the last has come.
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await nextBytes(reader);
      if (done) break;
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > maxLineLength) throw new BrokenArchive("A line of the archive never ends");
      if (lines.length > 0) yield lines;
    }
    rest += decoder.decode();
    if (rest !== "") throw new BrokenArchive("The last line of the archive is cut off");
  } finally {
    // Whoever stops early lets the object's stream go; one that failed has gone already.
    await reader.cancel().catch(() => undefined);
  }
}

type ByteTransform = ReadableWritablePair<Uint8Array, Uint8Array>;

async function nextBytes(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await within(readTimeoutMs, "Reading the archive", reader.read());
  } catch (cause) {
    // zlib's and R2's failures look the same from here.
    throw new BrokenArchive("The archive cannot be read to its end", cause);
  }
}

/** One event. Throws `BrokenArchive`. */
export function parseLine(line: string): TrafficEvent {
  try {
    const event = JSON.parse(line) as TrafficEvent;
    if (typeof event.id === "string" && typeof event.timestamp === "number") return event;
  } catch {
    // Told below, without the line: it holds what visitors did.
  }
  throw new BrokenArchive("A line of the archive is not an event");
}

function toId(line: string): string {
  const id = line.startsWith('{"id":"') ? line.slice(7, line.indexOf('"', 7)) : "";
  if (id === "") throw new BrokenArchive("A line of the archive has no id in front");
  return id;
}
