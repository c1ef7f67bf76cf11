/** At least so many buckets with requests say what is usual, and so many slow ones in a row that it is over. */
const usualBuckets = 6;
const slowBuckets = 3;
const factor = 2;

/**
 * Where a path got slow: the first bucket from which on at least three buckets in a row have a p95 over twice the median
 * of all buckets before (of which there must be six). Buckets without requests are passed over. Null where there is none.
 * @param p95 of each bucket in ms, in the order of time
 */
export function findSlowdown(p95: (number | null)[]): { index: number; usual: number } | null {
  const known = p95.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const before: number[] = [];
  for (const [place, { value, index }] of known.entries()) {
    const usual = before[before.length >> 1] ?? 0;
    const next = known.slice(place, place + slowBuckets);
    const isSlow = next.every((one) => one.value > factor * usual);
    if (before.length >= usualBuckets && next.length === slowBuckets && isSlow) {
      return { index, usual };
    }
    before.splice(findPlace(before, value), 0, value);
  }
  return null;
}

/** Where a value belongs in a growing list. */
function findPlace(sorted: number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
