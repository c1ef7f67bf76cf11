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

export const severities = ["critical", "warning"] as const;
export type Severity = (typeof severities)[number];

const alertRuleSchema = z.enum(Object.keys(alertRules) as [AlertRule, ...AlertRule[]]);

/** An alert as the API shows it; times in milliseconds. */
const alertSchema = z.object({
  id: z.string(),
  /** One of `alertRules`, or one that an older version knew. */
  rule: z.string(),
  severity: z.enum(severities),
  /** In the rule's unit; for `events_lost` everything that was ever lost. */
  value: z.number(),
  unit: z.enum(Object.values(alertRules)).nullable(),
  /** What was measured, in English, as the webhook and the log have it. */
  detail: z.string(),
  openedAt: z.number(),
  /** When severity, value or detail last changed. */
  updatedAt: z.number(),
  closedAt: z.number().nullable(),
  acknowledgedAt: z.number().nullable(),
  /** A person's id, or `operator`: a program with the operator's token. */
  acknowledgedBy: z.string().nullable(),
  /** Null for programs and for accounts that are gone. */
  acknowledgedByName: z.string().nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertPageSchema = z.object({
  alerts: z.array(alertSchema),
  nextCursor: z.string().nullable(),
});
export type AlertPage = z.infer<typeof alertPageSchema>;

/** The answer to an acknowledgement. */
export const acknowledgedSchema = z.object({ alert: alertSchema });

/** What is known of the webhook, without its address, which may itself be a secret. Times in milliseconds. */
export const webhookSchema = z.object({
  /** `invalid`: there is an address, but not one that may be called. */
  state: z.enum(["missing", "invalid", "json", "slack"]),
  host: z.string().nullable(),
  /** Messages that are owed and not delivered yet. */
  waiting: z.number(),
  /** When the next of them is tried. */
  nextAt: z.number().nullable(),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** How a test of the webhook went; what was not delivered is tried again like an alert's message. */
export const testSentSchema = z.object({ id: z.string(), delivered: z.boolean() });

export const alertStates = ["all", "open", "closed"] as const;

export const alertsQuerySchema = z.object({
  state: z.enum(alertStates).default("all"),
  rule: alertRuleSchema.optional(),
  severity: z.enum(severities).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** `nextCursor` of the page before: `{openedAt}-{id}`. */
  cursor: z
    .string()
    .regex(/^\d{1,15}-[0-9A-Za-z]{1,40}$/)
    .optional(),
});
export type AlertsQuery = z.infer<typeof alertsQuerySchema>;

/** What the page shows; a value that does not parse is as if it were not there. */
export const alertFiltersSchema = z.object({
  state: z.enum(alertStates).catch("all"),
  rule: alertRuleSchema.nullable().catch(null),
  severity: z.enum(severities).nullable().catch(null),
});
export type AlertFilters = z.infer<typeof alertFiltersSchema>;

export const alertIdParams = z.object({ alertId: z.string().regex(/^[0-9A-Za-z]{1,40}$/) });

/** `traffic:sampling` in KV: events are taken as 1 in 1 / ratio since a time in milliseconds. */
export const samplingSchema = z.object({
  ratio: z.number().gt(0).max(1),
  since: z.number().int().min(0),
});
export type Sampling = z.infer<typeof samplingSchema>;
