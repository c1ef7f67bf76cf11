import { dayMs, hourMs } from "../domain";
import { choosesRequests, toCountsPattern, type Filter } from "./filter";
import { floorTo, toBuckets, type Range } from "./range";
import { countBuckets, splitSpans, toEndedDays, toSpans, type Span } from "./spans";
import { type ReadDeps } from "./store/ask";
import { rankPaths, readFilteredRows, readRows, type StatRow } from "./store/rows";
import { findStaleDays } from "./store/state";
import { addToTally, newTally, toFigures, type Figures, type Tally } from "./tally";

/**
 * Rows of one page: at about 8 KB as hex each, a page is 8 MB at the very most. Only one page is held at a time, and the
 * sketches (13 KB in memory) of one path and of the series.
 */
const pageRows = 1_000;

/** Rows without sketches are a hundred bytes. */
const plainPageRows = 10_000;

/** Beyond this many rows (90 days × 500 paths are 57,000), percentiles and visitors are for the busiest paths only. */
const maxSketchRows = 70_000;

export type Overall = { totals: Tally; series: { start: number; tally: Tally }[] };
export type PathFigures = Figures & { path: string; trend: number[] };

/** The rows that answer a range, as of now. */
export async function findSpans(deps: ReadDeps, range: Range): Promise<Span[]> {
  const ended = toEndedDays(range, deps.now());
  const stale = ended ? await findStaleDays(deps, ended) : new Set<string>();
  return toSpans(range, stale, deps.now());
}

export function newOverall(range: Range, sketches: boolean): Overall {
  return {
    totals: newTally(sketches),
    series: toBuckets(range).map((start) => ({ start, tally: newTally(sketches) })),
  };
}

/** Everything together, from the tables of totals; `filter` may choose requests, and has no `q`. */
export async function collectTotals(
  deps: ReadDeps,
  { range, filter, spans }: { range: Range; filter: Filter; spans: Span[] },
): Promise<Overall> {
  const isFiltered = choosesRequests(filter);
  const overall = newOverall(range, !isFiltered);
  for (const part of splitSpans(spans, pageRows)) {
    const rows = isFiltered
      ? await readFilteredRows(deps, { paths: null, spans: part, pattern: toCountsPattern(filter) })
      : await readRows(deps, { paths: null, spans: part, sketches: true });
    for (const row of rows) addToOverall(overall, range, row);
  }
  return overall;
}

/**
 * Each of `paths`, in pages of at most 1,000 rows: some paths at a time, or some buckets of one path. `overall` gets
 * their sums as well, when it is given. Paths without requests are left out.
 */
export async function collectPaths(
  deps: ReadDeps,
  question: { range: Range; filter: Filter; spans: Span[]; paths: string[] },
  overall: Overall | null,
): Promise<PathFigures[]> {
  const { range, filter, spans } = question;
  const collected: PathFigures[] = [];
  const isFiltered = choosesRequests(filter);
  const buckets = Math.max(1, countBuckets(spans));
  const withSketches = isFiltered ? 0 : Math.floor(maxSketchRows / buckets);
  const ranked =
    !isFiltered && question.paths.length > withSketches
      ? await rankPaths(deps, question.paths, spans)
      : question.paths;
  for (let at = 0; at < ranked.length;) {
    const sketches = at < withSketches;
    const page = sketches || isFiltered ? pageRows : plainPageRows;
    const groupSize = Math.max(1, Math.floor(page / buckets));
    const end = Math.min(at + groupSize, sketches ? withSketches : ranked.length);
    const paths = ranked.slice(at, end);
    at = end;
    const tallies = new Map<string, PathTally>();
    for (const part of splitSpans(spans, page)) {
      const rows = isFiltered
        ? await readFilteredRows(deps, { paths, spans: part, pattern: toCountsPattern(filter) })
        : await readRows(deps, { paths, spans: part, sketches });
      for (const row of rows) {
        addToPath(tallies, range, row, sketches);
        if (overall) addToOverall(overall, range, row);
      }
    }
    for (const [path, { tally, trend }] of tallies) {
      if (tally.requests > 0) collected.push({ path, ...toFigures(tally), trend });
    }
  }
  return collected;
}

type PathTally = { tally: Tally; trend: number[] };

function addToPath(
  tallies: Map<string, PathTally>,
  range: Range,
  row: StatRow,
  sketches: boolean,
): void {
  const path = row.path ?? "";
  const known = tallies.get(path) ?? { tally: newTally(sketches), trend: newTrend(range) };
  tallies.set(path, known);
  addToTally(known.tally, row);
  const slot = toTrendSlot(range, row.bucketStart);
  known.trend[slot] = (known.trend[slot] ?? 0) + row.requests;
}

function addToOverall(overall: Overall, range: Range, row: StatRow): void {
  addToTally(overall.totals, row);
  const bucket = overall.series[toBucketIndex(range, row.bucketStart)];
  if (bucket) addToTally(bucket.tally, row);
}

/** Which bucket of the series a moment of the range belongs to. */
export function toBucketIndex({ from, granularity }: Range, timestamp: number): number {
  const step = granularity === "hour" ? hourMs : dayMs;
  return Math.floor((timestamp - floorTo(step, from)) / step);
}

/** Enough for a sparkline, and little enough for a snapshot. */
const maxTrendSlots = 32;

function newTrend(range: Range): number[] {
  const buckets = toBuckets(range).length;
  const slots = Math.ceil(buckets / Math.ceil(buckets / maxTrendSlots));
  return Array.from({ length: slots }, () => 0);
}

function toTrendSlot(range: Range, timestamp: number): number {
  const perSlot = Math.ceil(toBuckets(range).length / maxTrendSlots);
  return Math.floor(toBucketIndex(range, timestamp) / perSlot);
}
