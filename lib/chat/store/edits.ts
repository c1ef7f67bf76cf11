import { sql, type SQL } from "drizzle-orm";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { Message, RoomMeta } from "../schema";
import {
  messageColumns,
  selectChanges,
  selectNumbers,
  toChanges,
  toMessages,
  toNumbers,
} from "./rows";

export type WrittenChange = {
  /** Whether this call changed anything; a repeat does not. */
  changed: boolean;
  message: Message | null;
  numbers: RoomMeta | null;
};

type Place = { roomId: string; messageId: string; actorId: string; now: number };

/** Gives a message of `actorId`, who must be an active member, a new body and the room's next `rev`. */
export async function updateBody(
  db: Database,
  { roomId, messageId, actorId, now }: Place,
  body: string,
  mentions: string[],
): Promise<WrittenChange> {
  const update = sql`
    UPDATE messages SET body = ${body}, edited_at = ${now},
      rev = (SELECT rev + 1 FROM rooms WHERE id = ${roomId})
    WHERE id = ${messageId} AND room_id = ${roomId} AND author_id = ${actorId}
      AND deleted_at IS NULL AND body <> ${body}
      AND EXISTS (SELECT 1 FROM users JOIN room_members ON user_id = users.id
        WHERE users.id = ${actorId} AND users.status = 'active' AND room_id = ${roomId})`;
  const list = JSON.stringify(mentions);
  // Only of the message as it stands after the update, so that an edit which lost leaves the winner's mentions alone.
  const mention = sql`
    INSERT OR IGNORE INTO mentions (user_id, room_id, seq)
    SELECT member.user_id, message.room_id, message.seq
    FROM json_each(${list}) AS named
    CROSS JOIN messages AS message ON message.id = ${messageId} AND message.body = ${body}
      AND message.author_id = ${actorId}
    CROSS JOIN room_members AS member
      ON member.room_id = message.room_id AND member.user_id = named.value
    WHERE message.room_id = ${roomId}`;
  return runChange(db, { roomId, messageId }, update, [mention]);
}

/** Turns a message into a tombstone, by its author or (`byModerator`) anybody's. */
export async function writeTombstone(
  db: Database,
  { roomId, messageId, actorId, now }: Place,
  byModerator: boolean,
): Promise<WrittenChange> {
  const update = sql`
    UPDATE messages SET body = '', attachments = '[]', reactions = '[]', pinned = 0,
      deleted_at = ${now}, rev = (SELECT rev + 1 FROM rooms WHERE id = ${roomId})
    WHERE id = ${messageId} AND room_id = ${roomId} AND deleted_at IS NULL
      AND (author_id = ${actorId} OR ${byModerator ? 1 : 0} = 1)
      AND EXISTS (SELECT 1 FROM users WHERE id = ${actorId} AND status = 'active')`;
  const releaseFiles = sql`
    UPDATE attachments SET purge_at = ${now} WHERE message_id = ${messageId} AND purge_at IS NULL
      AND EXISTS (SELECT 1 FROM messages
        WHERE id = ${messageId} AND room_id = ${roomId} AND deleted_at IS NOT NULL)`;
  return runChange(db, { roomId, messageId }, update, [releaseFiles]);
}

/** Updates, raises the room to the message's `rev` (nothing when the update did nothing), and reads both back. */
async function runChange(
  db: Database,
  { roomId, messageId }: { roomId: string; messageId: string },
  update: SQL,
  others: SQL[],
): Promise<WrittenChange> {
  const raise = sql`
    UPDATE rooms SET rev = changed.rev
    FROM (SELECT rev FROM messages WHERE id = ${messageId} AND room_id = ${roomId}) AS changed
    WHERE rooms.id = ${roomId} AND changed.rev > rooms.rev`;
  const readBack = sql`
    SELECT ${messageColumns} FROM messages AS message
    WHERE message.id = ${messageId} AND message.room_id = ${roomId}`;
  const [, changes, , numbers, rows] = await runBatch(db, [
    update,
    selectChanges,
    raise,
    selectNumbers(roomId),
    readBack,
    ...others,
  ]);
  return {
    changed: toChanges(changes) > 0,
    message: toMessages(rows)[0] ?? null,
    numbers: toNumbers(numbers),
  };
}
