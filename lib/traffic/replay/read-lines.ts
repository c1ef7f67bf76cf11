import type { ReplayLine } from "./replay";
import { replayLimits } from "./replay-limits";

const newline = 10;

/** Lines of JSON out of bytes, numbered from 1; empty ones are skipped. One line is held at a time. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReplayLine> {
  let line = 0;
  let pieces: Uint8Array[] = [];
  let size = 0;
  /** What the line so far holds; of a line that is too long, nothing is kept but its size. */
  const keep = (piece: Uint8Array) => {
    size += piece.length;
    if (size <= replayLimits.lineBytes) pieces.push(piece.slice());
  };
  const finish = (): ReplayLine | null => {
    line += 1;
    const parsed = size > replayLimits.lineBytes ? tooLong(line) : parseLine(line, pieces);
    pieces = [];
    size = 0;
    return parsed;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      const parsed = finish();
      if (parsed) yield parsed;
    }
    keep(chunk.subarray(start));
  }
  const last = size > 0 ? finish() : null;
  if (last) yield last;
}

const tooLong = (line: number): ReplayLine => ({
  line,
  error: `Is longer than ${replayLimits.lineBytes} bytes`,
});

function parseLine(line: number, pieces: Uint8Array[]): ReplayLine | null {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  try {
    const text = pieces.map((piece) => decoder.decode(piece, { stream: true })).join("");
    const whole = (text + decoder.decode()).trim();
    if (whole === "") return null;
    const value: unknown = JSON.parse(whole);
    return { line, value };
  } catch {
    return { line, error: "Is not JSON" };
  }
}
