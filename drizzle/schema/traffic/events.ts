import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Requests that were counted, raw. A row here is the event's mark as seen: it is inserted in the same transaction as
 * the delta that carries its effect. Kept three days, then archived. `WITHOUT ROWID` (see the migration): one row
 * written per event and one per deletion.
 */
export const trafficEvents = sqliteTable(
  "traffic_events",
  {
    /** Day of `timestamp`, such as `2026-11-20`. */
    eventDate: text("event_date").notNull(),
    id: text("id").notNull(),
    timestamp: integer("timestamp").notNull(),
    path: text("path").notNull(),
    route: text("route").notNull(),
    method: text("method").notNull(),
    status: integer("status").notNull(),
    /** Milliseconds, to three decimals. */
    responseTime: real("response_time").notNull(),
    clientIpHash: text("client_ip_hash"),
    country: text("country").notNull(),
    bot: integer("bot").notNull(),
    userAgent: text("user_agent"),
    weight: integer("weight").notNull(),
  },
  (table) => [primaryKey({ columns: [table.eventDate, table.id] })],
);

/** Chunks that could not go through the queue; not counted yet. A cron feeds them through the same aggregation. */
export const pendingChunks = sqliteTable(
  "pending_chunks",
  {
    /** `{isolate}:{seq}`, so that a repeated write stays one row. */
    id: text("id").primaryKey(),
    body: text("body").notNull(),
    events: integer("events").notNull(),
    createdAt: integer("created_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAt: integer("next_at").notNull(),
  },
  (table) => [index("pending_chunks_next").on(table.nextAt)],
);

/** Messages that nobody could process, and single events refused out of good chunks; kept for replay. */
export const deadLetters = sqliteTable("dead_letters", {
  /** Id of the queue message, or `{isolate}:{seq}:{index}` of a refused event. */
  id: text("id").primaryKey(),
  reason: text("reason").notNull(),
  body: text("body").notNull(),
  receivedAt: integer("received_at").notNull(),
  replayedAt: integer("replayed_at"),
  /** How often it came back after a replay; `received_at` is when it last did. */
  refusals: integer("refusals").notNull().default(0),
});

/** What each isolate of the site has sent: gaps in its sequence are events that died on the way. */
export const trafficIsolates = sqliteTable("traffic_isolates", {
  isolate: text("isolate").primaryKey(),
  /** Every chunk up to this number has arrived … */
  uptoSeq: integer("upto_seq").notNull(),
  /** … and held this many events together. */
  uptoTotal: integer("upto_total").notNull(),
  /** Those that arrived beyond a gap: JSON `[seq, total, events][]`. */
  beyond: text("beyond").notNull(),
  /** Events that the isolate itself gave up, as of its newest chunk. */
  lost: integer("lost").notNull(),
  updatedAt: integer("updated_at").notNull(),
  /** Since when there has been a gap; null without one. */
  gapSince: integer("gap_since"),
});
