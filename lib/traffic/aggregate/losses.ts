import type { Deps } from "../../platform/deps";
import { countMissing } from "./isolates";
import { readLossRows } from "./store/losses";

/** A gap may close by itself for so long: messages overtake each other and come again. */
const patienceMs = 10 * 60_000;

/**
 * Events that were recorded and are not counted.
 * @returns `missingEvents`: those in gaps that are older than ten minutes, which may still arrive. `lostEvents`: those that
 * isolates gave up, or that never came from isolates long gone; it only grows.
 */
export async function readLosses(
  deps: Pick<Deps, "traffic" | "now" | "counters">,
): Promise<{ missingEvents: number; lostEvents: number }> {
  const { gaps, lostEvents } = await readLossRows(deps, deps.now() - patienceMs);
  const missingEvents = gaps.reduce((sum, gap) => sum + countMissing(gap), 0);
  return { missingEvents, lostEvents };
}
