import { otherRoute, toDay, toHour } from "../domain";
import { collectPaths, collectTotals, findSpans, newOverall } from "./collect-rows";
import type { Overall, PathFigures } from "./collect-rows";
import { collectRaw, newEstimates, type Estimates, type RawEstimates } from "./collect-raw";
import { errorBounds, toVisitorsTerms } from "./estimates";
import { choosePaths, choosesPaths, choosesRequests, isUnfiltered, type Filter } from "./filter";
import { toPreviousRange, type Range } from "./range";
import type { Report } from "./schema";
import type { ReadDeps } from "./store/ask";
import { listRoutes, readState, type ReportState } from "./store/state";
import { toChange, toFigures } from "./tally";

export type Question = { range: Range; compare: boolean; filter: Filter };

/**
 * Answers a question from D1, in steps of bounded size. When statistics were folded meanwhile it is computed once more,
 * so that totals and paths are of one moment unless folds come faster than answers.
 */
export async function computeReport(deps: ReadDeps, question: Question): Promise<Report> {
  const before = await readState(deps);
  const report = await computeOnce(deps, question, before);
  const after = await readState(deps);
  return after.revision === before.revision ? report : computeOnce(deps, question, after);
}

async function computeOnce(
  deps: ReadDeps,
  question: Question,
  state: ReportState,
): Promise<Report> {
  const { range, filter } = question;
  const routes = new Set([...(await listRoutes(deps)), otherRoute]);
  const chosen = choosePaths([...routes], filter);
  const view = await collectView(deps, { range, filter }, routes, chosen);
  const before = question.compare
    ? await collectBefore(
        deps,
        { range: toPreviousRange(range, deps.now()), filter },
        routes,
        chosen,
      )
    : null;
  const totals = toFigures(view.overall.totals);
  const isOneDay = toDay(range.from) === toDay(range.to - 1);
  return {
    version: state.snapshotVersion,
    lastUpdated: state.aggregatedAt === 0 ? null : state.aggregatedAt,
    range,
    totals,
    paths: view.paths,
    pathsTotal: view.paths.length,
    series: view.overall.series.map(({ start, tally }) => ({
      bucket: range.granularity === "hour" ? toHour(start) : toDay(start),
      ...toFigures(tally),
    })),
    comparison: before && {
      range: before.range,
      totals: before.totals,
      change: toChange(totals, before.totals),
    },
    unavailable: totals.visitors === null ? ["p50", "p95", "p99", "visitors"] : [],
    ...toVisitorsTerms(range, view.overall.totals),
    visitorsNote: isOneDay ? null : visitorsNote,
    errorBounds,
  };
}

const visitorsNote =
  "Addresses are hashed with a salt that changes every day: this is the sum of each day's visitors, and whoever came on two days counts twice.";

type View = { overall: Overall; paths: PathFigures[] };

async function collectView(
  deps: ReadDeps,
  { range, filter }: { range: Range; filter: Filter },
  routes: ReadonlySet<string>,
  chosen: string[],
): Promise<View> {
  const spans = await findSpans(deps, range);
  // Where paths are chosen the totals are theirs; otherwise they have tables of their own.
  const ofChosen = choosesPaths(filter) ? newOverall(range, !choosesRequests(filter)) : null;
  const overall = ofChosen ?? (await collectTotals(deps, { range, filter, spans }));
  const paths = await collectPaths(deps, { range, filter, spans, paths: chosen }, ofChosen);
  paths.sort((a, b) => b.requests - a.requests || (a.path < b.path ? -1 : 1));
  if (!choosesRequests(filter)) return { overall, paths };
  const raw = await collectRaw(deps, { range, filter }, routes, new Set(chosen));
  return raw ? withEstimates({ overall, paths }, raw) : { overall, paths };
}

async function collectBefore(
  deps: ReadDeps,
  question: { range: Range; filter: Filter },
  routes: ReadonlySet<string>,
  chosen: string[],
) {
  const { range, filter } = question;
  if (!isUnfiltered(filter)) {
    const { overall } = await collectView(deps, question, routes, chosen);
    return { range, totals: toFigures(overall.totals) };
  }
  const spans = await findSpans(deps, range);
  const { totals } = await collectTotals(deps, { range, filter, spans });
  return { range, totals: toFigures(totals) };
}

/** Counts stay those of the statistics; percentiles and visitors come from the raw events. */
function withEstimates({ overall, paths }: View, raw: RawEstimates): View {
  return {
    overall: {
      totals: { ...overall.totals, ...raw.totals },
      series: overall.series.map(({ start, tally }, index) => ({
        start,
        tally: { ...tally, ...(raw.series[index] ?? newEstimates()) },
      })),
    },
    paths: paths.map((figures) => ({ ...figures, ...estimate(raw.paths.get(figures.path)) })),
  };
}

function estimate({ latency, visitors }: Estimates = newEstimates()) {
  const { p50, p95, p99 } = toFigures({
    ...{ requests: 0, errors: 0, timeSumUs: 0, timeCount: 0, hoursWithoutVisitors: 0 },
    latency,
    visitors,
  });
  return { p50, p95, p99, visitors: visitors.estimate() };
}
