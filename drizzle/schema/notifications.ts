import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { users } from "./people";

/** When somebody does not want to be disturbed; without a row: never. */
export const quietTimes = sqliteTable("quiet_times", {
  userId: text("user_id")
    .primaryKey()
    .references(() => users.id),
  /** Until this moment, whatever the hour. */
  quietUntil: integer("quiet_until"),
  /** Every day from one minute of the day to another (maybe past midnight), by the clock of `timeZone`; all or none. */
  dailyFrom: integer("daily_from"),
  dailyTo: integer("daily_to"),
  /** An IANA name. */
  timeZone: text("time_zone"),
});

/** Browsers that take Web Push for a person. One belongs to whoever signed in there last, and to that session. */
export const pushSubscriptions = sqliteTable(
  "push_subscriptions",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    sid: text("sid").notNull(),
    /** SHA-256 of the endpoint. */
    endpointHash: text("endpoint_hash").notNull().unique(),
    endpoint: text("endpoint").notNull(),
    /** The browser's key and secret (RFC 8291), base64url. */
    p256dh: text("p256dh").notNull(),
    auth: text("auth").notNull(),
    userAgent: text("user_agent"),
    locale: text("locale", { enum: ["en", "zh-Hans", "zh-Hant"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    lastOkAt: integer("last_ok_at"),
    /** Since the last success. */
    failures: integer("failures").notNull().default(0),
  },
  (table) => [index("push_subscriptions_user").on(table.userId)],
);

/**
 * Pushes that a committed message still owes a browser. Written in the message's batch, claimed for a while by whoever
 * sends, deleted when the push service has taken it or nobody wants it any more.
 */
export const owedPushes = sqliteTable(
  "owed_pushes",
  {
    subscriptionId: text("subscription_id").notNull(),
    messageId: text("message_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
    userId: text("user_id").notNull(),
    reason: text("reason", { enum: ["direct", "mention", "everything"] }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** Whoever sends it now. */
    claim: text("claim"),
    nextAt: integer("next_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.subscriptionId] }),
    index("owed_pushes_next").on(table.nextAt),
  ],
);
