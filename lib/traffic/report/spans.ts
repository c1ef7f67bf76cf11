import { dayMs, hourMs, toDay, toHour } from "../domain";
import { floorTo, hourlyReach, type Granularity, type Range } from "./range";

/** A run of buckets of one table: `count` of them from `from` on. */
export type Span = { unit: Granularity; from: number; count: number };

/** The whole days of a range that daily rows may answer: ended ones, unless it is shown by the hour. Null: none. */
export function toEndedDays(range: Range, now: number): { from: number; to: number } | null {
  if (range.granularity === "hour") return null;
  const from = Math.ceil(range.from / dayMs) * dayMs;
  const to = Math.min(floorTo(dayMs, range.to), floorTo(dayMs, now));
  return from < to ? { from, to } : null;
}

/**
 * Which rows answer a range: daily ones for whole days that have ended, hourly ones for the rest, for `staleDays`,
 * which are not rolled up (unless they are so old that hourly rows are gone), and for what is shown by the hour.
 */
export function toSpans(range: Range, staleDays: ReadonlySet<string>, now: number): Span[] {
  const ended = toEndedDays(range, now);
  const reach = hourlyReach(now);
  const isDaily = (day: number) =>
    ended !== null &&
    day >= ended.from &&
    day < ended.to &&
    (day < reach || !staleDays.has(toDay(day)));
  const spans: Span[] = [];
  for (let at = range.from; at < range.to;) {
    const day = floorTo(dayMs, at);
    const unit = isDaily(day) ? "day" : "hour";
    const end = Math.min(day + dayMs, range.to);
    const count = unit === "day" ? 1 : (end - at) / hourMs;
    const last = spans.at(-1);
    if (last?.unit === unit) last.count += count;
    else spans.push({ unit, from: at, count });
    at = end;
  }
  return spans;
}

export function countBuckets(spans: Span[]): number {
  return spans.reduce((sum, { count }) => sum + count, 0);
}

/** The same buckets in groups of at most `size`. */
export function splitSpans(spans: Span[], size: number): Span[][] {
  const groups: Span[][] = [];
  let room = 0;
  for (const span of spans) {
    const step = toStep(span);
    for (let taken = 0; taken < span.count;) {
      if (room === 0) {
        groups.push([]);
        room = size;
      }
      const count = Math.min(room, span.count - taken);
      groups.at(-1)?.push({ unit: span.unit, from: span.from + taken * step, count });
      taken += count;
      room -= count;
    }
  }
  return groups;
}

/** First and last bucket of every span of a unit, as the tables name them. */
export function toBounds(spans: Span[], unit: Granularity): [string, string][] {
  const name = unit === "hour" ? toHour : toDay;
  return spans
    .filter((span) => span.unit === unit)
    .map((span) => [name(span.from), name(span.from + (span.count - 1) * toStep(span))]);
}

function toStep({ unit }: Span): number {
  return unit === "hour" ? hourMs : dayMs;
}
