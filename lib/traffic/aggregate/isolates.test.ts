import { describe, expect, it } from "vitest";
import type { ChunkHeader } from "./delta";
import { countLosses, countMissing, takeHeader, type IsolateRow } from "./isolates";

const now = 1_795_000_000_000;

/** Chunk `seq` of an isolate whose chunks hold ten events each. */
const header = (seq: number, fields: Partial<ChunkHeader> = {}): ChunkHeader => ({
  isolate: "isolate-a",
  seq,
  total: seq * 10,
  events: 10,
  lost: 0,
  sentAt: now,
  telemetry: { counters: [], timers: [] },
  ...fields,
});

/** The row after chunks in this order, one a second. */
function take(seqs: number[], before?: IsolateRow) {
  let row = before;
  let givenUp = 0;
  const fresh: boolean[] = [];
  for (const [index, seq] of seqs.entries()) {
    const taken = takeHeader(row, header(seq), now + index * 1000);
    row = taken.row;
    givenUp += taken.givenUp;
    fresh.push(taken.isNew);
  }
  if (!row) throw new Error("No chunk was taken");
  return { row, fresh, givenUp };
}

describe("what has arrived of an isolate", () => {
  it("is everything up to the newest chunk when they come in order", () => {
    expect(take([1, 2, 3]).row).toEqual({
      isolate: "isolate-a",
      uptoSeq: 3,
      uptoTotal: 30,
      beyond: [],
      lost: 0,
      updatedAt: now + 2000,
      gapSince: null,
    });
  });

  it("has a gap from when a chunk came too early until the missing ones have come", () => {
    const { row } = take([1, 4, 3]);
    expect(row).toMatchObject({ uptoSeq: 1, uptoTotal: 10, gapSince: now + 1000 });
    expect(row.beyond).toEqual([
      [3, 30, 10],
      [4, 40, 10],
    ]);
    expect(countMissing(row)).toBe(10);
    expect(take([2], row).row).toMatchObject({ uptoSeq: 4, beyond: [], gapSince: null });
  });

  it("counts what is missing before the very first chunk that came", () => {
    const { row } = take([3]);
    expect(row.gapSince).toBe(now);
    expect(countMissing(row)).toBe(20);
  });

  it("counts no chunk twice, on either side of a gap", () => {
    expect(take([1, 1, 3, 3, 2, 2, 3]).fresh).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it("keeps the greatest loss that the isolate told, in whatever order chunks come", () => {
    const first = takeHeader(undefined, header(2, { lost: 7 }), now);
    const second = takeHeader(first.row, header(1, { lost: 3 }), now);
    expect(second.row.lost).toBe(7);
    expect(countLosses({ ...second.row, beyond: [[9, 90, 10]] })).toBe(7 + 60);
  });

  it("gives up the oldest gap when more than 200 chunks wait beyond it", () => {
    // 1 is missing, and then every even one.
    const seqs = Array.from({ length: 201 }, (_, index) => 3 + 2 * index);
    const { row, givenUp } = take(seqs);
    expect(givenUp).toBe(20);
    expect(row).toMatchObject({ uptoSeq: 3, uptoTotal: 30, gapSince: now });
    expect(row.beyond).toHaveLength(200);
    // What was given up and comes after all is not new: its events count, its telemetry does not.
    expect(take([2], row).fresh).toEqual([false]);
  });

  it("does not miss what came before an isolate was forgotten", () => {
    const sentAt = now - 49 * 3_600_000;
    const { row } = takeHeader(undefined, header(8, { sentAt, lost: 5 }), now);
    expect(row).toMatchObject({ uptoSeq: 8, uptoTotal: 80, gapSince: null });
    expect(countLosses(row)).toBe(5);
  });
});
