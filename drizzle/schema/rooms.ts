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
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.userId] }),
    index("room_members_user").on(table.userId),
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
    authorBadge: text("author_badge", { enum: ["partner", "moderator", "admin"] }),
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
    uniqueIndex("messages_room_author_client").on(table.roomId, table.authorId, table.clientId),
  ],
);

/** Who was named in which message (`<@userId>` in the body), for counts of unread mentions. */
export const mentions = sqliteTable(
  "mentions",
  {
    userId: text("user_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.roomId, table.seq] })],
);
