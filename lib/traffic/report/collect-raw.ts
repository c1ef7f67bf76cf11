import { DistinctSketch } from "../../sketch/distinct";
import { QuantileSketch } from "../../sketch/quantiles";
import { dayMs, otherRoute, rawDays, toDay } from "../domain";
import { toBucketIndex } from "./collect-rows";
import type { Filter } from "./filter";
import { floorTo, toBuckets, type Range } from "./range";
import type { ReadDeps } from "./store/ask";
import { rawPageSize, readRawPage, type RawEvent } from "./store/raw";
import { hasRawEvents } from "./store/state";

/** Percentiles and visitors of a filtered view, which no stored sketch knows. */
export type Estimates = { latency: QuantileSketch; visitors: DistinctSketch };
export type RawEstimates = {
  totals: Estimates;
  series: Estimates[];
  paths: Map<string, Estimates>;
};

/** Two million events; more than that is not read for one answer. */
const maxPages = 400;

/**
 * Reads the raw events of a range, in pages, into sketches. Null where the range begins before the raw window, a day of
 * it went (or is going) to the archive, or there are too many events: then nobody knows.
 * @param routes what statistics know; the others are `(other)`
 * @param chosen the paths that the filter leaves
 */
export async function collectRaw(
  deps: ReadDeps,
  { range, filter }: { range: Range; filter: Filter },
  routes: ReadonlySet<string>,
  chosen: ReadonlySet<string>,
): Promise<RawEstimates | null> {
  if (range.from < floorTo(dayMs, deps.now()) - (rawDays - 1) * dayMs) return null;
  if (!(await hasRawEvents(deps, range))) return null;
  const estimates: RawEstimates = {
    totals: newEstimates(),
    series: toBuckets(range).map(newEstimates),
    paths: new Map(),
  };
  let pages = 0;
  for (let day = floorTo(dayMs, range.from); day < range.to; day += dayMs) {
    for (let afterId = ""; ;) {
      pages += 1;
      if (pages > maxPages) return null;
      const page = await readRawPage(deps, { ...range, day: toDay(day), afterId, filter });
      for (const event of page.events) {
        const path = routes.has(event.route) ? event.route : otherRoute;
        if (chosen.has(path)) addEvent(estimates, range, path, event);
      }
      if (page.scanned < rawPageSize || page.lastId === null) break;
      afterId = page.lastId;
    }
  }
  // The archive may have begun to delete while we read.
  return (await hasRawEvents(deps, range)) ? estimates : null;
}

export function newEstimates(): Estimates {
  return { latency: new QuantileSketch(), visitors: new DistinctSketch() };
}

function addEvent(estimates: RawEstimates, range: Range, path: string, event: RawEvent): void {
  const ofPath = estimates.paths.get(path) ?? newEstimates();
  estimates.paths.set(path, ofPath);
  const ofBucket = estimates.series[toBucketIndex(range, event.timestamp)];
  for (const { latency, visitors } of [estimates.totals, ofPath, ...(ofBucket ? [ofBucket] : [])]) {
    latency.add(event.responseTime, event.weight);
    if (event.clientIpHash !== null) visitors.add(event.clientIpHash);
  }
}
