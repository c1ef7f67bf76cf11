/** What charts compute of their values. Pure; times are milliseconds since the epoch. */

type Values = (number | null)[];
type Point = { at: number; value: number };

export const bucketMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** The highest, lowest and last value of a series (of equal ones the first); null when it has none. */
export function findExtremes(
  buckets: number[],
  values: Values,
): { highest: Point; lowest: Point; last: Point } | null {
  const points = buckets.flatMap((at, index): Point[] => {
    const value = values[index];
    return value === null || value === undefined ? [] : [{ at, value }];
  });
  const [first, ...others] = points;
  if (!first) return null;
  let [highest, lowest, last] = [first, first, first];
  for (const point of others) {
    if (point.value > highest.value) highest = point;
    if (point.value < lowest.value) lowest = point;
    last = point;
  }
  return { highest, lowest, last };
}

/** Each series on top of those before it; null where none of them has a value. */
export function stack(all: Values[]): Values[] {
  const length = all[0]?.length ?? 0;
  const isEmpty = Array.from({ length }, (_, index) =>
    all.every((values) => (values[index] ?? null) === null),
  );
  const sums = new Array<number>(length).fill(0);
  return all.map((values) =>
    sums.map((sum, index) => {
      sums[index] = sum + (values[index] ?? 0);
      return isEmpty[index] ? null : (sums[index] ?? 0);
    }),
  );
}

/** Places of values that have none beside them: a line does not show them. */
export function listIsolated(values: Values): number[] {
  const has = (index: number) => (values[index] ?? null) !== null;
  return values.flatMap((_, index) =>
    has(index) && !has(index - 1) && !has(index + 1) ? [index] : [],
  );
}

/** The place of the bucket that is nearest to a time; 0 where there are none. */
export function findNearest(buckets: number[], time: number): number {
  let [low, high] = [0, buckets.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((buckets[middle] ?? 0) <= time) low = middle;
    else high = middle;
  }
  const [before, after] = [buckets[low] ?? 0, buckets[high] ?? 0];
  return high > low && after - time < time - before ? high : Math.max(0, low);
}

/**
 * The buckets that hold less than a whole one: the last while it runs (its start), and those that `range` cuts (theirs).
 * All times in ms since the epoch.
 */
export function findParts({
  buckets,
  lengthMs,
  range,
  now,
}: {
  buckets: readonly number[];
  lengthMs: number;
  range: { from: number; to: number } | undefined;
  now: number;
}): { runningAt: number | null; cut: number[] } {
  const last = buckets.at(-1);
  const runningAt = last !== undefined && last + lengthMs > now ? last : null;
  const isCut = (at: number) =>
    range !== undefined && (at < range.from || at + lengthMs > range.to);
  return { runningAt, cut: buckets.filter((at) => at !== runningAt && isCut(at)) };
}
