import { expect, it } from "vitest";
import { findExtremes, findNearest, findParts, listIsolated, stack } from "./chart-values";

it("the highest, lowest and last value are found past gaps", () => {
  expect(findExtremes([10, 20, 30, 40, 50], [3, null, 7, 1, null])).toEqual({
    highest: { at: 30, value: 7 },
    lowest: { at: 40, value: 1 },
    last: { at: 40, value: 1 },
  });
  expect(findExtremes([10], [null])).toBeNull();
});

it("stacked values stand on those before them, and a bucket without any is a gap", () => {
  expect(
    stack([
      [1, null, null],
      [2, 5, null],
      [null, 1, null],
    ]),
  ).toEqual([
    [1, 0, null],
    [3, 5, null],
    [3, 6, null],
  ]);
});

it("values with gaps on both sides are isolated", () => {
  expect(listIsolated([1, null, 2, 3, null, 4])).toEqual([0, 5]);
});

it("the nearest bucket is found before, between and behind them", () => {
  const buckets = [100, 200, 300];
  expect([0, 149, 151, 299, 900].map((time) => findNearest(buckets, time))).toEqual([
    0, 0, 1, 2, 2,
  ]);
  expect(findNearest([], 5)).toBe(0);
  expect(findNearest([100], 5)).toBe(0);
});

it("a bucket that the range cuts, or that still runs, is known to hold less", () => {
  const [first, second, third] = [0, 86_400_000, 172_800_000];
  const days = { buckets: [first, second, third], lengthMs: 86_400_000 };
  const range = { from: first + 3_600_000, to: third + 7_200_000 };
  expect(findParts({ ...days, range, now: third + 7_000_000 })).toEqual({
    runningAt: third,
    cut: [first],
  });
  expect(findParts({ ...days, range, now: third + 90_000_000 })).toEqual({
    runningAt: null,
    cut: [first, third],
  });
  const whole = { from: first, to: third + 86_400_000 };
  expect(findParts({ ...days, range: whole, now: third + 90_000_000 })).toEqual({
    runningAt: null,
    cut: [],
  });
  expect(findParts({ ...days, buckets: [], range, now: 0 })).toEqual({ runningAt: null, cut: [] });
});
