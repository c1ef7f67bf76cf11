import { addEvent, emptyFigures } from "../../../lib/traffic/aggregate/figures";
import {
  figureColumns,
  fromRow,
  toRow,
  type FiguresRow,
} from "../../../lib/traffic/aggregate/figures-codec";
import { toHour } from "../../../lib/traffic/domain";
import type { TrafficEvent } from "../../../lib/traffic/schema";

/** What the aggregation is compared with: every event reads its hour, adds itself, and writes it back. */
export async function readModifyWrite(db: D1Database, event: TrafficEvent): Promise<void> {
  const key = [event.route, toHour(event.timestamp)];
  const row = await db
    .prepare(`SELECT ${figureColumns} FROM path_stats_hourly WHERE path = ?1 AND hour_bucket = ?2`)
    .bind(...key)
    .first<FiguresRow>();
  const figures = row ? fromRow(row) : emptyFigures();
  addEvent(figures, event);
  const next = toRow(figures);
  await db
    .prepare(
      `INSERT OR REPLACE INTO path_stats_hourly
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, unhex(?8), unhex(?9), ?10, 0)`,
    )
    .bind(
      ...key,
      next.requests,
      next.errors,
      next.server_errors,
      next.time_sum_us,
      next.time_count,
      next.latency,
      next.visitors,
      next.counts,
    )
    .run();
}
