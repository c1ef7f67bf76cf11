import { toDay } from "../domain";
import type { Range } from "./range";
import type { Tally } from "./tally";

/** Relative errors of the sketches: the most for quantiles, the root mean square for visitors. */
export const errorBounds = { quantiles: 0.01, visitors: 0.02 };

/** What a count of visitors stands for: salts change daily, and hourly sketches are kept for a week. */
export function toVisitorsTerms(
  { from, to }: Range,
  { hoursWithoutVisitors }: Pick<Tally, "hoursWithoutVisitors">,
): { visitorsExact: boolean; visitorsMissingHours: number } {
  const isOneDay = toDay(from) === toDay(to - 1);
  return {
    visitorsExact: isOneDay && hoursWithoutVisitors === 0,
    visitorsMissingHours: hoursWithoutVisitors,
  };
}
