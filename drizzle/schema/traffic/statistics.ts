import { blob, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What every row of statistics holds. Columns with the same names in all four tables. */
const figures = {
  /** Sum of weights, like every count here. */
  requests: integer("requests").notNull(),
  /** Status ≥ 400. */
  errors: integer("errors").notNull(),
  /** Status ≥ 500. */
  serverErrors: integer("server_errors").notNull(),
  /** Sum of response times in microseconds: integers add up to the same in any order. */
  timeSumUs: integer("time_sum_us").notNull(),
  timeCount: integer("time_count").notNull(),
  /** Quantile sketch of response times in milliseconds (`lib/sketch/quantiles.ts`). */
  latency: blob("latency").notNull(),
  /** HyperLogLog of visitors (`lib/sketch/distinct.ts`); null once the day's row holds it. */
  visitors: blob("visitors"),
  /** JSON `{"GET|2xx|DE|0": [requests, timeSumUs]}`: method, status class, country, bot. */
  counts: text("counts").notNull(),
  /** `aggregation_state.revision` that last changed it. */
  revision: integer("revision").notNull(),
};

/** One path (route template) in one hour, such as `2026-11-20T14`; kept 90 days. */
export const pathStatsHourly = sqliteTable(
  "path_stats_hourly",
  { path: text("path").notNull(), hourBucket: text("hour_bucket").notNull(), ...figures },
  (table) => [primaryKey({ columns: [table.path, table.hourBucket] })],
);

/** One path in one day; kept 2 years. */
export const pathStatsDaily = sqliteTable(
  "path_stats_daily",
  { path: text("path").notNull(), dayBucket: text("day_bucket").notNull(), ...figures },
  (table) => [primaryKey({ columns: [table.path, table.dayBucket] })],
);

/** All paths together, so that series and totals of long ranges read a row an hour. */
export const totalsHourly = sqliteTable("totals_hourly", {
  hourBucket: text("hour_bucket").primaryKey(),
  ...figures,
});

export const totalsDaily = sqliteTable("totals_daily", {
  dayBucket: text("day_bucket").primaryKey(),
  ...figures,
});

/** The routes that statistics know, at most 500; the rest is `(other)`. */
export const trafficRoutes = sqliteTable("traffic_routes", {
  path: text("path").primaryKey(),
  firstSeenAt: integer("first_seen_at").notNull(),
});

/**
 * What one commit of events adds to the statistics, until it is folded into the tables above. Written in the transaction
 * that marks the events as seen, deleted in the one that folds it.
 */
export const aggregationDeltas = sqliteTable("aggregation_deltas", {
  id: integer("id").primaryKey(),
  /** JSON of `Delta` (`lib/traffic/aggregate/delta.ts`). */
  body: text("body").notNull(),
  bytes: integer("bytes").notNull(),
  events: integer("events").notNull(),
  createdAt: integer("created_at").notNull(),
});

/** One row (id 1). Whoever changes statistics raises `revision` from the one they read, or changes nothing. */
export const aggregationState = sqliteTable("aggregation_state", {
  id: integer("id").primaryKey(),
  revision: integer("revision").notNull(),
  /** When deltas were last folded. */
  aggregatedAt: integer("aggregated_at").notNull(),
  /** The last commit of events, and how many it held. */
  committedAt: integer("committed_at").notNull(),
  snapshotVersion: integer("snapshot_version").notNull(),
  /** The fold that the newest snapshot holds, and when it was published. */
  snapshotRevision: integer("snapshot_revision").notNull(),
  snapshotAt: integer("snapshot_at").notNull(),
  /** The newest version that anybody took to publish; above `snapshot_version` while a publisher is at work or dead. */
  snapshotClaim: integer("snapshot_claim").notNull().default(0),
  /** When it was taken: after a while a publisher counts as dead. */
  snapshotClaimedAt: integer("snapshot_claimed_at").notNull().default(0),
});

/** Counters of caches, tickets, storages and the pipeline itself, merged from all isolates; kept 7 days. */
export const telemetryMinutes = sqliteTable("telemetry_minutes", {
  /** Start of the minute, milliseconds. */
  minute: integer("minute").primaryKey(),
  /** JSON of `Telemetry` (`lib/telemetry/schema.ts`). */
  body: text("body").notNull(),
});
