import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { users } from "./people";

/** API tokens of programs that act for a person; only the SHA-256 of each is kept. */
export const apiTokens = sqliteTable(
  "api_tokens",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    name: text("name").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    /** Its last four letters, so that its owner knows it again. */
    hint: text("hint").notNull(),
    /** JSON of `TokenScope[]`. */
    scopes: text("scopes").notNull(),
    createdAt: integer("created_at").notNull(),
    /** To the minute. */
    lastUsedAt: integer("last_used_at"),
    /** Null: until it is revoked. */
    expiresAt: integer("expires_at"),
    revokedAt: integer("revoked_at"),
  },
  (table) => [index("api_tokens_user").on(table.userId)],
);
