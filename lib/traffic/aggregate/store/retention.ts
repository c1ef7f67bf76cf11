import { prepareIsolates } from "./fold";
import type { IsolateRow } from "../isolates";
import { readBatch, writeBatch, type TrafficDeps } from "./run";

/** Rows of one statement. */
const step = 5000;

/** Hourly visitors from one day to another vanish once the path's day holds them; answers how many rows were changed. */
export async function clearHourlyVisitors(
  deps: TrafficDeps,
  from: string,
  before: string,
): Promise<number> {
  const { traffic } = deps;
  return change(deps, "clear visitors", [
    traffic
      .prepare(
        `UPDATE path_stats_hourly SET visitors = NULL WHERE rowid IN (
           SELECT h.rowid FROM traffic_routes AS r
           CROSS JOIN path_stats_hourly AS h ON h.path = r.path AND h.hour_bucket >= ?2 AND h.hour_bucket < ?1
           CROSS JOIN path_stats_daily AS d
             ON d.path = h.path AND d.day_bucket = substr(h.hour_bucket, 1, 10) AND d.revision >= h.revision
           WHERE h.visitors IS NOT NULL LIMIT ${step}) RETURNING 1`,
      )
      .bind(before, from),
    traffic
      .prepare(
        `UPDATE totals_hourly SET visitors = NULL WHERE hour_bucket < ?1 AND visitors IS NOT NULL
         AND EXISTS (SELECT 1 FROM totals_daily AS d
           WHERE d.day_bucket = substr(hour_bucket, 1, 10) AND d.revision >= totals_hourly.revision)
         RETURNING 1`,
      )
      .bind(before),
  ]);
}

/**
 * Hourly rows before a day go when three things are sure: the day's rows hold them, the day is archived (so that nothing is
 * counted there any more), and nothing that was counted before an hour ago waits to be folded.
 */
export async function removeHours(deps: TrafficDeps, before: string): Promise<number> {
  const { traffic, now } = deps;
  const settled = now() - 3_600_000;
  // What is folded into an hour whose neighbours are gone would make the day's row too small.
  const isSettled = `NOT EXISTS (SELECT 1 FROM aggregation_deltas WHERE created_at < ?2)
    AND EXISTS (SELECT 1 FROM archives AS a WHERE a.date = substr(hour_bucket, 1, 10)
      AND a.state IN ('done', 'expired') AND a.updated_at < ?2)`;
  return change(deps, "remove hours", [
    traffic
      .prepare(
        `DELETE FROM path_stats_hourly WHERE rowid IN (
           SELECT h.rowid FROM traffic_routes AS r
           CROSS JOIN path_stats_hourly AS h ON h.path = r.path AND h.hour_bucket < ?1
           CROSS JOIN path_stats_daily AS d
             ON d.path = h.path AND d.day_bucket = substr(h.hour_bucket, 1, 10) AND d.revision >= h.revision
           CROSS JOIN totals_daily AS t
             ON t.day_bucket = d.day_bucket AND t.revision >= h.revision
           WHERE ${isSettled} LIMIT ${step}) RETURNING 1`,
      )
      .bind(before, settled),
    // All paths together go last: as long as they are there the day can be found.
    traffic
      .prepare(
        `DELETE FROM totals_hourly WHERE hour_bucket IN (
           SELECT hour_bucket FROM totals_hourly CROSS JOIN totals_daily AS d
             ON d.day_bucket = substr(hour_bucket, 1, 10) AND d.revision >= totals_hourly.revision
           WHERE hour_bucket < ?1 AND ${isSettled} AND NOT EXISTS (
             SELECT 1 FROM traffic_routes AS r CROSS JOIN path_stats_hourly AS h
             ON h.path = r.path AND h.hour_bucket = totals_hourly.hour_bucket)
           LIMIT 100) RETURNING 1`,
      )
      .bind(before, settled),
  ]);
}

/** Daily rows before a day, once their hours are gone. */
export async function removeDays(deps: TrafficDeps, before: string): Promise<number> {
  return change(deps, "remove days", [
    deps.traffic
      .prepare(
        `DELETE FROM path_stats_daily WHERE rowid IN (
           SELECT d.rowid FROM traffic_routes AS r
           CROSS JOIN path_stats_daily AS d ON d.path = r.path AND d.day_bucket < ?1
           WHERE NOT EXISTS (SELECT 1 FROM totals_hourly WHERE hour_bucket >= d.day_bucket AND hour_bucket < d.day_bucket || 'U')
           LIMIT ${step}) RETURNING 1`,
      )
      .bind(before),
    deps.traffic
      .prepare(
        `DELETE FROM totals_daily WHERE day_bucket < ?1 AND NOT EXISTS (
           SELECT 1 FROM totals_hourly WHERE hour_bucket >= day_bucket AND hour_bucket < day_bucket || 'U')
         RETURNING 1`,
      )
      .bind(before),
  ]);
}

/** Routes of which no statistics are left make room for others. */
export async function removeRoutes(deps: TrafficDeps): Promise<number> {
  return change(deps, "remove routes", [
    deps.traffic.prepare(
      `DELETE FROM traffic_routes WHERE
         NOT EXISTS (SELECT 1 FROM path_stats_hourly AS h WHERE h.path = traffic_routes.path)
         AND NOT EXISTS (SELECT 1 FROM path_stats_daily AS d WHERE d.path = traffic_routes.path)
       RETURNING 1`,
    ),
  ]);
}

/** Telemetry before a moment, and dead letters that were replayed before another. */
export async function removeOld(
  deps: TrafficDeps,
  { telemetryBefore, lettersBefore }: { telemetryBefore: number; lettersBefore: number },
): Promise<number> {
  return change(deps, "remove old rows", [
    deps.traffic
      .prepare(
        `DELETE FROM telemetry_minutes WHERE minute IN (
           SELECT minute FROM telemetry_minutes WHERE minute < ?1 LIMIT ${step}) RETURNING 1`,
      )
      .bind(telemetryBefore),
    deps.traffic
      .prepare(
        `DELETE FROM dead_letters WHERE id IN (
           SELECT id FROM dead_letters WHERE replayed_at < ?1 LIMIT ${step}) RETURNING 1`,
      )
      .bind(lettersBefore),
  ]);
}

type StoredIsolate = Omit<IsolateRow, "beyond"> & { beyond: string };

/** Isolates that were last heard of before a moment, and the revision that this is of. */
export async function listQuietIsolates(
  deps: TrafficDeps,
  { before, except, limit }: { before: number; except: string; limit: number },
): Promise<{ revision: number; quiet: IsolateRow[]; sum: number }> {
  const [state = [], rows = [], kept = []] = await readBatch(deps, "reading quiet isolates", [
    deps.traffic.prepare("SELECT revision FROM aggregation_state WHERE id = 1"),
    deps.traffic
      .prepare(
        `SELECT isolate, upto_seq AS uptoSeq, upto_total AS uptoTotal, beyond, lost,
           updated_at AS updatedAt, gap_since AS gapSince
         FROM traffic_isolates WHERE updated_at < ?1 AND isolate <> ?2 LIMIT ?3`,
      )
      .bind(before, except, limit),
    deps.traffic.prepare("SELECT lost FROM traffic_isolates WHERE isolate = ?1").bind(except),
  ]);
  return {
    revision: Number(state[0]?.revision),
    quiet: (rows as StoredIsolate[]).map((row) => {
      return { ...row, beyond: JSON.parse(row.beyond) as IsolateRow["beyond"] };
    }),
    sum: Number(kept[0]?.lost ?? 0),
  };
}

/** Puts one row in the place of several, unless a fold came in between. */
export async function replaceIsolates(
  deps: TrafficDeps,
  { revision, quiet, sum }: { revision: number; quiet: IsolateRow[]; sum: IsolateRow },
): Promise<void> {
  await writeBatch(deps, "forget isolates", [
    deps.traffic
      .prepare(
        "UPDATE aggregation_state SET revision = CASE WHEN revision = ?1 THEN ?1 + 1 END WHERE id = 1",
      )
      .bind(revision),
    ...prepareIsolates(deps, [sum]),
    deps.traffic
      .prepare("DELETE FROM traffic_isolates WHERE isolate IN (SELECT value FROM json_each(?1))")
      .bind(JSON.stringify(quiet.map((row) => row.isolate))),
  ]);
}

async function change(
  deps: TrafficDeps,
  what: string,
  statements: D1PreparedStatement[],
): Promise<number> {
  const results = await writeBatch(deps, what, statements);
  return results.reduce((sum, rows) => sum + rows.length, 0);
}
