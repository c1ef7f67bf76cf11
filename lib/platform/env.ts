import { z } from "zod";
import type { PreviewPainter } from "../preview/schema";

/** Every binding and variable, parsed once per isolate. Names are documented in the README's configuration table. */

const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const optionalText = z
  .string()
  .optional()
  .transform((text) => text || undefined);
const flag = (fallback: "0" | "1") =>
  z
    .enum(["0", "1"])
    .default(fallback)
    .transform((value) => value === "1");
const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

const variablesSchema = z.object({
  AUTH_SECRET: z.string().min(32).optional(),
  TICKET_SECRET: z.string().min(32).optional(),
  /** While a secret is rotated: these sign, and what the ones above have signed still counts. */
  AUTH_SECRET_NEXT: z.string().min(32).optional(),
  TICKET_SECRET_NEXT: z.string().min(32).optional(),
  ADMIN_EMAILS: list,
  ADMIN_SETUP_TOKEN: optionalText,
  ALLOWED_ORIGINS: list,
  AUTH_GITHUB_ID: optionalText,
  AUTH_GITHUB_SECRET: optionalText,
  AUTH_GOOGLE_ID: optionalText,
  AUTH_GOOGLE_SECRET: optionalText,
  UPSTASH_REDIS_REST_URL: optionalText,
  UPSTASH_REDIS_REST_TOKEN: optionalText,
  /** How long one Redis call may take before it counts as a miss. */
  REDIS_TIMEOUT_MS: count(50),
  TICKET_STORE: z.enum(["kv", "redis", "durable-object", "memory"]).optional(),
  /** Share of requests that become events; taken as 1 in n. Counters are never sampled. */
  TRAFFIC_SAMPLE_RATIO: z.coerce.number().gt(0).max(1).default(1),
  TRAFFIC_COLLECT_IP: flag("1"),
  TRAFFIC_COLLECT_UA: flag("1"),
  /** Longest stay of an event in an isolate before it goes to the queue. */
  TRAFFIC_FLUSH_MS: count(1000),
  /** How often at most an isolate leaves word in D1 of how much it has sent, so that what the queue loses shows. */
  TRAFFIC_ANNOUNCE_MS: count(600_000),
  AGGREGATION: z.enum(["single-consumer", "durable-objects"]).default("single-consumer"),
  AGGREGATOR_SHARDS: z.coerce.number().int().min(1).max(45).default(4),
  /** Base of the delays after which a failed message comes again: `min(base · 2^attempts, 3600)`. */
  TRAFFIC_RETRY_BASE_SECONDS: count(60),
  /** The least time between two snapshots. */
  SNAPSHOT_INTERVAL_SECONDS: count(60),
  /** How long a cached report is served without being made anew behind it. */
  REPORT_FRESH_SECONDS: count(300),
  ARCHIVE_FORMAT: z.enum(["jsonl.gz", "parquet"]).default("jsonl.gz"),
  ARCHIVE_RETENTION_DAYS: count(365),
  /** What the plan allows TRAFFIC_DB, in megabytes; alerts and sampling go by it. */
  TRAFFIC_DB_LIMIT_MB: count(1000),
  ALERT_WEBHOOK_URL: optionalText,
  /** By which push services know this installation (RFC 8292), base64url; without both nobody is sent pushes. */
  VAPID_PUBLIC_KEY: optionalText,
  VAPID_PRIVATE_KEY: optionalText,
  /** Whom a push service writes to when something is wrong: `mailto:…` or `https://…`. */
  VAPID_SUBJECT: optionalText,
  /** Lets programs call the statistics' admin API with `Authorization: Bearer …`; unset: nobody. */
  OPERATOR_TOKEN: z.string().min(32).optional(),
  /** For comparing totals with Analytics Engine through its SQL API. */
  CLOUDFLARE_ACCOUNT_ID: optionalText,
  CLOUDFLARE_API_TOKEN: optionalText,
  /** `1`: images that a share names by address are copied into R2. */
  SHARE_COPY_REMOTE: flag("0"),
  /** Where the names of remote images are looked up (DNS over HTTPS, JSON); empty: nowhere. */
  SHARE_DOH_URL: z.string().default("https://cloudflare-dns.com/dns-query"),
  /** `1`: webhooks of bots may be plain http on this machine; for development and tests. */
  WEBHOOKS_LOCAL: flag("0"),
  LIMIT_SHARES_PER_MINUTE: count(30),
  LIMIT_UPLOADS_PER_MINUTE: count(30),
  LIMIT_POSTS_PER_10_SECONDS: count(10),
  LIMIT_MARKS_PER_10_SECONDS: count(30),
  LIMIT_TICKETS_PER_MINUTE: count(30),
  LIMIT_SIGN_INS_PER_MINUTE: count(5),
  /** Reads of public links to the statistics from one address; of one link by everybody, 20 times as many. */
  LIMIT_LINK_READS_PER_MINUTE: count(120),
  /**
   * `1` adds a `Server-Timing` header with the D1 queries and Redis round trips of each answer, and opens
   * `GET /api/health/constant`.
   */
  EXPOSE_COST: z.enum(["0", "1"]).default("0"),
});

export type Variables = z.infer<typeof variablesSchema>;

/** The bindings of the site and the chat-room worker; a worker without one does not call what needs it. */
export type Bindings = {
  DB: D1Database;
  TRAFFIC_DB?: D1Database;
  WS_TICKETS_KV?: KVNamespace;
  SHARE_DATA_KV?: KVNamespace;
  PATHS_KV?: KVNamespace;
  MEDIA_BUCKET?: R2Bucket;
  ARCHIVE_BUCKET?: R2Bucket;
  TRAFFIC_QUEUE?: Queue;
  TRAFFIC_ANALYTICS?: AnalyticsEngineDataset;
  /** Shards of the aggregation, `shard-0` … */
  AGGREGATOR_DO?: DurableObjectNamespace;
  /** One object: hands out the day's salt, runs the archive. */
  COORDINATOR_DO?: DurableObjectNamespace;
  CHAT_ROOM_DO: DurableObjectNamespace;
  /** Draws preview images; without it links show the image itself. */
  SHARE_PREVIEW?: PreviewPainter;
};

/** What a secret's signatures are checked against: the first one signs. Empty where none is configured. */
export function toSecrets(
  variables: Pick<
    Variables,
    "AUTH_SECRET" | "TICKET_SECRET" | "AUTH_SECRET_NEXT" | "TICKET_SECRET_NEXT"
  >,
  name: "AUTH_SECRET" | "TICKET_SECRET",
): string[] {
  return [variables[`${name}_NEXT`], variables[name]].filter((secret) => secret !== undefined);
}

const parsed = new WeakMap<object, Variables>();

/** Parses the variables of `env`; throws naming the wrong ones, without their values. */
export function parseVariables(env: object): Variables {
  const known = parsed.get(env);
  if (known) return known;
  const result = variablesSchema.safeParse(env);
  if (!result.success) {
    const names = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Configuration is not valid: ${names.join("; ")}`);
  }
  parsed.set(env, result.data);
  return result.data;
}
