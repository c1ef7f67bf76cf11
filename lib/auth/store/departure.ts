import { sql } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { newId } from "../../platform/id";
import { silenceBots } from "./bots";
import { owePersonEffect, isOwed } from "./effects";

export type MessagesOfLeaver = "keep" | "delete";

/**
 * Ends an account in one transaction: sign-ins, address, name and picture go at once. What is left (messages,
 * memberships) is owed by the effect and done in bounded steps; `status_reason` remembers the choice.
 * Null when the last admin would go, or the account is not active any more.
 */
export async function endAccount(
  db: Database,
  leave: { userId: string; previousHash: string | null; messages: MessagesOfLeaver; now: number },
): Promise<string | null> {
  const { userId, previousHash, messages, now } = leave;
  const effectId = newId(20);
  const [, owed] = await runBatch(db, [
    sql`UPDATE users SET status = 'deleted', status_reason = ${`messages:${messages}`},
      email = ${`deleted:${userId}`}, name = '', image = NULL, password_hash = NULL,
      role = 'member', locale = NULL, theme = 'system', time_format = 'auto',
      version = version + 1
      WHERE id = ${userId} AND status <> 'deleted' AND password_hash IS ${previousHash}
      AND (role <> 'admin' OR EXISTS (SELECT 1 FROM users AS other
        WHERE other.id <> ${userId} AND other.role = 'admin' AND other.status = 'active'))`,
    owePersonEffect(effectId, userId, now),
    sql`DELETE FROM accounts WHERE user_id = ${userId} AND ${isOwed(effectId)}`,
    sql`DELETE FROM sessions WHERE user_id = ${userId} AND ${isOwed(effectId)}`,
    sql`DELETE FROM reset_links WHERE user_id = ${userId} AND ${isOwed(effectId)}`,
    sql`DELETE FROM api_tokens WHERE user_id = ${userId} AND ${isOwed(effectId)}`,
    sql`DELETE FROM partners WHERE user_id = ${userId} AND ${isOwed(effectId)}`,
    silenceBots(userId, effectId),
    sql`DELETE FROM push_subscriptions WHERE user_id = ${userId} AND ${isOwed(effectId)}`,
    sql`DELETE FROM quiet_times WHERE user_id = ${userId} AND ${isOwed(effectId)}`,
    sql`DELETE FROM mentions WHERE user_id = ${userId} AND ${isOwed(effectId)}`,
    sql`UPDATE attachments SET purge_at = ${now} WHERE owner_id = ${userId} AND message_id IS NULL
      AND ${isOwed(effectId)}`,
  ]);
  return owed?.length ? effectId : null;
}

/** What the person chose, or null when the account is not deleted. */
export async function findMessagesChoice(
  db: Database,
  userId: string,
): Promise<MessagesOfLeaver | null> {
  const [rows] = await runBatch(db, [
    sql`SELECT status_reason AS choice FROM users WHERE id = ${userId} AND status = 'deleted'`,
  ]);
  const row = rows?.[0];
  if (!row) return null;
  return row.choice === "messages:delete" ? "delete" : "keep";
}

const numbersSchema = z.object({
  roomId: z.string(),
  rev: z.number(),
  lastSeq: z.number(),
  lastMessageAt: z.number().nullable(),
  epoch: z.string(),
});
export type RoomNumbers = z.infer<typeof numbersSchema>;

const numberColumns = sql`id AS roomId, rev, last_seq AS lastSeq, last_message_at AS lastMessageAt, epoch`;

/** Where the walk through a person's messages stands: rooms by id, in each the messages by client id. */
export type Place = { roomId: string; clientId: string };

/** The next message that still carries the person; walks the unique index (room, author, client id). */
export async function findNextToBlank(
  db: Database,
  userId: string,
  messages: MessagesOfLeaver,
  from: Place,
): Promise<string | null> {
  const [rows] = await runBatch(db, [
    sql`SELECT room.id AS roomId FROM rooms AS room CROSS JOIN messages
      ON messages.room_id = room.id AND messages.author_id = ${userId}
      WHERE room.id >= ${from.roomId} AND (room.id > ${from.roomId} OR client_id > ${from.clientId})
      AND ${isToBlank(messages)} ORDER BY room.id, client_id LIMIT 1`,
  ]);
  return rows?.[0] ? z.string().parse(rows[0].roomId) : null;
}

function isToBlank(messages: MessagesOfLeaver) {
  return messages === "keep"
    ? sql`author_name <> ''`
    : sql`(author_name <> '' OR deleted_at IS NULL)`;
}

/**
 * Takes the author's name off up to `limit` messages of a room, or makes them tombstones, each under a `rev` of its
 * own. Answers the room's new numbers (null: nothing was left) and how far it came.
 */
export async function blankMessages(
  db: Database,
  step: {
    userId: string;
    roomId: string;
    after: string;
    messages: MessagesOfLeaver;
    limit: number;
    now: number;
  },
): Promise<{ numbers: RoomNumbers | null; lastClientId: string | null }> {
  const { userId, roomId, after, messages, limit, now } = step;
  const tombstone =
    messages === "delete"
      ? sql`, body = '', attachments = '[]', reactions = '[]', pinned = 0,
          deleted_at = coalesce(deleted_at, ${now})`
      : sql``;
  const picked = sql`SELECT id, client_id FROM messages WHERE room_id = ${roomId}
    AND author_id = ${userId} AND client_id > ${after} AND ${isToBlank(messages)}
    ORDER BY client_id LIMIT ${limit}`;
  // Before the messages change, so that the same ones are picked.
  const releaseFiles = sql`UPDATE attachments SET purge_at = ${now} WHERE purge_at IS NULL
    AND ${messages === "delete" ? 1 : 0} = 1 AND message_id IN (SELECT id FROM (${picked}))`;
  const unindex = sql`DELETE FROM message_index WHERE ${messages === "delete" ? 1 : 0} = 1
    AND rowid IN (SELECT rowid FROM messages WHERE id IN (SELECT id FROM (${picked})))`;
  const [, , blanked, numbers] = await runBatch(db, [
    releaseFiles,
    unindex,
    sql`UPDATE messages SET author_name = '', author_image = NULL, author_badge = NULL,
      rev = (SELECT rev FROM rooms WHERE id = ${roomId}) + picked.n ${tombstone}
      FROM (SELECT id AS picked_id, row_number() OVER (ORDER BY client_id) AS n FROM (${picked})
      ) AS picked WHERE messages.id = picked.picked_id RETURNING client_id AS clientId`,
    sql`UPDATE rooms SET rev = rev + changes() WHERE id = ${roomId} AND changes() > 0
      RETURNING ${numberColumns}`,
  ]);
  const row = numbers?.[0];
  const clientIds = (blanked ?? []).map(({ clientId }) => z.string().parse(clientId)).sort();
  return {
    numbers: row ? numbersSchema.parse(row) : null,
    lastClientId: clientIds.at(-1) ?? null,
  };
}

/**
 * Makes up to `limit` of a person's shares tombstones, whose copies `lib/share`'s cron takes away; how many it were.
 * Nothing can be added meanwhile: shares are made for active accounts only.
 */
export async function removeShares(
  db: Database,
  userId: string,
  now: number,
  limit: number,
): Promise<number> {
  const [removed] = await runBatch(db, [
    sql`UPDATE shares SET state = 'removed', title = '', prompt = '', style = '',
      generated_remote_url = NULL, original_remote_url = NULL, generated_image = NULL,
      original_image = NULL, expires_at = ${now}, purge_at = ${now}
      WHERE id IN (SELECT id FROM shares WHERE owner_id = ${userId} AND state <> 'removed'
        LIMIT ${limit}) RETURNING id`,
  ]);
  return removed?.length ?? 0;
}

/** Takes a person out of a room; a room without an owner then belongs to its longest member, `heirId`. */
export async function leaveForGood(
  db: Database,
  userId: string,
  roomId: string,
): Promise<{ numbers: RoomNumbers | null; heirId: string | null }> {
  const [, numbers, heir] = await runBatch(db, [
    sql`DELETE FROM room_members WHERE room_id = ${roomId} AND user_id = ${userId}`,
    sql`UPDATE rooms SET rev = rev + 1 WHERE id = ${roomId} AND changes() > 0
      RETURNING ${numberColumns}`,
    sql`UPDATE room_members SET role = 'owner' WHERE room_id = ${roomId}
      AND user_id = (SELECT user_id FROM room_members JOIN users ON users.id = user_id
        WHERE room_id = ${roomId} AND kind = 'person' ORDER BY joined_at, user_id LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM room_members WHERE room_id = ${roomId} AND role = 'owner')
      RETURNING user_id AS heirId`,
  ]);
  const row = numbers?.[0];
  return {
    numbers: row ? numbersSchema.parse(row) : null,
    heirId: heir?.[0] ? z.string().parse(heir[0].heirId) : null,
  };
}
