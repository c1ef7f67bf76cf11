import { z } from "zod";
import { maxRangeMs, presets } from "./range";

/** Questions about the statistics as addresses carry them, and the answers. */

/** Epoch milliseconds, a day (`2026-11-20`), or an ISO time (UTC unless it says otherwise). */
const timeSchema = z
  .string()
  .regex(
    /^(\d{1,13}|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?)$/,
    "Give epoch milliseconds or an ISO time",
  )
  .transform((text) => {
    if (/^\d+$/.test(text)) return Number(text);
    const isLocal = /T[^Z+-]*$/.test(text);
    return Date.parse(isLocal ? `${text}Z` : text);
  })
  .refine((time) => time >= 0, "There is no such time");

const periodFields = {
  range: z.enum(presets).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
};

type PeriodFields = { range?: (typeof presets)[number]; from?: number; to?: number };

function checkPeriod({ range, from, to }: PeriodFields, context: z.core.$RefinementCtx): void {
  const refuse = (field: keyof PeriodFields, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  if (range !== undefined && (from !== undefined || to !== undefined)) {
    refuse("range", "Use range, or from and to");
  } else if (to !== undefined && from === undefined) {
    refuse("from", "Say from when");
  } else if (from !== undefined && to !== undefined && from >= to) {
    refuse("to", "Must be later than from");
  } else if (from !== undefined && to !== undefined && to - from > maxRangeMs) {
    refuse("from", "At most two years");
  }
}

const flagSchema = z.enum(["true", "false"]).transform((text) => text === "true");

/** Methods that statistics tell apart; the others are `OTHER`. */
export const knownMethods = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "OTHER",
] as const;

/** `4xx`, or a status such as 404, which means its class. */
const statusSchema = z
  .string()
  .regex(/^([1-5]xx|[1-5]\d\d)$/, "Give a class such as 4xx, or a status")
  .transform((status) => `${status.slice(0, 1)}xx`);

/** Query of `GET /api/admin/paths`. */
export const pathsQuerySchema = z
  .object({
    ...periodFields,
    compare: z.enum(["previous"]).optional(),
    method: z.string().toUpperCase().pipe(z.enum(knownMethods)).optional(),
    status: statusSchema.optional(),
    country: z
      .string()
      .toUpperCase()
      .regex(/^[A-Z][A-Z0-9]$/, "Give two letters such as DE")
      .optional(),
    bot: flagSchema.optional(),
    q: z.string().trim().max(200).optional(),
    refresh: flagSchema.default(false),
    /** Somebody watches: an answer is made anew behind each that is some seconds old. */
    live: flagSchema.default(false),
    /** `do` was another store of the statistics; it is gone. */
    source: z.enum(["do"]).optional(),
  })
  .superRefine(checkPeriod);
export type PathsQuery = z.infer<typeof pathsQuerySchema>;

/** Query of `GET /api/admin/paths/stats`. */
export const pathStatsQuerySchema = z
  .object({
    path: z.string().min(1).max(200),
    ...periodFields,
    granularity: z.enum(["hour", "day"]).optional(),
  })
  .superRefine(checkPeriod);
export type PathStatsQuery = z.infer<typeof pathStatsQuerySchema>;

const figuresSchema = z.object({
  requests: z.number(),
  errors: z.number(),
  errorRate: z.number(),
  avgMs: z.number().nullable(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  visitors: z.number().nullable(),
});

const rangeSchema = z.object({
  from: z.number(),
  to: z.number(),
  preset: z.enum(presets).nullable(),
  granularity: z.enum(["hour", "day"]),
});

const comparisonSchema = z.object({
  range: rangeSchema,
  totals: figuresSchema,
  /** Percent; null where the period before has nothing. */
  change: z.record(figuresSchema.keyof(), z.number().nullable()),
});

const errorBoundsSchema = z.object({ quantiles: z.number(), visitors: z.number() });

/** A report as caches keep it. */
export const reportSchema = z.object({
  /** The newest snapshot when this was computed; only grows. */
  version: z.number(),
  /** The last aggregation that it contains; null before the first. */
  lastUpdated: z.number().nullable(),
  range: rangeSchema,
  totals: figuresSchema,
  /** By requests, most first. `trend`: requests over at most 32 equal parts of the range. */
  paths: z.array(figuresSchema.extend({ path: z.string(), trend: z.array(z.number()) })),
  /** Paths in the range; a snapshot lists the busiest. */
  pathsTotal: z.number(),
  series: z.array(figuresSchema.extend({ bucket: z.string() })),
  comparison: comparisonSchema.nullable(),
  /** Figures that this question has no answer to. */
  unavailable: z.array(z.enum(["p50", "p95", "p99", "visitors"])),
  /** Whether visitors were counted within one day, where everybody counts once. */
  visitorsExact: z.boolean(),
  /** Hours whose visitors are not kept any more, and not in the count. */
  visitorsMissingHours: z.number(),
  visitorsNote: z.string().nullable(),
  /** Relative errors of estimates: the most for quantiles, the root mean square for visitors. */
  errorBounds: errorBoundsSchema,
});
export type Report = z.infer<typeof reportSchema>;

/** The answer of `GET /api/admin/paths`. */
export const pathsAnswerSchema = reportSchema.extend({
  dataSource: z.enum(["cache", "kv", "d1"]),
  stale: z.boolean(),
  /** Now − `lastUpdated`; 0 before the first aggregation. */
  stalenessSeconds: z.number(),
});
export type PathsAnswer = z.infer<typeof pathsAnswerSchema>;

/** Figures with their requests by status class (`2xx`) and by method. */
const splitFiguresSchema = figuresSchema.extend({
  classes: z.record(z.string(), z.number()),
  methods: z.record(z.string(), z.number()),
});

/** The answer of `GET /api/admin/paths/stats`: one path over time. */
export const pathStatsSchema = z.object({
  path: z.string(),
  /** The last aggregation that this contains; null before the first. */
  lastUpdated: z.number().nullable(),
  range: rangeSchema,
  totals: splitFiguresSchema,
  series: z.array(splitFiguresSchema.extend({ bucket: z.string() })),
  /** As in a report. */
  visitorsExact: z.boolean(),
  visitorsMissingHours: z.number(),
  errorBounds: errorBoundsSchema,
});
export type PathStats = z.infer<typeof pathStatsSchema>;
