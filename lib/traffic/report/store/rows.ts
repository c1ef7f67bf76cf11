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

const sums = "h.requests, h.errors, h.time_sum_us, h.time_count";
/** As hex: D1 answers a blob as an array of numbers. */
const blobs = "hex(h.latency) AS latency, hex(h.visitors) AS visitors";

/**
 * The rows of these buckets, of these paths or (null) of all together. The caller keeps paths × buckets small: every row
 * may hold 4 KB of sketches, which stay in the database unless `sketches` is set.
 */
export async function readRows(
  deps: ReadDeps,
  { paths, spans, sketches }: { paths: string[] | null; spans: Span[]; sketches: boolean },
): Promise<StatRow[]> {
  const columns = sketches ? `${sums}, ${blobs}` : sums;
  const answers = await askEach(deps, { paths, spans, columns });
  const forgottenBefore = deps.now() - visitorsByHourMs;
  return answers.map(({ unit, row }) => toStatRow(unit, row, forgottenBefore));
}

/** The same with counts by method, status class, country and bot: the map's JSON. */
export async function readRowsWithCounts(
  deps: ReadDeps,
  path: string,
  spans: Span[],
): Promise<(StatRow & { counts: string })[]> {
  const columns = `${sums}, ${blobs}, h.counts`;
  const answers = await askEach(deps, { paths: [path], spans, columns });
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
  const columns = `sum(c.value ->> 0) AS requests, sum(c.value ->> 1) AS time_sum_us, sum(c.value ->> 0) AS time_count,
     sum(CASE WHEN c.key GLOB '*|[45]xx|*' THEN c.value ->> 0 ELSE 0 END) AS errors`;
  const answers = await askEach(deps, { paths, spans, columns, pattern, groupBy: "1, 2" });
  return answers.map(({ unit, row }) => toStatRow(unit, row, 0));
}

/** So many paths of two years are 37,000 rows of one statement. */
const rankedAtOnce = 50;

/** Paths by their requests in these buckets, most first. */
export async function rankPaths(deps: ReadDeps, paths: string[], spans: Span[]): Promise<string[]> {
  const sums = new Map(paths.map((path) => [path, 0]));
  for (let at = 0; at < paths.length; at += rankedAtOnce) {
    const group = paths.slice(at, at + rankedAtOnce);
    const columns = "sum(h.requests) AS requests";
    for (const { row } of await askEach(deps, {
      paths: group,
      spans,
      columns,
      groupBy: "h.path",
    })) {
      const path = String(row.path);
      sums.set(path, (sums.get(path) ?? 0) + Number(row.requests));
    }
  }
  return [...sums].sort(([, a], [, b]) => b - a).map(([path]) => path);
}

type Answer = { unit: Granularity; row: Record<string, unknown> };

type Reading = {
  paths: string[] | null;
  spans: Span[];
  columns: string;
  /** Joins the counts whose key matches. */
  pattern?: string;
  groupBy?: string;
};

/** One statement for each table that the spans touch, in one round trip; rows are found by their primary keys. */
async function askEach(
  deps: ReadDeps,
  { paths, spans, columns, pattern, groupBy }: Reading,
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
           ${isFiltered ? `AND c.key GLOB ${bind(pattern)}` : ""}
         ${groupBy ? `GROUP BY ${groupBy}` : ""}`,
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
