import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Effects outside D1 that a committed change still owes (a cache value to replace, a socket to close).
 * Written in the batch of the change, deleted when the effect is done, retried by a cron until then.
 */
export const pendingEffects = sqliteTable(
  "pending_effects",
  {
    id: text("id").primaryKey(),
    kind: text("kind", { enum: ["person", "member"] }).notNull(),
    userId: text("user_id").notNull(),
    roomId: text("room_id"),
    attempts: integer("attempts").notNull().default(0),
    nextAt: integer("next_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [index("pending_effects_next").on(table.nextAt)],
);

/** Fixed windows of counted actions, used where neither Redis nor a room's object counts. */
export const rateLimits = sqliteTable("rate_limits", {
  key: text("key").primaryKey(),
  windowStart: integer("window_start").notNull(),
  count: integer("count").notNull(),
});

/** Small facts about this installation, such as whether the admin setup token was used. */
export const installation = sqliteTable("installation", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
});
