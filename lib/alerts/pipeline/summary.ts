import { countOf, p95Of } from "../../telemetry/read";
import type { Telemetry } from "../../telemetry/schema";
import type { HourSummary } from "./schema";

/** An hour's counters as the dashboard shows them. */
export function toHourSummary(hour: Telemetry): HourSummary {
  const count = (name: string, labels?: Record<string, string>) => countOf(hour, name, labels);
  return {
    events: count("traffic.event"),
    batches: count("traffic.batch"),
    messages: count("traffic.message"),
    duplicates: count("traffic.duplicate"),
    retries: count("traffic.retry"),
    refused: count("traffic.refused"),
    databaseWrites: { done: count("d1.write"), failed: count("d1.write_failed") },
    answers: { served: count("answer.served"), fallback: count("answer.fallback") },
    caches: toCaches(hour),
    tickets: {
      issued: count("ticket.issued"),
      redeemed: count("ticket.redeemed"),
      refused: count("ticket.refused"),
      degraded: count("ticket.degraded"),
    },
    storages: hour.timers.map(({ name, labels, count: calls, sumMs, maxMs }) => ({
      name,
      labels,
      count: calls,
      averageMs: Math.round((sumMs / Math.max(1, calls)) * 1000) / 1000,
      p95Ms: Math.round((p95Of(hour, name, labels) ?? 0) * 1000) / 1000,
      maxMs,
    })),
  };
}

function toCaches(hour: Telemetry): HourSummary["caches"] {
  const caches = new Map<string, HourSummary["caches"][number]>();
  for (const { name, labels, count } of hour.counters) {
    if (!name.startsWith("cache.")) continue;
    const { family = "", tier = "" } = labels;
    const key = `${family} ${tier}`;
    const cache = caches.get(key) ?? { family, tier, hits: 0, misses: 0, errors: 0 };
    if (name === "cache.hit") cache.hits += count;
    // What was stale is counted as a miss beside that.
    else if (name === "cache.miss") cache.misses += count;
    else if (name === "cache.error") cache.errors += count;
    else continue;
    caches.set(key, cache);
  }
  return [...caches.values()];
}
