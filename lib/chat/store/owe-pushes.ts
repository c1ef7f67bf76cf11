import { sql, type SQL } from "drizzle-orm";
import { pushGraceMs } from "../../notify/domain";
import { notifyLimits } from "../../notify/schema";
import type { Row } from "../../platform/batch";
import { isAsWritten, isNamedFirst } from "./named";

/** Twenty names a message, a hundred messages a batch; whoever is named more often than this is told by the list. */
const namedPerBatch = 2000;

/**
 * The statement of a batch of posts that writes down which browsers have to hear of them: those of members who are named,
 * of the other one in a direct room, and of members who want to hear everything (at most 500 a batch, the newest messages
 * first). It reads no members but these, so that a post in a crowd that owes nothing costs next to nothing.
 */
export function owePushes(roomId: string, list: string, now: number): SQL {
  const posted = sql`json_each(${list}) AS post
    CROSS JOIN messages AS message ON message.id = post.value ->> 'id'`;
  const owed = (reason: "direct" | "mention" | "everything") => sql`SELECT
    browser.id AS subscription_id, message.id AS message_id, message.room_id AS room_id,
    message.seq AS seq, browser.user_id AS user_id, ${sql.raw(`'${reason}'`)} AS reason`;
  const browserOf = sql`CROSS JOIN push_subscriptions AS browser ON browser.user_id = member.user_id
    AND browser.user_id <> message.author_id`;
  return sql`
    INSERT OR IGNORE INTO owed_pushes
      (subscription_id, message_id, room_id, seq, user_id, reason, next_at, created_at)
    SELECT owed.*, ${now + pushGraceMs}, ${now} FROM (
      SELECT * FROM (${owed("mention")} FROM ${posted}
        CROSS JOIN json_each(post.value, '$.mentions') AS named
        CROSS JOIN room_members AS member ON member.room_id = message.room_id
          AND member.user_id = named.value AND member.involvement IS NOT 'nothing'
        ${browserOf} LIMIT ${namedPerBatch})
      UNION ALL
      SELECT * FROM (${owed("direct")} FROM rooms AS room
        CROSS JOIN ${posted}
        CROSS JOIN room_members AS member ON member.room_id = room.id AND member.involvement IS NULL
        ${browserOf} WHERE room.id = ${roomId} AND room.kind = 'direct' LIMIT ${namedPerBatch})
      UNION ALL
      SELECT * FROM (${owed("everything")} FROM (
          SELECT near.id AS id, near.user_id AS user_id FROM room_members AS member
          CROSS JOIN push_subscriptions AS near ON near.user_id = member.user_id
          WHERE member.room_id = ${roomId} AND member.involvement = 'everything'
          LIMIT ${notifyLimits.everythingPerMessage}) AS browser
        CROSS JOIN ${posted} AND browser.user_id <> message.author_id
        ORDER BY message.seq DESC LIMIT ${notifyLimits.everythingPerMessage})
    ) AS owed WHERE true
    RETURNING subscription_id`;
}

/**
 * The same for an edit (`list`: as of a post, with the new body and its mentions): those who are named for the first time.
 * Who is told of every message has been told of this one.
 */
export function oweNamedByEdit(list: string, now: number): SQL {
  return sql`
    INSERT OR IGNORE INTO owed_pushes
      (subscription_id, message_id, room_id, seq, user_id, reason, next_at, created_at)
    SELECT browser.id, message.id, message.room_id, message.seq, browser.user_id, 'mention',
      ${now + pushGraceMs}, ${now}
    FROM json_each(${list}) AS post
    CROSS JOIN json_each(post.value, '$.mentions') AS named
    CROSS JOIN messages AS message ON ${isAsWritten}
    CROSS JOIN rooms AS room ON room.id = message.room_id
    CROSS JOIN room_members AS member ON member.room_id = room.id AND member.user_id = named.value
      AND coalesce(member.involvement, iif(room.kind = 'direct', 'everything', 'mentions')) = 'mentions'
    CROSS JOIN push_subscriptions AS browser ON browser.user_id = member.user_id
      AND browser.user_id <> message.author_id
    WHERE ${isNamedFirst(sql`browser.user_id`)} LIMIT ${namedPerBatch}
    RETURNING subscription_id`;
}

export function countOwed(rows: Row[] | undefined): number {
  return rows?.length ?? 0;
}
