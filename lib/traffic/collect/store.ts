import type { Deps } from "../../platform/deps";
import type { NewChunk } from "../schema";

/** Keeps a chunk for the cron that feeds it, not before `delayMs`, through the aggregation; a second write of the same chunk changes nothing. */
export async function insertPendingChunk(
  { traffic, now }: Pick<Deps, "traffic" | "now">,
  chunk: NewChunk,
  delayMs = 0,
): Promise<void> {
  await traffic
    .prepare(
      `INSERT OR IGNORE INTO pending_chunks (id, body, events, created_at, attempts, next_at)
       VALUES (?1, ?2, ?3, ?4, 0, ?5)`,
    )
    .bind(
      `${chunk.isolate}:${chunk.seq}`,
      JSON.stringify(chunk),
      chunk.events.length,
      now(),
      now() + delayMs,
    )
    .run();
}

export type Totals = { requests: number; errors: number };

/** What was counted in the hours from `fromHour` to before `toHour` (`2026-11-20T14`). */
export async function sumTotals(
  { traffic }: Pick<Deps, "traffic">,
  fromHour: string,
  toHour: string,
): Promise<Totals> {
  const row = await traffic
    .prepare(
      `SELECT COALESCE(SUM(requests), 0) AS requests, COALESCE(SUM(errors), 0) AS errors
       FROM totals_hourly WHERE hour_bucket >= ?1 AND hour_bucket < ?2`,
    )
    .bind(fromHour, toHour)
    .first<Totals>();
  return row ?? { requests: 0, errors: 0 };
}
