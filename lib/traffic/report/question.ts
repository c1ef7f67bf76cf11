import { invalidField } from "../../http/problem";
import type { Question } from "./compute-report";
import { isUnfiltered } from "./filter";
import { toRange, type Period, type Preset } from "./range";
import type { PathsQuery } from "./schema";

/** The period that the fields of an address mean; 24 hours when they say nothing. */
export function toPeriod({ range, from, to }: Pick<PathsQuery, "range" | "from" | "to">): Period {
  if (from !== undefined) return { from, to: to ?? null };
  return { preset: range ?? "24h" };
}

/** Snaps a query to the clock. Throws `invalid_input` for a range that has not begun. */
export function toQuestion(query: PathsQuery, now: number): Question {
  const { method, status, country, bot, q } = query;
  const range = toRange(toPeriod(query), now);
  if (range.from >= range.to) throw invalidField("from", "Must not lie in the future");
  return {
    range,
    compare: query.compare === "previous",
    filter: { method, status, country, bot, q: q?.toLowerCase() || undefined },
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
