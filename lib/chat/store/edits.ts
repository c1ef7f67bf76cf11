import { sql } from "drizzle-orm";
import { auditStatement } from "../../audit/store";
import { oweMentions, toOwedMentions, type OwedMention } from "../../bot/store/owe";
import type { Database } from "../../platform/database";
import { toIndexText } from "../../search/domain";
import { reindexStatement, unindexStatement } from "../../search/store";
import { isAsWritten } from "./named";
import { countOwed, oweNamedByEdit } from "./owe-pushes";
import { closeRemoved } from "./report-statements";
import { mayWriteIn, nextRev, runChange, type Place, type WrittenChange } from "./run-change";
import { rankOf } from "./standing";

/**
 * Gives a message of `actorId`, who must be able to write there, a new body and the room's next `rev`. Whom it names for the
 * first time is owed what a post would owe them.
 */
export async function updateBody(
  db: Database,
  place: Place,
  body: string,
  mentions: string[],
): Promise<WrittenChange & { owedPushes: number; owedMentions: OwedMention[] }> {
  const { roomId, messageId, actorId, now } = place;
  const update = sql`
    UPDATE messages SET body = ${body}, edited_at = ${now},
      rev = ${nextRev(roomId)}
    WHERE id = ${messageId} AND room_id = ${roomId} AND author_id = ${actorId}
      AND deleted_at IS NULL AND body <> ${body}
      AND ${mayWriteIn(place)}`;
  const list = JSON.stringify([{ id: messageId, authorId: actorId, body, mentions }]);
  // Only of the message as it stands after the update, so that an edit which lost leaves the winner's mentions alone.
  const mention = sql`
    INSERT OR IGNORE INTO mentions (user_id, room_id, seq)
    SELECT member.user_id, message.room_id, message.seq
    FROM json_each(${list}) AS post
    CROSS JOIN json_each(post.value, '$.mentions') AS named
    CROSS JOIN messages AS message ON ${isAsWritten}
    CROSS JOIN room_members AS member
      ON member.room_id = message.room_id AND member.user_id = named.value
    WHERE message.room_id = ${roomId}`;
  const reindex = reindexStatement(messageId, body, toIndexText(body));
  const naming =
    mentions.length > 0 ? [oweMentions(list, now), oweNamedByEdit(list, now), mention] : [];
  const written = await runChange(db, { roomId, messageId }, update, [...naming, reindex]);
  const [owedMentions, owedPushes] = mentions.length > 0 ? written.others : [];
  return {
    ...written,
    owedMentions: toOwedMentions(owedMentions),
    owedPushes: countOwed(owedPushes),
  };
}

/**
 * Turns a message into a tombstone, by its author or (`byModerator`, who must be one now, or own the room) anybody's, which
 * is written down and closes what was reported of it.
 */
export async function writeTombstone(
  db: Database,
  { roomId, messageId, actorId, now }: Place,
  byModerator: boolean,
): Promise<WrittenChange> {
  const update = sql`
    UPDATE messages SET body = '', attachments = '[]', reactions = '[]', pinned = 0,
      deleted_at = ${now}, rev = ${nextRev(roomId)}
    WHERE id = ${messageId} AND room_id = ${roomId} AND deleted_at IS NULL
      AND (author_id = ${actorId}
        OR ${byModerator ? 1 : 0} = 1 AND ${rankOf(sql`${actorId}`, sql`${roomId}`)} > 0)
      AND EXISTS (SELECT 1 FROM users WHERE id = ${actorId} AND status = 'active')`;
  const releaseFiles = sql`
    UPDATE attachments SET purge_at = ${now} WHERE message_id = ${messageId} AND purge_at IS NULL
      AND EXISTS (SELECT 1 FROM messages
        WHERE id = ${messageId} AND room_id = ${roomId} AND deleted_at IS NOT NULL)`;
  const audit = auditStatement(
    {
      ...{ at: now, actorId, action: "message.remove", targetId: messageId },
      detail: { roomId },
    },
    sql`changes() > 0 AND EXISTS (SELECT 1 FROM messages
      WHERE id = ${messageId} AND author_id <> ${actorId})`,
  );
  const close = closeRemoved({ roomId, messageId, actorId, now });
  const others = [releaseFiles, unindexStatement(messageId), ...(byModerator ? [close] : [])];
  return runChange(db, { roomId, messageId }, update, others, [audit]);
}
