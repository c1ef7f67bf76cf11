import { createFlights, fly } from "../../cache/single-flight";
import { PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { foldDeltas } from "../aggregate/fold";
import { findSnapshotReport } from "../snapshot/find-snapshot";
import { publishSnapshot } from "../snapshot/publish";
import { computeReport, type Question } from "./compute-report";
import { readCachedReport, writeCachedReport } from "./edge-cache";
import { recallReport, rememberReport } from "./last-good";
import { toQuestion, toQuestionKey, toSnapshotPreset, type ReportQuery } from "./question";
import { refreshOnce } from "./refresh-once";
import type { PathsAnswer, Report } from "./schema";

type Source = PathsAnswer["dataSource"];

/** A store failed on the way, or not; and the best answer that is too old, should nothing better come. */
type Search = { failures: number; old: Found | null };
type Found = { report: Report; source: Source };

/** Longest wait for the same computation by another request, before one computes for oneself. */
const sharedComputationMs = 10_000;

/** The least time between two refreshes of an answer, so that a failing store is not asked by every reader. */
const refreshRestMs = 5_000;

/** How often an answer that is watched is made anew: reading many days takes more. */
const liveRestMs = { hours: 4_000, days: 60_000 };

/**
 * Answers how the paths are doing: from the Cache API (also when older than `REPORT_FRESH_SECONDS`: then as stale, and refreshed
 * behind the answer), else from KV's snapshot, else from D1. A store that fails or hangs is passed over; when all do, the
 * last good answer comes, as stale. `refresh` answers the same way and computes everything anew behind it; `live` does so
 * at its own pace, and without a snapshot.
 * Throws `unavailable` only where there never was an answer.
 */
export async function getPathsReport(deps: Deps, query: ReportQuery): Promise<PathsAnswer> {
  const question = toQuestion(query, deps.now());
  const key = toQuestionKey(question);
  const search: Search = { failures: 0, old: null };
  const answer =
    (await fromCache(deps, { question, key, isForced: query.refresh }, search)) ??
    (await fromSnapshot(deps, question, key, search)) ??
    (await fromDatabase(deps, question, key, search)) ??
    fromLastGood(deps, key, search);
  if (query.refresh) refreshOnce(deps, `force ${key}`, () => forceRefresh(deps, question, key));
  else if (query.live) {
    const restMs = question.range.granularity === "hour" ? liveRestMs.hours : liveRestMs.days;
    refreshOnce(deps, `live ${key}`, () => refreshLive(deps, question, key), restMs);
  }
  deps.counters.count("answer.served", { what: "paths" });
  if (search.failures > 0) deps.counters.count("answer.fallback", { what: "paths" });
  rememberReport(deps.isolate, key, answer.report);
  return toAnswer(deps, query, answer);
}

type Answer = Found & { stale: boolean };

async function fromCache(
  deps: Deps,
  { question, key, isForced }: { question: Question; key: string; isForced: boolean },
  search: Search,
): Promise<Answer | null> {
  const cached = await attempt(search, "cache", () => readCachedReport(key));
  countLookup(deps, "edge", cached !== null);
  if (!cached) return null;
  // Before the first aggregation there is nothing worth keeping: whoever waits for the first figures sees them soon.
  const freshMs =
    cached.report.lastUpdated === null ? 0 : deps.variables.REPORT_FRESH_SECONDS * 1000;
  const stale = deps.now() - cached.storedAt >= freshMs;
  if (stale && !isForced) {
    refreshOnce(deps, key, () => refresh(deps, question, key, cached.report), refreshRestMs);
  }
  return { report: cached.report, source: "cache", stale };
}

async function fromSnapshot(
  deps: Deps,
  question: Question,
  key: string,
  search: Search,
): Promise<Answer | null> {
  const preset = toSnapshotPreset(question);
  if (!preset) return null;
  const failures = search.failures;
  const found = await attempt(search, "kv", () => findSnapshotReport(deps, preset));
  // KV has none for now (if it could say so): D1's answer goes there too.
  if ((!found || found.isOutdated) && search.failures === failures) publishMissing(deps);
  countLookup(deps, "kv", found !== null && !found.isOutdated);
  if (!found) return null;
  if (found.isOutdated) {
    deps.counters.count("cache.stale", { family: "paths", tier: "kv" });
    search.old = { report: found.report, source: "kv" };
    return null;
  }
  deps.waitUntil(store(deps, key, found.report));
  return { report: found.report, source: "kv", stale: false };
}

async function fromDatabase(
  deps: Deps,
  question: Question,
  key: string,
  search: Search,
): Promise<Answer | null> {
  const report = await attempt(search, "d1", () =>
    fly(
      {
        flights: deps.isolate("report.flights", createFlights),
        now: deps.now,
        waitUntil: deps.waitUntil,
      },
      {
        key: `report ${key}`,
        load: () => computeReport(deps, question),
        accept: () => true,
        after: (computed) => store(deps, key, computed),
        patienceMs: sharedComputationMs,
      },
    ),
  );
  return report && { report, source: "d1", stale: false };
}

function fromLastGood({ isolate }: Deps, key: string, { old }: Search): Answer {
  const recalled = recallReport(isolate, key);
  if (recalled && (recalled.lastUpdated ?? 0) >= (old?.report.lastUpdated ?? 0)) {
    return { report: recalled, source: "cache", stale: true };
  }
  if (old) return { ...old, stale: true };
  throw new PlazaError("unavailable", { retryAfterSeconds: 5 });
}

/** Behind a stale answer: the snapshot if it holds more than what was served, else D1. */
async function refresh(deps: Deps, question: Question, key: string, served: Report): Promise<void> {
  const preset = toSnapshotPreset(question);
  const search: Search = { failures: 0, old: null };
  const found = preset && (await attempt(search, "kv", () => findSnapshotReport(deps, preset)));
  const isNewer =
    found !== null &&
    !found.isOutdated &&
    (found.report.lastUpdated ?? 0) > (served.lastUpdated ?? 0);
  await store(deps, key, isNewer ? found.report : await computeReport(deps, question));
}

/** Aggregates what waits, publishes, and computes the answer to the question; each although the one before failed. */
async function forceRefresh(deps: Deps, question: Question, key: string): Promise<void> {
  const search: Search = { failures: 0, old: null };
  await attempt(search, "fold", () => foldDeltas(deps));
  await attempt(search, "publish", () => publishSnapshot(deps, { force: true }));
  await store(deps, key, await computeReport(deps, question));
}

/** Aggregates what waits and computes the answer to the question; the snapshot keeps its own pace. */
async function refreshLive(deps: Deps, question: Question, key: string): Promise<void> {
  const search: Search = { failures: 0, old: null };
  await attempt(search, "fold", () => foldDeltas(deps));
  await store(deps, key, await computeReport(deps, question));
}

function publishMissing(deps: Deps): void {
  const restMs = deps.variables.SNAPSHOT_INTERVAL_SECONDS * 1000;
  refreshOnce(deps, "publish", () => publishSnapshot(deps, { missing: true }), restMs);
}

/** Keeps a report for later readers; a cache that fails is one that will miss. */
async function store(deps: Deps, key: string, report: Report): Promise<void> {
  rememberReport(deps.isolate, key, report);
  const search: Search = { failures: 0, old: null };
  await attempt(search, "cache", () => writeCachedReport(key, { storedAt: deps.now(), report }));
}

/** `edge`: the Cache API. Only what may be there is looked up: KV has no answers to filtered questions. */
function countLookup({ counters }: Deps, tier: "edge" | "kv", isHit: boolean): void {
  counters.count(isHit ? "cache.hit" : "cache.miss", { family: "paths", tier });
}

/** Null, logged and counted in `search`, when the work fails. */
async function attempt<T>(
  search: Search,
  store: string,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    search.failures += 1;
    log("warn", "report.store_failed", { store }, cause);
    return null;
  }
}

function toAnswer(
  { now }: Deps,
  query: ReportQuery,
  { report, source, stale }: Answer,
): PathsAnswer {
  const { lastUpdated } = report;
  const age = lastUpdated === null ? 0 : Math.max(0, now() - lastUpdated);
  return {
    ...report,
    comparison: query.compare ? report.comparison : null,
    dataSource: source,
    stale,
    stalenessSeconds: Math.floor(age / 1000),
  };
}
