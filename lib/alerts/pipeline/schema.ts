import { z } from "zod";

const count = z.number().int().min(0);
const time = z.number();
const size = z.number().min(0);

/** A resource that Cloudflare counts: what a day takes at the rate of the last hour, and what the plans include a day. */
const budgetLineSchema = z.object({
  resource: z.enum(["requests", "queue_operations", "kv_reads", "kv_writes", "d1_rows_written"]),
  perDay: size,
  /** `estimated`: by what an operation was measured to take. */
  basis: z.enum(["counted", "estimated"]),
  freePerDay: size,
  /** A thirtieth of what the paid plan includes a month; more costs more. */
  paidPerDay: size,
});
export type BudgetLine = z.infer<typeof budgetLineSchema>;

/** A day of the archive's ledger. */
export const archiveRunSchema = z.object({
  date: z.string(),
  state: z.string(),
  records: z.number(),
  bytes: z.number(),
  error: z.string().nullable(),
  updatedAt: time,
});
export type ArchiveRun = z.infer<typeof archiveRunSchema>;

/** What the counters of an hour say. */
const hourSummarySchema = z.object({
  events: size,
  batches: size,
  messages: size,
  duplicates: size,
  retries: size,
  refused: size,
  databaseWrites: z.object({ done: size, failed: size }),
  answers: z.object({ served: size, fallback: size }),
  caches: z.array(
    z.object({ family: z.string(), tier: z.string(), hits: size, misses: size, errors: size }),
  ),
  tickets: z.object({ issued: size, redeemed: size, refused: size, degraded: size }),
  storages: z.array(
    z.object({
      name: z.string(),
      labels: z.record(z.string(), z.string()),
      count: size,
      averageMs: size,
      p95Ms: size,
      maxMs: size,
    }),
  ),
});
export type HourSummary = z.infer<typeof hourSummarySchema>;

const totalsSchema = z.object({ requests: z.number(), errors: z.number() });

/** The pipeline's own figures; times in milliseconds since the epoch, null for never or unknown. */
export const pipelineSchema = z.object({
  at: time,
  strategy: z.enum(["single-consumer", "durable-objects"]),
  heartbeatAt: time.nullable(),
  /** `none`: not for as long as one is remembered (5 minutes); `unknown`: KV did not say. */
  heartbeat: z.enum(["seen", "none", "unknown"]),
  /** Age of the oldest event that the statistics do not show yet; 0 when nothing waits. */
  lagMs: size,
  /** Null when the queue could not be asked. */
  queue: z.object({ messages: count, events: count, oldestAt: time.nullable() }).nullable(),
  /** What shards have taken over; null where there are none (`single-consumer`). */
  shards: z.union([
    z.object({ events: count, oldestAt: time.nullable() }),
    z.literal("unavailable"),
    z.null(),
  ]),
  /** Chunks that took the way past the queue, and commits that are not folded yet. */
  pending: z.object({ chunks: count, events: count }),
  unfolded: z.object({ commits: count, events: count }),
  revision: z.number(),
  aggregatedAt: time.nullable(),
  /** The last batch that was committed. */
  committedAt: time.nullable(),
  /** The last hour, oldest first; minutes without any are left out. */
  minutes: z.array(z.object({ minute: time, events: size, messages: size, retries: size })),
  lastHour: hourSummarySchema,
  /** Events, not letters: a letter may be a whole chunk. */
  deadLetters: count,
  lost: z.object({ missing: z.number(), givenUp: z.number() }),
  database: z.object({ bytes: size, limitBytes: size }),
  /** 1: every request is counted. */
  sampledOneIn: z.number().min(1),
  /** Since when that is so by itself, because the database fills up; null while it is not. */
  sampledSince: time.nullable(),
  snapshot: z.object({
    version: z.number(),
    publishedAt: time.nullable(),
    isBehind: z.boolean(),
  }),
  archives: z.array(archiveRunSchema),
  budget: z.array(budgetLineSchema),
  /** Two independent counts of the last 24 whole hours; null where Analytics Engine cannot be asked. */
  analytics: z.union([
    z.object({ from: time, to: time, counted: totalsSchema, analytics: totalsSchema }),
    z.literal("unavailable"),
    z.null(),
  ]),
});
export type Pipeline = z.infer<typeof pipelineSchema>;
