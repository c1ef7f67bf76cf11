import { sql, type SQL } from "drizzle-orm";
import { rankOf } from "./standing";

/** Of what a moderator or owner takes away, the reports are settled in the same batch; of what its author does not. */
export function closeRemoved({
  roomId,
  messageId,
  actorId,
  now,
}: {
  roomId: string;
  messageId: string;
  actorId: string;
  now: number;
}): SQL {
  return sql`UPDATE message_reports SET closed_at = ${now}, closed_by = ${actorId},
      outcome = 'removed', body = ''
    WHERE message_id = ${messageId} AND room_id = ${roomId} AND closed_at IS NULL
      AND author_id <> ${actorId} AND ${rankOf(sql`${actorId}`, sql`${roomId}`)} > 0
      AND EXISTS (SELECT 1 FROM messages WHERE id = ${messageId} AND deleted_at IS NOT NULL)`;
}
