import { invalidField, PlazaError } from "../../http/problem";
import { dayMs, otherRoute, toDay, toHour } from "../domain";
import { findSpans, toBucketIndex } from "./collect-rows";
import { toAskedRange } from "./question";
import { toBuckets, type Range } from "./range";
import type { PathStats, PathStatsQuery } from "./schema";
import { errorBounds, toVisitorsTerms } from "./estimates";
import { splitSpans } from "./spans";
import type { ReadDeps } from "./store/ask";
import { readRowsWithCounts } from "./store/rows";
import { listRoutes, readState } from "./store/state";
import { addToTally, newTally, toFigures, type Tally } from "./tally";

/** Requests by status class (`2xx`) and by method. */
type Split = Pick<PathStats["totals"], "classes" | "methods">;

/** Hourly rows live 90 days; the oldest day may be going. */
const maxHourlyReachMs = 89 * dayMs;
/** Rows of a page; each may hold 20 KB of sketches and counts. */
const pageRows = 400;

/**
 * One path over time, with its split by status class and method. Throws `not_found` for a path that statistics do not
 * know, `invalid_input` for hours that are kept by the day only.
 */
export async function getPathStats(deps: ReadDeps, query: PathStatsQuery): Promise<PathStats> {
  const range = toStatsRange(query, deps.now());
  const { path } = query;
  const { aggregatedAt } = await readState(deps);
  const isKnown = path === otherRoute || (await listRoutes(deps)).includes(path);
  if (!isKnown) throw new PlazaError("not_found");
  const totals = newSplitTally();
  const series = toBuckets(range).map((start) => ({ start, sum: newSplitTally() }));
  for (const part of splitSpans(await findSpans(deps, range), pageRows)) {
    for (const row of await readRowsWithCounts(deps, path, part)) {
      const counts = toSplit(row.counts);
      const bucket = series[toBucketIndex(range, row.bucketStart)];
      for (const sum of bucket ? [totals, bucket.sum] : [totals]) {
        addToTally(sum.tally, row);
        addSplit(sum.split, counts);
      }
    }
  }
  const name = range.granularity === "hour" ? toHour : toDay;
  return {
    path,
    lastUpdated: aggregatedAt === 0 ? null : aggregatedAt,
    range,
    totals: { ...toFigures(totals.tally), ...totals.split },
    series: series.map(({ start, sum }) => ({
      bucket: name(start),
      ...toFigures(sum.tally),
      ...sum.split,
    })),
    ...toVisitorsTerms(range, totals.tally),
    errorBounds,
  };
}

function toStatsRange(query: PathStatsQuery, now: number): Range {
  const range = toAskedRange(query, now);
  const granularity = query.granularity ?? range.granularity;
  if (granularity === "hour" && range.from < now - maxHourlyReachMs) {
    throw invalidField("granularity", "Hours are kept for 89 days");
  }
  return { ...range, granularity };
}

type SplitTally = { tally: Tally; split: Split };

function newSplitTally(): SplitTally {
  return { tally: newTally(true), split: { classes: {}, methods: {} } };
}

/** Sums of the JSON map `METHOD|2xx|CC|0` → [requests, microseconds]. */
function toSplit(counts: string): Split {
  const split: Split = { classes: {}, methods: {} };
  const entries = Object.entries(JSON.parse(counts) as Record<string, [number, number]>);
  for (const [key, [requests]] of entries) {
    const [method = "", statusClass = ""] = key.split("|");
    addSplit(split, { classes: { [statusClass]: requests }, methods: { [method]: requests } });
  }
  return split;
}

function addSplit(into: Split, from: Split): void {
  for (const field of ["classes", "methods"] as const) {
    for (const [name, requests] of Object.entries(from[field])) {
      into[field][name] = (into[field][name] ?? 0) + requests;
    }
  }
}
