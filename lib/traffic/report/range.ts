import { dayMs, hourMs } from "../domain";

/** Rules of the ranges that reports cover: milliseconds since the epoch, UTC, `to` excluded. */

export const presets = ["1h", "24h", "7d", "30d", "90d"] as const;
export type Preset = (typeof presets)[number];

const presetMs: Record<Preset, number> = {
  "1h": hourMs,
  "24h": 24 * hourMs,
  "7d": 7 * dayMs,
  "30d": 30 * dayMs,
  "90d": 90 * dayMs,
};

export type Granularity = "hour" | "day";
export type Range = { from: number; to: number; preset: Preset | null; granularity: Granularity };

/** What a question asks for, before it snaps to the clock. */
export type Period = { preset: Preset } | { from: number; to: number | null };

/** Daily rows live two years. */
export const maxRangeMs = 2 * 366 * dayMs;

/** Up to this length a report has a bucket an hour, beyond it a bucket a day. */
const hourlyUpToMs = 50 * hourMs;

/** Hourly rows live 90 days; ranges that reach back further than this snap to whole days, which daily rows answer. */
const hourlyReachMs = 89 * dayMs;

/** The start of the oldest day that hourly rows are certain to hold. */
export function hourlyReach(now: number): number {
  return floorTo(dayMs, now - hourlyReachMs);
}

/** Snaps outwards to hours (to days where only daily rows are left). The future is cut off. */
export function toRange(period: Period, now: number): Range {
  const end = ceilTo(hourMs, now);
  const wanted =
    "preset" in period
      ? { from: now - presetMs[period.preset], to: end }
      : { from: period.from, to: Math.min(period.to ?? end, end) };
  const reach = hourlyReach(now);
  const from = floorTo(wanted.from < reach ? dayMs : hourMs, wanted.from);
  const to = ceilTo(wanted.to < reach ? dayMs : hourMs, wanted.to);
  return {
    from,
    to,
    preset: "preset" in period ? period.preset : null,
    granularity: to - from <= hourlyUpToMs && from >= reach ? "hour" : "day",
  };
}

/**
 * The period of the same length directly before. Where only daily rows are left its start is the nearest midnight, so
 * it can differ by up to half a day.
 */
export function toPreviousRange(range: Range, now: number): Range {
  const reach = hourlyReach(now);
  const from = range.from - (range.to - range.from);
  if (from >= reach) return { ...range, from, to: range.from, preset: null };
  const midnight = Math.round(from / dayMs) * dayMs;
  return {
    from: midnight < range.from ? midnight : midnight - dayMs,
    to: range.from,
    preset: null,
    granularity: "day",
  };
}

/** Starts of the buckets that a range touches; at day granularity the first and the last may be cut by the range. */
export function toBuckets({ from, to, granularity }: Range): number[] {
  const step = granularity === "hour" ? hourMs : dayMs;
  const first = floorTo(step, from);
  return Array.from({ length: Math.ceil((to - first) / step) }, (_, index) => first + index * step);
}

export function floorTo(step: number, timestamp: number): number {
  return Math.floor(timestamp / step) * step;
}

function ceilTo(step: number, timestamp: number): number {
  return Math.ceil(timestamp / step) * step;
}
