import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Files in R2 that hang on a message, or wait for one. Whoever may read the message may read the file. */
export const attachments = sqliteTable(
  "attachments",
  {
    id: text("id").primaryKey(),
    ownerId: text("owner_id").notNull(),
    /** Both null until it is posted: until then it is its owner's alone. */
    roomId: text("room_id"),
    messageId: text("message_id"),
    name: text("name").notNull(),
    /** What its bytes say it is. */
    type: text("type").notNull(),
    size: integer("size").notNull(),
    width: integer("width"),
    height: integer("height"),
    createdAt: integer("created_at").notNull(),
    /** When its object goes: a day after an upload that nobody posted, at once with its message; null: it stays. */
    purgeAt: integer("purge_at"),
  },
  (table) => [
    index("attachments_message").on(table.messageId),
    index("attachments_owner").on(table.ownerId),
    index("attachments_purge")
      .on(table.purgeAt)
      .where(sql`purge_at IS NOT NULL`),
  ],
);
