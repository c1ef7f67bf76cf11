import type { ChunkHeader } from "./delta";

/** What has arrived of an isolate's chunks: all up to a number, and single ones beyond a gap. */
export type IsolateRow = {
  isolate: string;
  uptoSeq: number;
  uptoTotal: number;
  beyond: [seq: number, total: number, events: number][];
  lost: number;
  updatedAt: number;
  gapSince: number | null;
};

/** Chunks that may wait beyond a gap; with more, the oldest gap is given up. */
const maxBeyond = 200;

/** An isolate that has been quiet for so long is summed up and forgotten. */
export const quietMs = 48 * 3_600_000;

/** Stands for the isolates that are forgotten: `lost` holds what they gave up, and what never arrived of them. */
export const forgottenIsolates = "(forgotten)";

/**
 * Takes note of a chunk.
 * @returns whether the chunk is new (its telemetry counts), the isolate's row, and how many events were given up with a
 * gap: they belong to `forgottenIsolates`, because the isolate's own `lost` is what the isolate says.
 */
export function takeHeader(
  row: IsolateRow | undefined,
  header: ChunkHeader,
  now: number,
): { isNew: boolean; row: IsolateRow; givenUp: number } {
  const before = row ?? createRow(header, now);
  if (header.seq <= before.uptoSeq || before.beyond.some(([seq]) => seq === header.seq)) {
    return { isNew: false, row: before, givenUp: 0 };
  }
  const beyond = [...before.beyond, toEntry(header)].sort(([a], [b]) => a - b);
  const next: IsolateRow = {
    ...before,
    beyond,
    lost: Math.max(before.lost, header.lost),
    updatedAt: now,
  };
  advance(next);
  let givenUp = 0;
  while (next.beyond.length > maxBeyond) {
    givenUp += skipGap(next);
    advance(next);
  }
  next.gapSince = next.beyond.length === 0 ? null : (before.gapSince ?? now);
  return { isNew: true, row: next, givenUp };
}

/** Events of an isolate that have not arrived although later ones have. */
export function countMissing({
  uptoTotal,
  beyond,
}: Pick<IsolateRow, "uptoTotal" | "beyond">): number {
  const newest = beyond.at(-1);
  if (!newest) return 0;
  const arrived = beyond.reduce((sum, [, , events]) => sum + events, 0);
  return Math.max(0, newest[1] - uptoTotal - arrived);
}

/** What is to be remembered of an isolate that is forgotten. */
export function countLosses(row: IsolateRow): number {
  return row.lost + countMissing(row);
}

/** An isolate that was forgotten may be heard of again, through a queue that stood still: then nothing is missing before. */
function createRow(header: ChunkHeader, now: number): IsolateRow {
  const isLate = header.sentAt < now - quietMs;
  return {
    isolate: header.isolate,
    uptoSeq: isLate ? header.seq - 1 : 0,
    uptoTotal: isLate ? header.total - header.events : 0,
    beyond: [],
    lost: isLate ? 0 : header.lost,
    updatedAt: now,
    gapSince: null,
  };
}

function advance(row: IsolateRow): void {
  for (let first = row.beyond[0]; first && first[0] === row.uptoSeq + 1; first = row.beyond[0]) {
    row.uptoSeq = first[0];
    row.uptoTotal = first[1];
    row.beyond.shift();
  }
}

/** Gives up what is missing before the first chunk beyond the gap; answers how many events that were. */
function skipGap(row: IsolateRow): number {
  const first = row.beyond[0];
  if (!first) return 0;
  const [seq, total, events] = first;
  const missing = Math.max(0, total - events - row.uptoTotal);
  row.uptoSeq = seq - 1;
  row.uptoTotal = total - events;
  return missing;
}

function toEntry({ seq, total, events }: ChunkHeader): [number, number, number] {
  return [seq, total, events];
}
