import { sql, type SQL } from "drizzle-orm";
import { runBatch, type Row } from "../../platform/batch";
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
import { mutedUntil } from "./standing";

export type WrittenChange = {
  /** Whether this call changed anything; a repeat does not. */
  changed: boolean;
  message: Message | null;
  numbers: RoomMeta | null;
  /** The rows that `others` have answered. */
  others: Row[][];
};

/** Which message, by whom, when. */
export type Place = { roomId: string; messageId: string; actorId: string; now: number };

/** For an update of a message: the `rev` that it takes the room to. */
export const nextRev = (roomId: string): SQL =>
  sql`(SELECT rev + 1 FROM rooms WHERE id = ${roomId})`;

/**
 * For an update of a message: its actor is not banned, still in the room, not muted there (nor is the owner, where it is a
 * bot's), and it is not archived.
 */
export const mayWriteIn = ({ roomId, actorId, now }: Place): SQL =>
  sql`EXISTS (SELECT 1 FROM users JOIN room_members AS member ON member.user_id = users.id
      JOIN rooms AS room ON room.id = member.room_id
    WHERE users.id = ${actorId} AND users.status = 'active' AND member.room_id = ${roomId}
      AND room.archived_at IS NULL)
    AND coalesce(${mutedUntil(sql`${roomId}`, sql`${actorId}`)}, 0) <= ${now}`;

/**
 * Updates, runs `after` (which sees the update's `changes()`), raises the room to the message's `rev` (nothing when the update
 * did nothing), and reads both back.
 */
export async function runChange(
  db: Database,
  { roomId, messageId }: { roomId: string; messageId: string },
  update: SQL,
  others: SQL[] = [],
  after: SQL[] = [],
): Promise<WrittenChange> {
  const raise = sql`
    UPDATE rooms SET rev = changed.rev
    FROM (SELECT rev FROM messages WHERE id = ${messageId} AND room_id = ${roomId}) AS changed
    WHERE rooms.id = ${roomId} AND changed.rev > rooms.rev`;
  const readBack = sql`
    SELECT ${messageColumns} FROM messages AS message
    WHERE message.id = ${messageId} AND message.room_id = ${roomId}`;
  const [, changes, ...results] = await runBatch(db, [
    update,
    selectChanges,
    ...after,
    raise,
    selectNumbers(roomId),
    readBack,
    ...others,
  ]);
  const [numbers, rows, ...answers] = results.slice(after.length + 1);
  return {
    changed: toChanges(changes) > 0,
    message: toMessages(rows)[0] ?? null,
    numbers: toNumbers(numbers),
    others: answers,
  };
}
