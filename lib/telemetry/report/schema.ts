import { z } from "zod";
import { cacheFamilies } from "../../cache/keys";
import { ticketStoreKinds } from "../../ticket/store-contract";

/** What `GET /api/admin/caches` asks and answers. */

export const cacheRanges = ["1h", "24h"] as const;
export type CacheRange = (typeof cacheRanges)[number];

export const cachesQuerySchema = z.object({ range: z.enum(cacheRanges).default("1h") });
export type CachesQuery = z.infer<typeof cachesQuerySchema>;

/** Those of `CacheKeys`, shares, answers of the statistics, and what has another label, all together. */
export const reportFamilies = [...cacheFamilies, "share", "paths", "other"] as const;
export type ReportFamily = (typeof reportFamilies)[number];

/** In the order in which they are asked. `edge`: the Cache API of a data centre. */
export const reportTiers = ["memory", "edge", "redis", "kv", "other"] as const;
export type ReportTier = (typeof reportTiers)[number];

export const reportStores = [...ticketStoreKinds, "other"] as const;
export type ReportStore = (typeof reportStores)[number];

/** Why a ticket was refused: problem codes, and `other`. */
export const refusalReasons = [
  "ticket_invalid",
  "ticket_expired",
  "ticket_used",
  "not_a_member",
  "banned",
  "origin_refused",
  "unavailable",
  "internal",
  "other",
] as const;

const count = z.number().int().min(0);

/** Calls that were timed; milliseconds, `p95Ms` within 1 %. */
const latencySchema = z.object({
  calls: count,
  averageMs: z.number(),
  p95Ms: z.number(),
  maxMs: z.number(),
});
export type Latency = z.infer<typeof latencySchema>;

const tierSchema = z.object({
  tier: z.enum(reportTiers),
  hits: count,
  /** Lookups that the tier could not answer, `stale` ones and failed ones among them. */
  misses: count,
  /** Something was there, but older than what a writer had announced. */
  stale: count,
  /** Calls that failed, and values that could not be read. */
  errors: count,
  reads: latencySchema.nullable(),
  writes: latencySchema.nullable(),
});
export type TierFigures = z.infer<typeof tierSchema>;

const familySchema = z.object({
  family: z.enum(reportFamilies),
  /** Lookups that some tier answered, and those that went on to the database. */
  hits: count,
  misses: count,
  tiers: z.array(tierSchema),
  /** One for each bucket. */
  series: z.object({ hits: z.array(count), misses: z.array(count) }),
});
export type FamilyFigures = z.infer<typeof familySchema>;

const ticketStoreSchema = z.object({
  store: z.enum(reportStores),
  issued: count,
  redeemed: count,
  refused: count,
  refusals: z.array(z.object({ reason: z.enum(refusalReasons), count })),
  /** Calls of the store that failed or took over a second: signature and room object decided alone. */
  degraded: count,
  /** Records that KV did not show yet. */
  recordMissing: count,
  put: latencySchema.nullable(),
  take: latencySchema.nullable(),
});
export type TicketStoreFigures = z.infer<typeof ticketStoreSchema>;

export const cachesReportSchema = z.object({
  at: z.number(),
  range: z.enum(cacheRanges),
  /** Milliseconds since the epoch, `to` excluded; whole buckets. */
  from: z.number(),
  to: z.number(),
  bucketMs: z.number(),
  buckets: z.array(z.number()),
  redis: z.object({ isConfigured: z.boolean(), breakerOpened: count }),
  /** In the order of `reportFamilies`; only those that were asked for. */
  families: z.array(familySchema),
  tickets: z.object({
    /** Which store new tickets go to, and whether it is bound or configured. */
    chosen: z.object({ store: z.enum(ticketStoreKinds), isThere: z.boolean() }),
    stores: z.array(ticketStoreSchema),
  }),
});
export type CachesReport = z.infer<typeof cachesReportSchema>;
