import { DistinctSketch } from "../../../sketch/distinct";
import { fromHex } from "../../../sketch/hex";
import { QuantileSketch } from "../../../sketch/quantiles";
import { fromBucket } from "../../domain";
import type { Granularity } from "../range";
import { toBounds, type Span } from "../spans";
import type { Addend } from "../tally";
import { ask, type ReadDeps } from "./ask";

/** A row of statistics. `path` is null in the tables of totals. */
export type StatRow = Addend & { path: string | null; bucketStart: number; unit: Granularity };

/** Hourly rows lose their visitors after a week. */
const visitorsByHourMs = 7 * 24 * 3_600_000;

const tables = {
  hour: { path: "path_stats_hourly", totals: "totals_hourly", bucket: "hour_bucket" },
  day: { path: "path_stats_daily", totals: "totals_daily", bucket: "day_bucket" },
} as const;

/**
 * The rows of these buckets, of these paths or (null) of all together. The caller keeps paths × buckets small: every row
 * may hold 4 KB of sketches, which stay in the database unless `sketches` is set.
 */
export async function readRows(
  deps: ReadDeps,
  { paths, spans, sketches }: { paths: string[] | null; spans: Span[]; sketches: boolean },
): Promise<StatRow[]> {
  const blobs = sketches ? ", hex(h.latency) AS latency, hex(h.visitors) AS visitors" : "";
  const answers = await askEach(
    deps,
    paths,
    spans,
    `h.requests, h.errors, h.time_sum_us, h.time_count${blobs}`,
  );
  const forgottenBefore = deps.now() - visitorsByHourMs;
  return answers.map(({ unit, row }) => toStatRow(unit, row, forgottenBefore));
}

/** The same with counts by method, status class, country and bot: the map's JSON. */
export async function readRowsWithCounts(
  deps: ReadDeps,
  path: string,
  spans: Span[],
): Promise<(StatRow & { counts: string })[]> {
  const answers = await askEach(
    deps,
    [path],
    spans,
    "h.requests, h.errors, h.time_sum_us, h.time_count, hex(h.latency) AS latency, hex(h.visitors) AS visitors, h.counts",
  );
  const forgottenBefore = deps.now() - visitorsByHourMs;
  return answers.map(({ unit, row }) => ({
    ...toStatRow(unit, row, forgottenBefore),
    counts: String(row.counts),
  }));
}

/** What a filter leaves of these buckets; `pattern` is a GLOB on `METHOD|2xx|CC|0`. */
export async function readFilteredRows(
  deps: ReadDeps,
  { paths, spans, pattern }: { paths: string[] | null; spans: Span[]; pattern: string },
): Promise<StatRow[]> {
  const answers = await askEach(
    deps,
    paths,
    spans,
    `sum(c.value ->> 0) AS requests, sum(c.value ->> 1) AS time_sum_us, sum(c.value ->> 0) AS time_count,
     sum(CASE WHEN c.key GLOB '*|[45]xx|*' THEN c.value ->> 0 ELSE 0 END) AS errors`,
    pattern,
  );
  return answers.map(({ unit, row }) => toStatRow(unit, row, 0));
}

/** Requests of each path in these buckets, most first. */
export async function rankPaths(deps: ReadDeps, paths: string[], spans: Span[]): Promise<string[]> {
  const sums = new Map(paths.map((path) => [path, 0]));
  const statements = (["day", "hour"] as const).flatMap((unit) => {
    const bounds = toBounds(spans, unit);
    if (bounds.length === 0) return [];
    const { path: table, bucket } = tables[unit];
    return deps.traffic
      .prepare(
        `SELECT h.path AS path, sum(h.requests) AS requests
         FROM json_each(?1) AS p CROSS JOIN json_each(?2) AS s CROSS JOIN ${table} AS h
         WHERE h.path = p.value AND h.${bucket} >= s.value ->> 0 AND h.${bucket} <= s.value ->> 1
         GROUP BY 1`,
      )
      .bind(JSON.stringify(paths), JSON.stringify(bounds));
  });
  for (const rows of await ask(deps, "Ranking paths", statements)) {
    for (const row of rows) {
      const path = String(row.path);
      sums.set(path, (sums.get(path) ?? 0) + Number(row.requests));
    }
  }
  return [...sums].sort(([, a], [, b]) => b - a).map(([path]) => path);
}

type Answer = { unit: Granularity; row: Record<string, unknown> };

/** One statement for each table that the spans touch, in one round trip; rows are found by their primary keys. */
async function askEach(
  deps: ReadDeps,
  paths: string[] | null,
  spans: Span[],
  columns: string,
  pattern?: string,
): Promise<Answer[]> {
  const units = (["day", "hour"] as const).filter((unit) => spans.some((s) => s.unit === unit));
  const statements = units.map((unit) => {
    const { path: byPath, totals, bucket } = tables[unit];
    const values = [JSON.stringify(toBounds(spans, unit))];
    const bind = (value: string) => `?${values.push(value)}`;
    const source = paths
      ? `CROSS JOIN json_each(${bind(JSON.stringify(paths))}) AS p CROSS JOIN ${byPath} AS h`
      : `CROSS JOIN ${totals} AS h`;
    const isFiltered = pattern !== undefined;
    return deps.traffic
      .prepare(
        `SELECT ${paths ? "h.path" : "NULL"} AS path, h.${bucket} AS bucket, ${columns}
         FROM json_each(?1) AS s ${source} ${isFiltered ? "CROSS JOIN json_each(h.counts) AS c" : ""}
         WHERE h.${bucket} >= s.value ->> 0 AND h.${bucket} <= s.value ->> 1
           ${paths ? "AND h.path = p.value" : ""}
           ${isFiltered ? `AND c.key GLOB ${bind(pattern)} GROUP BY 1, 2` : ""}`,
      )
      .bind(...values);
  });
  const answers = await ask(deps, "Reading statistics", statements);
  return units.flatMap((unit, index) => (answers[index] ?? []).map((row) => ({ unit, row })));
}

function toStatRow(
  unit: Granularity,
  row: Record<string, unknown>,
  forgottenBefore: number,
): StatRow {
  const bucketStart = fromBucket(String(row.bucket));
  const latency = typeof row.latency === "string" ? row.latency : "";
  const visitors = typeof row.visitors === "string" ? row.visitors : "";
  const isForgotten = unit === "hour" && visitors === "" && bucketStart < forgottenBefore;
  return {
    path: row.path === null ? null : String(row.path),
    bucketStart,
    unit,
    requests: Number(row.requests),
    errors: Number(row.errors),
    timeSumUs: Number(row.time_sum_us),
    timeCount: Number(row.time_count),
    latency: latency === "" ? null : QuantileSketch.fromBytes(fromHex(latency)),
    visitors: visitors === "" ? null : DistinctSketch.fromBytes(fromHex(visitors)),
    hoursWithoutVisitors: isForgotten ? 1 : 0,
  };
}
