import { postReplay } from "./post-replay.mjs";

/** Well below what one call may hold (`lib/traffic/replay/replay-limits.ts`). */
const slice = { lines: 10_000, characters: 6_000_000 };
const shownErrors = 20;

/**
 * Sends lines `{line, text}` (JSON of one event each, numbered as in their file) in slices. `onProgress(sum)` hears the
 * sums after each. Answers `{accepted, refused, errors}` with the first refused lines.
 */
export async function sendLines(operator, lines, onProgress = () => {}) {
  const sum = { accepted: 0, refused: 0, errors: [] };
  for await (const part of inSlices(lines)) {
    const body = part.map(({ text }) => text).join("\n");
    const answer = await postReplay(operator, body, "application/x-ndjson");
    sum.accepted += answer.accepted;
    sum.refused += answer.refused;
    const errors = answer.errors.map(({ line, message }) => ({
      line: part[line - 1].line,
      message,
    }));
    sum.errors = [...sum.errors, ...errors].slice(0, shownErrors);
    onProgress(sum);
  }
  return sum;
}

/** Events as the lines of a replay. */
export function* toLines(events) {
  let line = 0;
  for (const event of events) yield { line: (line += 1), text: JSON.stringify(event) };
}

async function* inSlices(lines) {
  let part = [];
  let characters = 0;
  for await (const entry of lines) {
    if (part.length >= slice.lines || characters + entry.text.length > slice.characters) {
      if (part.length > 0) yield part;
      part = [];
      characters = 0;
    }
    part.push(entry);
    characters += entry.text.length + 1;
  }
  if (part.length > 0) yield part;
}
