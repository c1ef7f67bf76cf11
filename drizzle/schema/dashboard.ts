import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Public links to a view of the statistics: whoever has one may look, until it is revoked. */
export const dashboardLinks = sqliteTable(
  "dashboard_links",
  {
    /** 32 random characters: knowing it is the right to look. */
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    /** JSON of `DashboardView`: range, filters and path are what the link shows, whatever its visitor asks. */
    view: text("view").notNull(),
    createdBy: text("created_by").notNull(),
    /** Chosen by whoever creates a link: the same again means the same link. */
    clientId: text("client_id"),
    createdAt: integer("created_at").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (table) => [
    index("dashboard_links_created").on(table.createdAt),
    uniqueIndex("dashboard_links_client").on(table.createdBy, table.clientId),
  ],
);
