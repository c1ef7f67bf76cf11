import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { users } from "./people";

/** A room and its three numbers: `lastSeq`, `rev` and `epoch` change in the transaction of what they describe. */
export const rooms = sqliteTable(
  "rooms",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ["public", "private", "direct"] }).notNull(),
    topic: text("topic").notNull().default(""),
    /** `{lower user id}:{higher user id}` of a direct room, so that two people have one. */
    directKey: text("direct_key").unique(),
    lastSeq: integer("last_seq").notNull().default(0),
    rev: integer("rev").notNull().default(0),
    epoch: text("epoch").notNull(),
    lastMessageAt: integer("last_message_at"),
    /** The least time between two posts of a member, in ms; 0: none. */
    slowModeMs: integer("slow_mode_ms").notNull().default(0),
    /** Read-only since then. */
    archivedAt: integer("archived_at"),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  // Public rooms are listed for everybody, among far more private and direct ones.
  (table) => [
    index("rooms_public")
      .on(table.kind)
      .where(sql`kind = 'public'`),
  ],
);

export const roomMembers = sqliteTable(
  "room_members",
  {
    roomId: text("room_id")
      .notNull()
      .references(() => rooms.id),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", { enum: ["owner", "member"] }).notNull(),
    readSeq: integer("read_seq").notNull().default(0),
    invitedBy: text("invited_by"),
    joinedAt: integer("joined_at").notNull(),
    /** Of what the member wants to be told; null: of everything in direct rooms, of mentions in others. */
    involvement: text("involvement", { enum: ["everything", "mentions", "nothing"] }),
    /** When `readSeq` moved forward last: whoever reads is not away. */
    readAt: integer("read_at"),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.userId] }),
    index("room_members_user").on(table.userId),
    // With every post: few ask to be told of everything, in rooms that may have thousands of members.
    index("room_members_everything")
      .on(table.roomId)
      .where(sql`involvement = 'everything'`),
  ],
);

/** Links that let whoever holds one join a room; only the SHA-256 of the token is kept. */
export const invitations = sqliteTable(
  "invitations",
  {
    tokenHash: text("token_hash").primaryKey(),
    roomId: text("room_id")
      .notNull()
      .references(() => rooms.id),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (table) => [index("invitations_room").on(table.roomId)],
);

/** Author fields are copied in when the row is written, so that a page of messages needs no join. */
export const messages = sqliteTable(
  "messages",
  {
    id: text("id").primaryKey(),
    roomId: text("room_id")
      .notNull()
      .references(() => rooms.id),
    seq: integer("seq").notNull(),
    rev: integer("rev").notNull(),
    clientId: text("client_id").notNull(),
    authorId: text("author_id").notNull(),
    authorName: text("author_name").notNull(),
    authorImage: text("author_image"),
    authorBadge: text("author_badge", { enum: ["partner", "moderator", "admin", "bot"] }),
    body: text("body").notNull(),
    replyTo: text("reply_to"),
    /** JSON of `Attachment[]`. */
    attachments: text("attachments").notNull().default("[]"),
    /** JSON of `{emoji, userIds}[]`. */
    reactions: text("reactions").notNull().default("[]"),
    pinned: integer("pinned", { mode: "boolean" }).notNull().default(false),
    editedAt: integer("edited_at"),
    deletedAt: integer("deleted_at"),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("messages_room_seq").on(table.roomId, table.seq),
    index("messages_room_rev").on(table.roomId, table.rev),
    index("messages_room_pinned")
      .on(table.roomId, table.seq)
      .where(sql`pinned = 1`),
    uniqueIndex("messages_room_author_client").on(table.roomId, table.authorId, table.clientId),
  ],
);

/** Who was named in which message (`<@userId>` in the body), for counts of unread mentions and their list. */
export const mentions = sqliteTable(
  "mentions",
  {
    userId: text("user_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.roomId, table.seq] }),
    // SQLite ends each entry with the rowid: a person's mentions in the order in which they came.
    index("mentions_newest").on(table.userId),
  ],
);

/**
 * How somebody stands in a room beyond being in it; it outlives leaving and coming back, so that neither ends a mute nor
 * shortens a wait.
 */
export const roomStandings = sqliteTable(
  "room_standings",
  {
    roomId: text("room_id").notNull(),
    userId: text("user_id").notNull(),
    mutedUntil: integer("muted_until"),
    /** What the one who muted said about it; the muted person reads it. */
    muteReason: text("mute_reason"),
    mutedBy: text("muted_by"),
    /** The last post, kept while the room is in slow mode. */
    postedAt: integer("posted_at"),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.userId] })],
);

/** Who may not come back into a room; `until` null is for good. */
export const roomBans = sqliteTable(
  "room_bans",
  {
    roomId: text("room_id").notNull(),
    userId: text("user_id").notNull(),
    reason: text("reason").notNull(),
    bannedBy: text("banned_by").notNull(),
    createdAt: integer("created_at").notNull(),
    until: integer("until"),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.userId] }),
    index("room_bans_user").on(table.userId),
  ],
);

/** What members hold against a message; open until a moderator has decided. */
export const messageReports = sqliteTable(
  "message_reports",
  {
    id: text("id").primaryKey(),
    roomId: text("room_id").notNull(),
    messageId: text("message_id").notNull(),
    /** Of the message. */
    authorId: text("author_id").notNull(),
    reporterId: text("reporter_id").notNull(),
    reason: text("reason").notNull(),
    detail: text("detail").notNull(),
    /** The message as it was when it was reported; emptied when the report is closed. */
    body: text("body").notNull(),
    createdAt: integer("created_at").notNull(),
    closedAt: integer("closed_at"),
    closedBy: text("closed_by"),
    outcome: text("outcome", { enum: ["dismissed", "removed", "muted"] }),
  },
  (table) => [
    uniqueIndex("message_reports_once").on(table.messageId, table.reporterId),
    index("message_reports_open")
      .on(table.createdAt, table.messageId)
      .where(sql`closed_at IS NULL`),
    index("message_reports_reporter").on(table.reporterId, table.createdAt),
    index("message_reports_author").on(table.authorId),
  ],
);
