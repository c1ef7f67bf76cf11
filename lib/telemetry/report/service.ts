import type { Deps } from "../../platform/deps";
import { findTicketStoreKind } from "../../ticket/service";
import { readTelemetryMinutes } from "../read";
import { toFigures } from "./figures";
import type { CacheRange, CachesQuery, CachesReport } from "./schema";

const minuteMs = 60_000;

/** 60 and 96 buckets. */
const spans: Record<CacheRange, { bucketMs: number; buckets: number }> = {
  "1h": { bucketMs: minuteMs, buckets: 60 },
  "24h": { bucketMs: 15 * minuteMs, buckets: 96 },
};

/**
 * How caches and tickets have done, all isolates together, up to the bucket that is running. Isolates send their counters
 * with their traffic: the last seconds are missing. One query of TRAFFIC_DB, which reads a row a minute: 60 or 1,440.
 */
export async function getCachesReport(
  deps: Pick<Deps, "traffic" | "variables" | "bindings" | "redis" | "now">,
  { range }: CachesQuery,
): Promise<CachesReport> {
  const at = deps.now();
  const { bucketMs, buckets: length } = spans[range];
  const to = Math.floor(at / bucketMs) * bucketMs + bucketMs;
  const from = to - length * bucketMs;
  const buckets = Array.from({ length }, (_, index) => from + index * bucketMs);
  const minutes = await readTelemetryMinutes(deps, from, to, isWanted);
  const { families, stores, breakerOpened } = toFigures(minutes, buckets, bucketMs);
  const { kind: store, isThere } = findTicketStoreKind(deps);
  return {
    at,
    range,
    from,
    to,
    bucketMs,
    buckets,
    redis: { isConfigured: deps.redis !== null, breakerOpened },
    families,
    tickets: { chosen: { store, isThere }, stores },
  };
}

const names = new Set(["share.read", "kv.read", "kv.write", "kv.failed"]);

function isWanted(name: string): boolean {
  return name.startsWith("cache.") || name.startsWith("ticket.") || names.has(name);
}
