import type { Figures } from "../figures";
import { toRow } from "../figures-codec";
import { toJsonSlices, type TrafficDeps } from "./run";

const columns = [
  "requests",
  "errors",
  "server_errors",
  "time_sum_us",
  "time_count",
  "latency",
  "visitors",
  "counts",
] as const;

/** The tables of statistics, and what names a row there. */
const tables = {
  path_stats_hourly: ["path", "hour_bucket"],
  path_stats_daily: ["path", "day_bucket"],
  totals_hourly: ["hour_bucket"],
  totals_daily: ["day_bucket"],
} as const;

export type FiguresUpsert = { key: Record<string, string>; figures: Figures };

/**
 * Statements that put rows of statistics in the place of older ones; a row that is of a later revision stays.
 * @param revision the one that the figures are of
 */
export function prepareFigures(
  { traffic }: TrafficDeps,
  table: keyof typeof tables,
  rows: FiguresUpsert[],
  revision: number,
): D1PreparedStatement[] {
  const key: readonly string[] = tables[table];
  const names = [...key, ...columns, "revision"];
  const values = [
    ...key.map((name) => `value ->> '${name}'`),
    ...columns.map((name) =>
      name === "latency" || name === "visitors"
        ? `unhex(value ->> '${name}')`
        : `value ->> '${name}'`,
    ),
    "?2",
  ];
  const changes = [...columns, "revision"].map((name) => `${name} = excluded.${name}`);
  // "WHERE true": without it SQLite takes ON for a join's.
  const sql = `INSERT INTO ${table} (${names.join(", ")})
    SELECT ${values.join(", ")} FROM json_each(?1) WHERE true
    ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${changes.join(", ")}
    WHERE excluded.revision >= ${table}.revision`;
  return toJsonSlices(rows.map((row) => ({ ...row.key, ...toRow(row.figures) }))).map((slice) =>
    traffic.prepare(sql).bind(slice, revision),
  );
}
