import type { MessageRow } from "./message-rows";

export type RowStep = {
  rows: readonly MessageRow[];
  /** Rows were put in front, or taken away there, and nowhere else. */
  shift: boolean;
  /** Nothing of what was shown is left: another part of the room. */
  isOther: boolean;
};

/**
 * The next rows to show on the way to those that are wanted. A list can keep its place when rows come or go at its start,
 * or at its end, but not at both in one step.
 */
export function stepTowards(shown: readonly MessageRow[], wanted: readonly MessageRow[]): RowStep {
  const [first, wantedFirst] = [shown[0], wanted[0]];
  if (!first || !wantedFirst) return { rows: wanted, shift: false, isOther: false };
  const inFront = toIndexShift(shown, wanted);
  if (inFront === null) return { rows: wanted, shift: false, isOther: true };
  if (inFront === 0) return { rows: wanted, shift: false, isOther: false };
  const length = shown.length + inFront;
  const rows =
    wanted.length >= length
      ? wanted.slice(0, length)
      : [...wanted, ...shown.slice(wanted.length - inFront)];
  return { rows: rows.length === wanted.length ? wanted : rows, shift: true, isOther: false };
}

/** How many more rows stand in front than before; `null` when the two have nothing in common. */
function toIndexShift(shown: readonly MessageRow[], wanted: readonly MessageRow[]): number | null {
  const added = wanted.findIndex(({ key }) => key === shown[0]?.key);
  if (added >= 0) return added;
  const removed = shown.findIndex(({ key }) => key === wanted[0]?.key);
  return removed >= 0 ? -removed : null;
}
