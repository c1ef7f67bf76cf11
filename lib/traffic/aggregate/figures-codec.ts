import { fromBase64, toBase64 } from "../../sketch/base64";
import { DistinctSketch } from "../../sketch/distinct";
import { fromHex, toHex } from "../../sketch/hex";
import { QuantileSketch } from "../../sketch/quantiles";
import type { Figures } from "./figures";

/** Columns of a row of statistics for a SELECT; blobs as hex, because D1 answers them as arrays of numbers otherwise. */
export const figureColumns =
  "requests, errors, server_errors, time_sum_us, time_count, hex(latency) AS latency, hex(visitors) AS visitors, counts, revision";

/** What `figureColumns` gives. */
export type FiguresRow = {
  requests: number;
  errors: number;
  server_errors: number;
  time_sum_us: number;
  time_count: number;
  latency: string;
  /** Empty for NULL. */
  visitors: string;
  counts: string;
  revision: number;
};

/** A row of statistics as figures; throws on sketches that it cannot read. */
export function fromRow(row: FiguresRow): Figures {
  return {
    requests: row.requests,
    errors: row.errors,
    serverErrors: row.server_errors,
    timeSumUs: row.time_sum_us,
    timeCount: row.time_count,
    latency: QuantileSketch.fromBytes(fromHex(row.latency)),
    visitors: row.visitors === "" ? null : DistinctSketch.fromBytes(fromHex(row.visitors)),
    counts: fromCounts(JSON.parse(row.counts) as Counts),
  };
}

/** Figures as a row's columns, sketches in hex: bind them through JSON and `unhex()`. */
export function toRow(figures: Figures): Omit<FiguresRow, "revision" | "visitors"> & {
  visitors: string | null;
} {
  return {
    requests: figures.requests,
    errors: figures.errors,
    server_errors: figures.serverErrors,
    time_sum_us: figures.timeSumUs,
    time_count: figures.timeCount,
    latency: toHex(figures.latency.toBytes()),
    visitors: figures.visitors && toHex(figures.visitors.toBytes()),
    counts: JSON.stringify(toCounts(figures)),
  };
}

/** Figures inside the JSON of a delta. */
export type FiguresJson = {
  /** Requests, errors, server errors, microseconds, how many times. */
  n: [number, number, number, number, number];
  latency: string;
  visitors: string | null;
  counts: Counts;
};
type Counts = Record<string, [number, number]>;

export function toFiguresJson(figures: Figures): FiguresJson {
  const { requests, errors, serverErrors, timeSumUs, timeCount } = figures;
  return {
    n: [requests, errors, serverErrors, timeSumUs, timeCount],
    latency: toBase64(figures.latency.toBytes()),
    visitors: figures.visitors && toBase64(figures.visitors.toBytes()),
    counts: toCounts(figures),
  };
}

export function fromFiguresJson({ n, latency, visitors, counts }: FiguresJson): Figures {
  const [requests, errors, serverErrors, timeSumUs, timeCount] = n;
  return {
    requests,
    errors,
    serverErrors,
    timeSumUs,
    timeCount,
    latency: QuantileSketch.fromBytes(fromBase64(latency)),
    visitors: visitors === null ? null : DistinctSketch.fromBytes(fromBase64(visitors)),
    counts: fromCounts(counts),
  };
}

/** Sorted, so that equal figures are equal text. */
function toCounts(figures: Figures): Counts {
  const entries = [...figures.counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function fromCounts(counts: Counts): Figures["counts"] {
  return new Map(Object.entries(counts).map(([key, [requests, us]]) => [key, [requests, us]]));
}
