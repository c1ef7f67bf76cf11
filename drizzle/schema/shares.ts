import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Pictures with their prompt and style, each behind a link of its own. The truth; KV and memory are copies. */
export const shares = sqliteTable(
  "shares",
  {
    id: text("id").primaryKey(),
    ownerId: text("owner_id").notNull(),
    /** Chosen by whoever creates it: a repeated call finds the first share. */
    clientId: text("client_id").notNull(),
    /** `uploading`: its objects may not be there yet. `expired`, `removed`: a tombstone without content. */
    state: text("state", { enum: ["uploading", "live", "expired", "removed"] }).notNull(),
    title: text("title").notNull().default(""),
    prompt: text("prompt").notNull().default(""),
    style: text("style").notNull().default(""),
    /** An address elsewhere, or null where the image is in R2. */
    generatedRemoteUrl: text("generated_remote_url"),
    originalRemoteUrl: text("original_remote_url"),
    /** JSON of `StoredImage`, or null. */
    generatedImage: text("generated_image"),
    originalImage: text("original_image"),
    /** When the picture was made, as its maker says; ms. */
    timestamp: integer("timestamp").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    views: integer("views").notNull().default(0),
    /** When the cron looks at it next: an upload given up, an expiry, or copies that may still stand; null: nothing owed. */
    purgeAt: integer("purge_at"),
  },
  (table) => [
    uniqueIndex("shares_owner_client").on(table.ownerId, table.clientId),
    index("shares_owner_created").on(table.ownerId, table.createdAt, table.id),
    index("shares_created").on(table.createdAt, table.id),
    index("shares_purge")
      .on(table.purgeAt)
      .where(sql`purge_at IS NOT NULL`),
  ],
);

/** Views of isolates that D1 has added, so that a batch which is repeated counts once. */
export const shareViewBatches = sqliteTable(
  "share_view_batches",
  {
    isolate: text("isolate").primaryKey(),
    seq: integer("seq").notNull(),
    at: integer("at").notNull(),
  },
  (table) => [index("share_view_batches_at").on(table.at)],
);

/** What visitors say is wrong with a share; open until an admin has looked at it. */
export const shareReports = sqliteTable(
  "share_reports",
  {
    id: text("id").primaryKey(),
    shareId: text("share_id").notNull(),
    reason: text("reason", {
      enum: ["illegal", "harmful", "personal", "copyright", "other"],
    }).notNull(),
    detail: text("detail").notNull().default(""),
    createdAt: integer("created_at").notNull(),
    closedAt: integer("closed_at"),
  },
  (table) => [
    index("share_reports_share").on(table.shareId),
    index("share_reports_open")
      .on(table.createdAt)
      .where(sql`closed_at IS NULL`),
  ],
);
