import { within } from "../../../platform/within";

/** D1 gives a batch 30 s itself; whoever waits longer waits for nothing. */
const limitMs = 35_000;

/** A call of the database, with a time limit. What it does late is harmless: each write carries its condition. */
export function timed<T>(work: Promise<T>): Promise<T> {
  return within(limitMs, "A query of the archive", work);
}
