import { z } from "zod";

/** The closed list of rules, and the unit of what each measures (`value` of an alert). */
export const alertRules = {
  heartbeat: "ms",
  backlog: "events",
  lag: "ms",
  snapshot: "ms",
  database_size: "bytes",
  archive: "days",
  kv_write_latency: "ms",
  kv_read_latency: "ms",
  ticket_redemption: "permille",
  ticket_fallback: "count",
  dead_letters: "count",
  events_lost: "events",
  database_writes: "count",
  fallback_answers: "count",
} as const;
export type AlertRule = keyof typeof alertRules;
export type AlertUnit = (typeof alertRules)[AlertRule];

export type Severity = "warning" | "critical";

/** An alert as the API shows it; times in milliseconds. */
export type Alert = {
  id: string;
  rule: string;
  severity: Severity;
  /** In the rule's unit; for `events_lost` everything that was ever lost. */
  value: number;
  unit: AlertUnit | null;
  detail: string;
  openedAt: number;
  /** When severity, value or detail last changed. */
  updatedAt: number;
  closedAt: number | null;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
};

export type AlertPage = { alerts: Alert[]; nextCursor: string | null };

export const alertsQuerySchema = z.object({
  state: z.enum(["open", "closed", "all"]).default("all"),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** `nextCursor` of the page before: `{openedAt}-{id}`. */
  cursor: z
    .string()
    .regex(/^\d{1,15}-[0-9A-Za-z]{1,40}$/)
    .optional(),
});
export type AlertsQuery = z.infer<typeof alertsQuerySchema>;

export const alertIdParams = z.object({ alertId: z.string().regex(/^[0-9A-Za-z]{1,40}$/) });

/** `traffic:sampling` in KV: events are taken as 1 in 1 / ratio since a time in milliseconds. */
export const samplingSchema = z.object({
  ratio: z.number().gt(0).max(1),
  since: z.number().int().min(0),
});
export type Sampling = z.infer<typeof samplingSchema>;

/** A resource that Cloudflare counts: what a day takes at the rate of the last hour, and what the plans include a day. */
export type BudgetLine = {
  resource: "requests" | "queue_operations" | "kv_reads" | "kv_writes" | "d1_rows_written";
  perDay: number;
  /** `estimated`: by what an operation was measured to take. */
  basis: "counted" | "estimated";
  freePerDay: number;
  /** A thirtieth of what the paid plan includes a month; more costs more. */
  paidPerDay: number;
};

/** The pipeline's own figures; times in milliseconds since the epoch, null for never or unknown. */
export type Pipeline = {
  at: number;
  strategy: "single-consumer" | "durable-objects";
  heartbeatAt: number | null;
  /** Age of the oldest event that the statistics do not show yet; 0 when nothing waits. */
  lagMs: number;
  /** Null when the queue could not be asked. */
  queue: { messages: number; events: number; oldestAt: number | null } | null;
  /** Chunks that took the way past the queue, and commits that are not folded yet. */
  pending: { chunks: number; events: number };
  unfolded: { commits: number; events: number };
  revision: number;
  aggregatedAt: number | null;
  /** The last batch that was committed. */
  committedAt: number | null;
  /** The last hour, oldest first; minutes without any are left out. */
  minutes: { minute: number; events: number; messages: number; retries: number }[];
  lastHour: {
    events: number;
    batches: number;
    messages: number;
    duplicates: number;
    retries: number;
    refused: number;
    databaseWrites: { done: number; failed: number };
    answers: { served: number; fallback: number };
    caches: { family: string; tier: string; hits: number; misses: number; errors: number }[];
    tickets: { issued: number; redeemed: number; refused: number; degraded: number };
    storages: {
      name: string;
      labels: Record<string, string>;
      count: number;
      averageMs: number;
      p95Ms: number;
      maxMs: number;
    }[];
  };
  deadLetters: number;
  lost: { missing: number; givenUp: number };
  database: { bytes: number; limitBytes: number };
  /** 1: every request is counted. */
  sampledOneIn: number;
  snapshot: { version: number; publishedAt: number | null; isBehind: boolean };
  archives: ArchiveRun[];
  budget: BudgetLine[];
  /** Two independent counts of the last 24 whole hours; null where Analytics Engine cannot be asked. */
  analytics: { from: number; to: number; counted: Count; analytics: Count } | "unavailable" | null;
};

type Count = { requests: number; errors: number };

export type ArchiveRun = {
  date: string;
  state: string;
  records: number;
  bytes: number;
  error: string | null;
  updatedAt: number;
};
