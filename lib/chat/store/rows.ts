import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { rooms, type messages } from "../../../drizzle/schema";
import type { Row } from "../../platform/batch";
import {
  attachmentSchema,
  messageSchema,
  roomMetaSchema,
  type Message,
  type RoomMeta,
} from "../schema";

/** How rows of rooms and messages become what the product speaks of. */

export const numberColumns = {
  roomId: rooms.id,
  rev: rooms.rev,
  lastSeq: rooms.lastSeq,
  lastMessageAt: rooms.lastMessageAt,
  epoch: rooms.epoch,
};

/** Reads the numbers of a room as part of a batch; `toNumbers` takes what comes back. */
export function selectNumbers(roomId: string): SQL {
  return sql`SELECT id AS roomId, rev, last_seq AS lastSeq, last_message_at AS lastMessageAt, epoch
    FROM rooms WHERE id = ${roomId}`;
}

export function toNumbers(rows: Row[] | undefined): RoomMeta | null {
  return rows?.[0] ? roomMetaSchema.parse(rows[0]) : null;
}

/** How many rows the statement before it in the batch wrote. */
export const selectChanges = sql`SELECT changes() AS changes`;

export function toChanges(rows: Row[] | undefined): number {
  return z.number().parse(rows?.[0]?.changes);
}

const attachmentsSchema = z.array(attachmentSchema);
const reactionsSchema = messageSchema.shape.reactions;

/** A message as everybody sees it, from its row. */
export function toMessage(row: typeof messages.$inferSelect): Message {
  return {
    id: row.id,
    roomId: row.roomId,
    seq: row.seq,
    rev: row.rev,
    clientId: row.clientId,
    authorId: row.authorId,
    authorName: row.authorName,
    authorImage: row.authorImage,
    authorBadge: row.authorBadge,
    body: row.body,
    replyTo: row.replyTo,
    attachments:
      row.attachments === "[]" ? [] : attachmentsSchema.parse(JSON.parse(row.attachments)),
    reactions: row.reactions === "[]" ? [] : reactionsSchema.parse(JSON.parse(row.reactions)),
    pinned: row.pinned,
    editedAt: row.editedAt,
    deletedAt: row.deletedAt,
    createdAt: row.createdAt,
  };
}

/** Columns of a table named `message` in raw statements; `toMessages` takes what comes back. */
export const messageColumns =
  sql.raw(`message.id AS id, message.room_id AS roomId, message.seq AS seq,
  message.rev AS rev, message.client_id AS clientId, message.author_id AS authorId,
  message.author_name AS authorName, message.author_image AS authorImage,
  message.author_badge AS authorBadge, message.body AS body, message.reply_to AS replyTo,
  message.attachments AS attachments, message.reactions AS reactions, message.pinned AS pinned,
  message.edited_at AS editedAt, message.deleted_at AS deletedAt, message.created_at AS createdAt`);

const rawMessageSchema = z.object({
  ...messageSchema.shape,
  attachments: z.string(),
  reactions: z.string(),
  pinned: z.number().transform((flag) => flag === 1),
});

export function toMessages(rows: Row[] | undefined): Message[] {
  return (rows ?? []).map((row) => toMessage(rawMessageSchema.parse(row)));
}
