import { addTelemetry } from "../merge";
import { countOf } from "../read";
import type { Telemetry } from "../schema";
import type { Labels } from "../sum";
import { toLatency } from "./latency";
import {
  reportFamilies,
  reportTiers,
  type FamilyFigures,
  type ReportFamily,
  type ReportTier,
  type TicketStoreFigures,
  type TierFigures,
} from "./schema";
import { toKnown } from "./known";
import { toTicketStores } from "./tickets";

type Minute = { minute: number; telemetry: Telemetry };

type Figures = {
  families: FamilyFigures[];
  stores: TicketStoreFigures[];
  breakerOpened: number;
};

/**
 * The counters of a period as the page shows them. What has a label that nobody knows counts under `other`, so that the
 * answer is bounded whatever was counted. Without effects.
 */
export function toFigures(counted: Minute[], buckets: number[], bucketMs: number): Figures {
  const minutes = counted.map(({ minute, telemetry }) => ({
    minute,
    telemetry: toKnown(telemetry),
  }));
  const whole = addTelemetry(minutes.map(({ telemetry }) => telemetry));
  const families = reportFamilies.flatMap((family) => {
    const tiers = toTiers(whole, family);
    if (tiers.length === 0) return [];
    const series = toSeries(minutes, family, buckets, bucketMs);
    return [{ family, ...toAnswered(family, tiers), tiers, series }];
  });
  const breakerOpened = countOf(whole, "cache.breaker_open");
  return { families, stores: toTicketStores(whole), breakerOpened };
}

/** What a family's tiers have counted; tiers that did not are left out. */
function toTiers(telemetry: Telemetry, family: ReportFamily): TierFigures[] {
  return reportTiers.flatMap((tier) => {
    const figures = { tier, ...toLookups(telemetry, family, tier) };
    const { hits, misses, stale, errors, reads, writes } = figures;
    return hits + misses + stale + errors > 0 || reads || writes ? [figures] : [];
  });
}

function toLookups(
  telemetry: Telemetry,
  family: ReportFamily,
  tier: ReportTier,
): Omit<TierFigures, "tier"> {
  if (family === "share") return toShareLookups(telemetry, tier);
  const labels = { family, tier };
  const kv = family === "paths" && tier === "kv" ? { store: "paths" } : null;
  return {
    ...toCounts(telemetry, family, tier),
    stale: countOf(telemetry, "cache.stale", labels),
    errors:
      countOf(telemetry, "cache.error", labels) + (kv ? countOf(telemetry, "kv.failed", kv) : 0),
    reads: kv ? toLatency(telemetry, "kv.read", kv) : toLatency(telemetry, "cache.read", labels),
    writes: kv ? toLatency(telemetry, "kv.write", kv) : toLatency(telemetry, "cache.write", labels),
  };
}

/** A share's reads are timed by who answered: memory, else KV, else D1. */
function toShareLookups(telemetry: Telemetry, tier: ReportTier): Omit<TierFigures, "tier"> {
  const isKv = tier === "kv";
  const labels: Labels = { store: "shares" };
  return {
    ...toCounts(telemetry, "share", tier),
    stale: 0,
    errors: isKv ? countOf(telemetry, "kv.failed", labels) : 0,
    reads: isKv ? toLatency(telemetry, "kv.read", labels) : null,
    writes: isKv ? toLatency(telemetry, "kv.write", labels) : null,
  };
}

type Counts = { hits: number; misses: number };

function toCounts(telemetry: Telemetry, family: ReportFamily, tier: ReportTier): Counts {
  if (family !== "share") {
    const labels = { family, tier };
    return {
      hits: countOf(telemetry, "cache.hit", labels),
      misses: countOf(telemetry, "cache.miss", labels),
    };
  }
  const from = (source: string) => countOf(telemetry, "share.read", { source });
  if (tier === "memory") return { hits: from("memory"), misses: from("kv") + from("d1") };
  if (tier === "kv") return { hits: from("kv"), misses: from("d1") };
  return { hits: 0, misses: 0 };
}

/** Families whose every lookup begins at their first tier and goes on from there; others begin at the only one they have. */
const layered: ReadonlySet<ReportFamily> = new Set(["meta", "share", "paths"]);

/** Lookups that some tier answered, and those that none did. */
function toAnswered(family: ReportFamily, tiers: Counts[]): Counts {
  const [first, ...behind] = tiers.filter(({ hits, misses }) => hits + misses > 0);
  if (!first) return { hits: 0, misses: 0 };
  const sumOf = (key: keyof Counts) => behind.reduce((sum, tier) => sum + tier[key], 0);
  const hits = first.hits + sumOf("hits");
  if (!layered.has(family)) return { hits, misses: first.misses + sumOf("misses") };
  return { hits, misses: Math.max(0, first.misses - sumOf("hits")) };
}

function toSeries(
  minutes: Minute[],
  family: ReportFamily,
  buckets: number[],
  bucketMs: number,
): FamilyFigures["series"] {
  const start = buckets[0] ?? 0;
  const sums = buckets.map(() => reportTiers.map((tier) => ({ tier, hits: 0, misses: 0 })));
  for (const { minute, telemetry } of minutes) {
    for (const sum of sums[Math.floor((minute - start) / bucketMs)] ?? []) {
      const { hits, misses } = toCounts(telemetry, family, sum.tier);
      sum.hits += hits;
      sum.misses += misses;
    }
  }
  const answered = sums.map((tiers) => toAnswered(family, tiers));
  return {
    hits: answered.map(({ hits }) => hits),
    misses: answered.map(({ misses }) => misses),
  };
}
