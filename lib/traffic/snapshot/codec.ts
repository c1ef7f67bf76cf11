import { z } from "zod";
import { toDay, toHour } from "../domain";
import { presets, toBuckets, type Preset } from "../report/range";
import { toChange, toErrorRate, type Figures } from "../report/tally";
import type { Report } from "../report/schema";

/** Snapshots as KV keeps them: reports of the preset ranges in columns, with every path's name written once. */

/** A snapshot lists the busiest paths of each range; D1 answers for all. */
const topPaths = 100;

const figure = z.number().nullable();
/** requests, errors, avgMs, p50, p95, p99, visitors */
const figuresSchema = z.tuple([z.number(), z.number(), figure, figure, figure, figure, figure]);
type Packed = z.infer<typeof figuresSchema>;

const rangeReportSchema = z.object({
  /** When it was computed, and the last aggregation that it contains. */
  at: z.number(),
  updated: z.number().nullable(),
  from: z.number(),
  to: z.number(),
  unit: z.enum(["hour", "day"]),
  totals: figuresSchema,
  series: z.array(figuresSchema),
  /** Index of the name, figures, trend. */
  paths: z.array(z.tuple([z.number(), figuresSchema, z.array(z.number())])),
  pathsTotal: z.number(),
  before: z.tuple([z.number(), z.number(), z.enum(["hour", "day"]), figuresSchema]),
  missingHours: z.number(),
  visitorsExact: z.boolean(),
  visitorsNote: z.string().nullable(),
});
type RangeReport = z.infer<typeof rangeReportSchema>;

export const snapshotSchema = z.object({
  format: z.literal(1),
  version: z.number().int().min(1),
  names: z.array(z.string()),
  ranges: z.record(z.enum(presets), rangeReportSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** A report of one preset, and when it was computed. */
export type Computed = { at: number; report: Report };

/** Packs a report of every preset; each must have a comparison. */
export function toSnapshot(version: number, computed: Record<Preset, Computed>): Snapshot {
  const names = new Map<string, number>();
  const nameOf = (path: string) => {
    const index = names.get(path) ?? names.size;
    names.set(path, index);
    return index;
  };
  const pack = ({ at, report }: Computed): RangeReport => {
    const { comparison } = report;
    if (!comparison) throw new Error("A snapshot needs the comparison");
    const { range, totals } = comparison;
    return {
      at,
      updated: report.lastUpdated,
      from: report.range.from,
      to: report.range.to,
      unit: report.range.granularity,
      totals: packFigures(report.totals),
      series: report.series.map(packFigures),
      paths: report.paths
        .slice(0, topPaths)
        .map((path) => [nameOf(path.path), packFigures(path), path.trend]),
      pathsTotal: report.pathsTotal,
      before: [range.from, range.to, range.granularity, packFigures(totals)],
      missingHours: report.visitorsMissingHours,
      visitorsExact: report.visitorsExact,
      visitorsNote: report.visitorsNote,
    };
  };
  const ranges = {
    "1h": pack(computed["1h"]),
    "24h": pack(computed["24h"]),
    "7d": pack(computed["7d"]),
    "30d": pack(computed["30d"]),
    "90d": pack(computed["90d"]),
  };
  return { format: 1, version, names: [...names.keys()], ranges };
}

/** The report of a preset again, with its comparison. */
export function fromSnapshot(snapshot: Snapshot, preset: Preset): Computed {
  const packed = snapshot.ranges[preset];
  const { from, to, unit: granularity } = packed;
  const range = { from, to, preset, granularity };
  const name = granularity === "hour" ? toHour : toDay;
  const buckets = toBuckets(range);
  const totals = unpackFigures(packed.totals);
  const [beforeFrom, beforeTo, beforeUnit, before] = packed.before;
  const beforeTotals = unpackFigures(before);
  return {
    at: packed.at,
    report: {
      version: snapshot.version,
      lastUpdated: packed.updated,
      range,
      totals,
      paths: packed.paths.map(([index, figures, trend]) => ({
        path: snapshot.names[index] ?? "",
        ...unpackFigures(figures),
        trend,
      })),
      pathsTotal: packed.pathsTotal,
      series: packed.series.map((figures, index) => ({
        bucket: name(buckets[index] ?? from),
        ...unpackFigures(figures),
      })),
      comparison: {
        range: { from: beforeFrom, to: beforeTo, preset: null, granularity: beforeUnit },
        totals: beforeTotals,
        change: toChange(totals, beforeTotals),
      },
      unavailable: [],
      visitorsExact: packed.visitorsExact,
      visitorsMissingHours: packed.missingHours,
      visitorsNote: packed.visitorsNote,
      errorBounds: { quantiles: 0.01, visitors: 0.02 },
    },
  };
}

function packFigures(figures: Figures): Packed {
  const { requests, errors, avgMs, p50, p95, p99, visitors } = figures;
  return [requests, errors, avgMs, p50, p95, p99, visitors];
}

function unpackFigures([requests, errors, avgMs, p50, p95, p99, visitors]: Packed): Figures {
  const errorRate = toErrorRate(requests, errors);
  return { requests, errors, errorRate, avgMs, p50, p95, p99, visitors };
}
