import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The ledger of archived days. A row freezes its day: no event of it is committed until the row says `done`. */
export const archives = sqliteTable("archives", {
  /** The day, such as `2026-11-17`. */
  date: text("date").primaryKey(),
  /** `requested` → `uploading` → `uploaded` → `verified` (deleting) → `done`; `expired` once R2 let it go. */
  state: text("state", {
    enum: ["requested", "uploading", "uploaded", "verified", "done", "expired"],
  }).notNull(),
  format: text("format", { enum: ["jsonl.gz", "parquet"] }).notNull(),
  /** Objects that are complete: 1 for the day itself, more when late events followed. */
  parts: integer("parts").notNull().default(0),
  /** Events in all complete parts. */
  recordCount: integer("record_count").notNull().default(0),
  bytes: integer("bytes").notNull().default(0),
  path: text("path"),
  sha256: text("sha256"),
  /** The part under way: what it must hold once verified. */
  pending: text("pending"),
  uploadId: text("upload_id"),
  attempts: integer("attempts").notNull().default(0),
  /** Why the last step failed; null when it did not. */
  error: text("error"),
  requestedAt: integer("requested_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  archivedAt: integer("archived_at"),
});

/** The objects of archived days, each complete and verified: part 0 for the day itself, 1, 2 … for late events. */
export const archiveParts = sqliteTable(
  "archive_parts",
  {
    date: text("date").notNull(),
    part: integer("part").notNull(),
    path: text("path").notNull(),
    format: text("format", { enum: ["jsonl.gz", "parquet"] }).notNull(),
    recordCount: integer("record_count").notNull(),
    bytes: integer("bytes").notNull(),
    /** Of the stored bytes, in hex. */
    sha256: text("sha256").notNull(),
    /** Ids ascend in a part; both null in an empty one. */
    firstId: text("first_id"),
    lastId: text("last_id"),
    verifiedAt: integer("verified_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.date, table.part] })],
);

export const alerts = sqliteTable(
  "alerts",
  {
    id: text("id").primaryKey(),
    rule: text("rule").notNull(),
    severity: text("severity", { enum: ["warning", "critical"] }).notNull(),
    /** What was measured when it was last evaluated, in the rule's unit. */
    value: integer("value").notNull(),
    detail: text("detail").notNull(),
    openedAt: integer("opened_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    closedAt: integer("closed_at"),
    acknowledgedAt: integer("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by"),
  },
  (table) => [index("alerts_opened").on(table.openedAt)],
);

/** A call of the webhook that is owed; repeated under the same id until the receiver has taken it. */
export const alertDeliveries = sqliteTable(
  "alert_deliveries",
  {
    id: text("id").primaryKey(),
    alertId: text("alert_id").notNull(),
    body: text("body").notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAt: integer("next_at").notNull(),
    createdAt: integer("created_at").notNull(),
    deliveredAt: integer("delivered_at"),
  },
  (table) => [index("alert_deliveries_next").on(table.nextAt)],
);
