/** Periods as a person types them, by the clock of the browser. */

/** Daily figures are kept two years. */
const longestMs = 2 * 366 * 86_400_000;

/** What a field for date and time takes: `2026-11-20T14:05` by the viewer's clock. */
export function toLocalText(time: number): string {
  const at = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Milliseconds since the epoch; null where the field does not hold a time. Of an hour that a clock shows twice, the first. */
export function fromLocalText(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(text)) return null;
  // Without a zone it is local time, by the standard.
  const time = Date.parse(text);
  return Number.isNaN(time) || time < 0 ? null : time;
}

export type PeriodFault = {
  field: "from" | "to";
  code: "missing" | "future" | "order" | "tooLong";
};

/** What is wrong with a period; null: nothing. */
export function checkPeriod(
  { from, to }: { from: number | null; to: number | null },
  now: number,
): PeriodFault | null {
  if (from === null) return { field: "from", code: "missing" };
  if (to === null) return { field: "to", code: "missing" };
  if (from >= now) return { field: "from", code: "future" };
  if (to <= from) return { field: "to", code: "order" };
  if (to - from > longestMs) return { field: "from", code: "tooLong" };
  return null;
}
