import type { Figures } from "../figures";
import { figureColumns, fromRow, type FiguresRow } from "../figures-codec";
import { prepareFigures, type FiguresUpsert } from "./figures-rows";
import { readBatch, writeBatch, type TrafficDeps } from "./run";

/** Ended days whose hours have changed since the day was summed up, the oldest first. */
export async function listStaleDays(
  deps: TrafficDeps,
  today: string,
  limit: number,
): Promise<string[]> {
  const [rows = []] = await readBatch(deps, "looking for days to sum up", [
    deps.traffic
      .prepare(
        `SELECT substr(hour_bucket, 1, 10) AS day, MAX(h.revision) AS newest
         FROM totals_hourly AS h LEFT JOIN totals_daily AS d ON d.day_bucket = substr(hour_bucket, 1, 10)
         WHERE hour_bucket < ?1
         GROUP BY day HAVING MAX(d.revision) IS NULL OR MAX(d.revision) < newest
         ORDER BY day LIMIT ?2`,
      )
      .bind(today, limit),
  ]);
  return rows.map((row) => String(row.day));
}

/** Paths whose hours of a day have changed since the path's day was summed up, as of one revision. */
export async function listStalePaths(
  deps: TrafficDeps,
  day: string,
  limit: number,
): Promise<{ paths: string[]; revision: number }> {
  const [state = [], rows = []] = await readBatch(deps, "looking for paths to sum up", [
    deps.traffic.prepare("SELECT revision FROM aggregation_state WHERE id = 1"),
    deps.traffic
      .prepare(
        `SELECT r.path AS path, MAX(h.revision) AS newest
         FROM traffic_routes AS r
         CROSS JOIN path_stats_hourly AS h
           ON h.path = r.path AND h.hour_bucket >= ?1 AND h.hour_bucket < ?1 || 'U'
         LEFT JOIN path_stats_daily AS d ON d.path = r.path AND d.day_bucket = ?1
         GROUP BY r.path HAVING MAX(d.revision) IS NULL OR MAX(d.revision) < newest
         LIMIT ?2`,
      )
      .bind(day, limit),
  ]);
  return { paths: rows.map((row) => String(row.path)), revision: Number(state[0]?.revision) };
}

type HourRow = FiguresRow & { name: string };

/** The hours of a day and what its own rows hold so far, by path, as of one revision. */
export type DayState = {
  revision: number;
  hours: { name: string; figures: Figures }[];
  days: Map<string, Figures>;
};

export async function readPathDays(
  deps: TrafficDeps,
  day: string,
  paths: string[],
): Promise<DayState> {
  return readDay(deps, [
    deps.traffic
      .prepare(
        `SELECT path AS name, ${figureColumns} FROM (SELECT value AS route FROM json_each(?2))
         CROSS JOIN path_stats_hourly ON path = route AND hour_bucket >= ?1 AND hour_bucket < ?1 || 'U'`,
      )
      .bind(day, JSON.stringify(paths)),
    deps.traffic
      .prepare(
        `SELECT path AS name, ${figureColumns} FROM (SELECT value AS route FROM json_each(?2))
         CROSS JOIN path_stats_daily ON path = route AND day_bucket = ?1`,
      )
      .bind(day, JSON.stringify(paths)),
  ]);
}

/** The same for all paths together, under one name. */
export async function readTotalsDay(deps: TrafficDeps, day: string): Promise<DayState> {
  return readDay(deps, [
    deps.traffic
      .prepare(
        `SELECT ?1 AS name, ${figureColumns} FROM totals_hourly
         WHERE hour_bucket >= ?1 AND hour_bucket < ?1 || 'U'`,
      )
      .bind(day),
    deps.traffic
      .prepare(`SELECT ?1 AS name, ${figureColumns} FROM totals_daily WHERE day_bucket = ?1`)
      .bind(day),
  ]);
}

/** One transaction, because hourly visitors may vanish as soon as the day's row holds them. */
async function readDay(
  deps: TrafficDeps,
  [hours, days]: [D1PreparedStatement, D1PreparedStatement],
): Promise<DayState> {
  const [state = [], hourRows = [], dayRows = []] = await readBatch(deps, "reading a day", [
    deps.traffic.prepare("SELECT revision FROM aggregation_state WHERE id = 1"),
    hours,
    days,
  ]);
  return {
    revision: Number(state[0]?.revision),
    hours: (hourRows as HourRow[]).map((row) => ({ name: row.name, figures: fromRow(row) })),
    days: new Map((dayRows as HourRow[]).map((row) => [row.name, fromRow(row)])),
  };
}

/** Writes days of paths, or (without `path`) of all together. Rows that are of a later revision stay. */
export async function writeDays(
  deps: TrafficDeps,
  table: "path_stats_daily" | "totals_daily",
  day: string,
  sums: Map<string, Figures>,
  revision: number,
): Promise<void> {
  const rows = [...sums].map(([name, figures]): FiguresUpsert => {
    const key = { day_bucket: day };
    return { key: table === "totals_daily" ? key : { ...key, path: name }, figures };
  });
  if (rows.length > 0) {
    await writeBatch(deps, "roll-up", prepareFigures(deps, table, rows, revision));
  }
}
