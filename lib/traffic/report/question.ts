import { invalidField } from "../../http/problem";
import type { Question } from "./compute-report";
import { isUnfiltered } from "./filter";
import { maxRangeMs, toRange, type Preset, type Range } from "./range";
import type { PathsQuery } from "./schema";

/** What a report is asked; `path` leaves one path alone, which no address can ask for. */
export type ReportQuery = PathsQuery & { path?: string };

type PeriodFields = Pick<PathsQuery, "range" | "from" | "to">;

/**
 * The range that the fields of an address mean, snapped to the clock; 24 hours when they say nothing. Throws
 * `invalid_input` for one that has not begun, or is longer than two years.
 */
export function toAskedRange({ range: preset, from, to }: PeriodFields, now: number): Range {
  const range =
    from === undefined
      ? toRange({ preset: preset ?? "24h" }, now)
      : toRange({ from, to: to ?? null }, now);
  if (range.from >= range.to) throw invalidField("from", "Must not lie in the future");
  if (range.to - range.from > maxRangeMs) throw invalidField("from", "At most two years");
  return range;
}

/** Snaps a query to the clock. Throws like `toAskedRange`. */
export function toQuestion(query: ReportQuery, now: number): Question {
  const { method, status, country, bot, q, path } = query;
  return {
    range: toAskedRange(query, now),
    compare: query.compare === "previous",
    filter: { method, status, country, bot, q: q?.toLowerCase() || undefined, path },
  };
}

/**
 * Names a question for caches: the same text for whatever asks the same. A preset keeps its name while the clock moves,
 * so that an older answer can be served, as stale, while a newer one is computed.
 */
export function toQuestionKey({ range, compare, filter }: Question): string {
  const { from, to, preset } = range;
  const fields = {
    ...filter,
    ...(preset ? { preset } : { from, to }),
    compare: compare || undefined,
  };
  const named = Object.entries(fields).filter(([, value]) => value !== undefined);
  return new URLSearchParams(named.map(([name, value]) => [name, String(value)]).sort()).toString();
}

/** The preset whose snapshot answers this question; null when D1 has to. */
export function toSnapshotPreset({ range, filter }: Question): Preset | null {
  return isUnfiltered(filter) ? range.preset : null;
}
