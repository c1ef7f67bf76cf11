import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Everybody with an account. `version` grows with every change of role, status, partner, profile or revoked session. */
export const users = sqliteTable(
  "users",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull().unique(),
    name: text("name").notNull(),
    image: text("image"),
    passwordHash: text("password_hash"),
    role: text("role", { enum: ["member", "moderator", "admin"] })
      .notNull()
      .default("member"),
    /** Bots and hooks are authors of messages and nothing else: they never sign in and stand in no list of people. */
    kind: text("kind", { enum: ["person", "bot", "hook"] })
      .notNull()
      .default("person"),
    status: text("status", { enum: ["active", "banned", "deleted"] })
      .notNull()
      .default("active"),
    statusReason: text("status_reason"),
    locale: text("locale", { enum: ["en", "zh-Hans", "zh-Hant"] }),
    theme: text("theme", { enum: ["system", "light", "dark"] })
      .notNull()
      .default("system"),
    timeFormat: text("time_format", { enum: ["auto", "h12", "h23"] })
      .notNull()
      .default("auto"),
    version: integer("version").notNull().default(1),
    createdAt: integer("created_at").notNull(),
  },
  // Lists of people, newest first or by name, and the few that a filter leaves.
  (table) => [
    index("users_created").on(table.createdAt, table.id),
    index("users_name").on(sql`${table.name} COLLATE NOCASE`, table.id),
    index("users_role").on(table.role, table.createdAt, table.id),
    index("users_status").on(table.status, table.createdAt, table.id),
  ],
);

/** OAuth identities that sign in as a user. */
export const accounts = sqliteTable(
  "accounts",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.providerAccountId] }),
    index("accounts_user").on(table.userId),
  ],
);

/** One row per sign-in; `sid` rides in the token, and a revoked one is refused on its next request. */
export const sessions = sqliteTable(
  "sessions",
  {
    sid: text("sid").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    userAgent: text("user_agent"),
    createdAt: integer("created_at").notNull(),
    lastSeenAt: integer("last_seen_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

/** Host profiles: at most one per user. A user without a row, or with a declined one, has partner status `none`. */
export const partners = sqliteTable(
  "partners",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .unique()
      .references(() => users.id),
    status: text("status", { enum: ["pending", "approved", "suspended", "declined"] }).notNull(),
    profile: text("profile").notNull(),
    createdAt: integer("created_at").notNull(),
    decidedAt: integer("decided_at"),
    /** What an admin says to the member about it. */
    decisionReason: text("decision_reason"),
  },
  (table) => [index("partners_status").on(table.status, table.createdAt)],
);

/** One-time password reset links; only the SHA-256 of the token is kept. */
export const resetLinks = sqliteTable("reset_links", {
  tokenHash: text("token_hash").primaryKey(),
  userId: text("user_id")
    .notNull()
    .references(() => users.id),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
});

/** What an admin did to whom, and when. Never deleted. */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: text("id").primaryKey(),
    at: integer("at").notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    targetId: text("target_id").notNull(),
    detail: text("detail", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    index("audit_log_at").on(table.at),
    index("audit_log_actor").on(table.actorId, table.at),
    index("audit_log_target").on(table.targetId, table.at),
  ],
);
