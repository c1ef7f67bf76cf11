import { dayMs, fromBucket } from "../domain";

/** Why an event is refused for good: it is not counted, and never will be. */
export type RefusalReason = "expired" | "too_old" | "undecidable";

/** What the ledger of archives says of a day's events. */
export type DayRule =
  /** Counted; the day must still have no ledger row when they are committed. */
  | { kind: "open" }
  /** Being archived: to be tried again later. */
  | { kind: "frozen" }
  /** Archived: counted only if none of so many parts holds them. */
  | { kind: "late"; parts: number }
  | { kind: "refused"; reason: RefusalReason };

export type LedgerRow = { date: string; state: string; parts: number };

/** Hourly rows are kept 90 days, and the day's own row is computed anew from them: later there is nothing to add to. */
const lateDays = 89;
/** As long as daily rows are kept. */
const keptDays = 730;

/**
 * How the events of a day are to be treated.
 * @param ledger the day's row; undefined when it has none
 * @param now milliseconds
 */
export function toDayRule(date: string, ledger: LedgerRow | undefined, now: number): DayRule {
  const ageMs = now - fromBucket(date);
  if (ageMs > keptDays * dayMs) return { kind: "refused", reason: "too_old" };
  if (!ledger) return { kind: "open" };
  if (ledger.state === "expired") return { kind: "refused", reason: "expired" };
  if (ledger.state !== "done") return { kind: "frozen" };
  if (ageMs > lateDays * dayMs) return { kind: "refused", reason: "too_old" };
  return { kind: "late", parts: ledger.parts };
}
