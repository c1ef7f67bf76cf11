import type { Deps } from "../platform/deps";
import { countOf, p95Of, readTelemetry } from "../telemetry/read";
import { readList } from "./cache";
import { dayMs, sweepAgainMs } from "./domain";
import type { ShareMonitor } from "./schema";
import { readTotals } from "./store/purge";

const hourMs = 60 * 60 * 1000;
const soonMs = 3 * dayMs;

/** For admins: how many shares there are, and how reading them went in the last hour, all isolates together. */
export async function monitorShares(deps: Deps): Promise<ShareMonitor> {
  const now = deps.now();
  const [totals, telemetry, list] = await Promise.all([
    readTotals(deps.db, { now, soonMs, sweepAgainMs }),
    readTelemetry(deps, now - hourMs, now + 1),
    readList(deps),
  ]);
  const reads = countOf(telemetry, "share.read");
  const failures = countOf(telemetry, "share.failed");
  const all = reads + failures;
  return {
    store: deps.bindings.SHARE_DATA_KV ? "kv" : "memory",
    totals,
    access: {
      reads,
      p95Ms: p95Of(telemetry, "share.read"),
      fallbacks: countOf(telemetry, "share.fallback"),
      failures,
      errorRate: all > 0 ? failures / all : null,
    },
    list: list && { version: list.version, ids: list.ids.length, builtAt: list.builtAt },
  };
}
