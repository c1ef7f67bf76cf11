import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { rooms } from "./rooms";
import { users } from "./people";

/** Addresses to which programs post into one room. The author of what comes in is a row of `users` of the kind `hook`. */
export const hooks = sqliteTable(
  "hooks",
  {
    /** Also the id of its row in `users`. */
    id: text("id")
      .primaryKey()
      .references(() => users.id),
    roomId: text("room_id")
      .notNull()
      .references(() => rooms.id),
    /** SHA-256 of the secret in its address. */
    secretHash: text("secret_hash").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    /** To the minute. */
    lastUsedAt: integer("last_used_at"),
    revokedAt: integer("revoked_at"),
  },
  (table) => [index("hooks_room").on(table.roomId)],
);

/** Programs that take part in rooms; each is a row of `users` of the kind `bot` and belongs to a person. */
export const bots = sqliteTable(
  "bots",
  {
    id: text("id")
      .primaryKey()
      .references(() => users.id),
    ownerId: text("owner_id")
      .notNull()
      .references(() => users.id),
    createdAt: integer("created_at").notNull(),
    /** Where mentions of the bot are sent; null: nowhere. */
    webhookUrl: text("webhook_url"),
    /** `whsec_` and base64: what deliveries are signed with, so it cannot be a hash. */
    webhookSecret: text("webhook_secret"),
    /** The secret before it, which signs as well until `previousUntil`. */
    previousSecret: text("previous_secret"),
    previousUntil: integer("previous_until"),
    /** Since when every delivery has failed; null: the last one arrived. */
    failingSince: integer("failing_since"),
    /** Set after days of failures; nothing is sent until its owner saves the address again. */
    disabledAt: integer("disabled_at"),
  },
  (table) => [index("bots_owner").on(table.ownerId)],
);

/** Mentions of a bot that its webhook is owed, or was; written in the batch of the message. */
export const botDeliveries = sqliteTable(
  "bot_deliveries",
  {
    botId: text("bot_id").notNull(),
    messageId: text("message_id").notNull(),
    roomId: text("room_id").notNull(),
    state: text("state", { enum: ["waiting", "delivered", "failed"] })
      .notNull()
      .default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    nextAt: integer("next_at").notNull(),
    createdAt: integer("created_at").notNull(),
    lastAt: integer("last_at"),
    /** HTTP status of the last answer; null: none came. */
    lastStatus: integer("last_status"),
    /** What went wrong the last time, from a closed list. */
    lastFault: text("last_fault"),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.messageId] }),
    index("bot_deliveries_due")
      .on(table.nextAt)
      .where(sql`state = 'waiting'`),
    index("bot_deliveries_bot").on(table.botId, table.createdAt),
  ],
);
