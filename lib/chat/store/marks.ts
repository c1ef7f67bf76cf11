import { sql } from "drizzle-orm";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { Message } from "../schema";
import { messageColumns, toMessages } from "./rows";
import { mayWriteIn, nextRev, runChange, type Place, type WrittenChange } from "./run-change";

/**
 * Reactions and pins are part of the message's row: one statement reads and writes them, so that two who react at once
 * both stand.
 */

type ReactionLimits = { emojis: number; perMessage: number };

/** Adds a reaction; nothing changes where it stands already, on a tombstone, or beyond the limits. */
export async function addReaction(
  db: Database,
  place: Place,
  emoji: string,
  limits: ReactionLimits,
): Promise<WrittenChange> {
  const { roomId, messageId, actorId } = place;
  const isThere = sql`EXISTS (SELECT 1 FROM json_each(messages.reactions) AS known
    WHERE known.value ->> 'emoji' = ${emoji})`;
  const update = sql`
    UPDATE messages SET rev = ${nextRev(roomId)}, reactions = CASE WHEN ${isThere}
      THEN (SELECT json_group_array(json(CASE WHEN one.value ->> 'emoji' = ${emoji}
          THEN json_insert(one.value, '$.userIds[#]', ${actorId}) ELSE one.value END))
        FROM (SELECT value FROM json_each(messages.reactions) ORDER BY key) AS one)
      ELSE json_insert(reactions, '$[#]',
        json_object('emoji', ${emoji}, 'userIds', json_array(${actorId}))) END
    WHERE id = ${messageId} AND room_id = ${roomId} AND deleted_at IS NULL
      AND NOT ${hasReacted(emoji, actorId)}
      AND (${isThere} OR json_array_length(reactions) < ${limits.emojis})
      AND (SELECT coalesce(sum(json_array_length(known.value, '$.userIds')), 0)
        FROM json_each(messages.reactions) AS known) < ${limits.perMessage}
      AND ${mayWriteIn(place)}`;
  return runChange(db, place, update);
}

/** Takes a reaction of `actorId` back; an emoji that nobody has left goes. */
export async function removeReaction(
  db: Database,
  place: Place,
  emoji: string,
): Promise<WrittenChange> {
  const { roomId, messageId, actorId } = place;
  const update = sql`
    UPDATE messages SET rev = ${nextRev(roomId)}, reactions = (
      SELECT json_group_array(json(entry)) FROM (
        SELECT CASE WHEN known.value ->> 'emoji' = ${emoji} THEN json_set(known.value, '$.userIds',
            json((SELECT json_group_array(person.value)
              FROM json_each(known.value, '$.userIds') AS person WHERE person.value <> ${actorId})))
          ELSE known.value END AS entry
        FROM json_each(messages.reactions) AS known ORDER BY known.key)
      WHERE json_array_length(entry, '$.userIds') > 0)
    WHERE id = ${messageId} AND room_id = ${roomId} AND deleted_at IS NULL
      AND ${hasReacted(emoji, actorId)}
      AND ${mayWriteIn(place)}`;
  return runChange(db, place, update);
}

const hasReacted = (emoji: string, userId: string) => sql`EXISTS (
  SELECT 1 FROM json_each(messages.reactions) AS known,
    json_each(known.value, '$.userIds') AS person
  WHERE known.value ->> 'emoji' = ${emoji} AND person.value = ${userId})`;

/** Pins a message or takes the pin off; at most `limit` stand in a room. */
export async function setPinned(
  db: Database,
  place: Place,
  pinned: boolean,
  limit: number,
): Promise<WrittenChange> {
  const { roomId, messageId } = place;
  const flag = pinned ? 1 : 0;
  const update = sql`
    UPDATE messages SET pinned = ${flag}, rev = ${nextRev(roomId)}
    WHERE id = ${messageId} AND room_id = ${roomId} AND deleted_at IS NULL AND pinned <> ${flag}
      AND (${flag} = 0 OR (SELECT count(*) FROM messages AS other
        WHERE other.room_id = ${roomId} AND other.pinned = 1) < ${limit})
      AND ${mayWriteIn(place)}`;
  return runChange(db, place, update);
}

/** What is pinned in a room, the newest message first. */
export async function listPinned(db: Database, roomId: string, limit: number): Promise<Message[]> {
  const [rows] = await runBatch(db, [
    sql`SELECT ${messageColumns} FROM messages AS message
      WHERE message.room_id = ${roomId} AND message.pinned = 1
      ORDER BY message.seq DESC LIMIT ${limit}`,
  ]);
  return toMessages(rows);
}
