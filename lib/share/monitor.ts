import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { within } from "../platform/within";
import { countOf, quantileOf, readTelemetry } from "../telemetry/read";
import { readList } from "./cache";
import { dayMs, sweepAgainMs } from "./domain";
import type { ShareMonitor } from "./schema";
import { readTotals } from "./store/purge";

const hourMs = 60 * 60 * 1000;
const soonMs = 3 * dayMs;
/** The browser gives up after fifteen seconds; the database of the statistics may not cost the others their answer. */
const totalsLimitMs = 8_000;
const accessLimitMs = 3_000;

/**
 * For admins: how many shares there are, and how reading them went in the last hour, all isolates together; `access` is null
 * while the statistics do not answer. Throws `unavailable` when D1 does not say how many there are.
 */
export async function monitorShares(deps: Deps): Promise<ShareMonitor> {
  const now = deps.now();
  const [totals, access, list] = await Promise.all([
    readAllTotals(deps, now),
    findAccess(deps, now),
    readList(deps),
  ]);
  return {
    store: deps.bindings.SHARE_DATA_KV ? "kv" : "memory",
    totals,
    access,
    list: list && { version: list.version, ids: list.ids.length, builtAt: list.builtAt },
  };
}

async function readAllTotals(deps: Deps, now: number): Promise<ShareMonitor["totals"]> {
  try {
    const totals = readTotals(deps.db, { now, soonMs, sweepAgainMs });
    return await within(totalsLimitMs, "counting shares", totals);
  } catch (cause) {
    log("error", "share.totals_failed", {}, cause);
    throw new PlazaError("unavailable", { cause });
  }
}

async function findAccess(deps: Deps, now: number): Promise<ShareMonitor["access"]> {
  try {
    const read = readTelemetry(deps, now - hourMs, now + 1);
    const telemetry = await within(accessLimitMs, "reading the telemetry of shares", read);
    const reads = countOf(telemetry, "share.read");
    const failures = countOf(telemetry, "share.failed");
    const all = reads + failures;
    return {
      reads,
      p50Ms: quantileOf(telemetry, "share.read", 0.5),
      p95Ms: quantileOf(telemetry, "share.read", 0.95),
      fallbacks: countOf(telemetry, "share.fallback"),
      failures,
      errorRate: all > 0 ? failures / all : null,
    };
  } catch (cause) {
    log("warn", "share.access_failed", {}, cause);
    return null;
  }
}
