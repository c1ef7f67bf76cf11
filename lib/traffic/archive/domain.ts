import { dayMs, hourMs, rawDays, toDay } from "../domain";

/** Rules of the archive; times are milliseconds since the epoch, UTC. */

export type ArchiveFormat = "jsonl.gz" | "parquet";

/** The nightly archive begins at this hour of the day. */
const startsAtHour = 2;

/** JSONL that is older than this is rewritten as Parquet; late events are not taken any more by then. */
const jsonlDays = 90;

/** Restored rows stay this long in D1 before the next archive run takes them away again. */
export const restoredForMs = 3 * dayMs;

/** The newest day that has left the raw window: on the 20th that is the 17th, from 02:00 on. */
export function newestDueDay(now: number): string {
  return toDay(now - startsAtHour * hourMs - rawDays * dayMs);
}

/** When the newest nightly run began: what came after it waits for the next one. */
export function lastRunAt(now: number): number {
  const offset = startsAtHour * hourMs;
  return Math.floor((now - offset) / dayMs) * dayMs + offset;
}

/** Days up to this one are kept as Parquet. */
export function newestParquetDay(now: number): string {
  return toDay(now - (jsonlDays + 1) * dayMs);
}

/** The format of a part that is written now. */
export function toFormat(date: string, chosen: ArchiveFormat, now: number): ArchiveFormat {
  return date <= newestParquetDay(now) ? "parquet" : chosen;
}

/** Days up to this one have left the archive. */
export function newestExpiredDay(now: number, retentionDays: number): string {
  return toDay(now - (retentionDays + 1) * dayMs);
}

/**
 * A step that failed is tried again after 30 s, 1, 2, 4 … minutes, at most an hour. `attempts` counts a day's failures
 * until it is done, so that one which gets through its upload again and again and never through its proof slows down as well.
 */
export function isDue(
  { updatedAt, attempts, error }: { updatedAt: number; attempts: number; error: string | null },
  now: number,
): boolean {
  if (error === null || attempts === 0) return true;
  return updatedAt + Math.min(30_000 * 2 ** (attempts - 1), hourMs) <= now;
}
