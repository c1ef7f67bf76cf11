import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { isAsWritten, isNamedFirst } from "../../chat/store/named";
import type { Row } from "../../platform/batch";
import { firstAttemptGraceMs } from "../domain";

/** A mention that a bot's webhook has to be told of. */
export const owedMentionSchema = z.object({ botId: z.string(), messageId: z.string() });
export type OwedMention = z.infer<typeof owedMentionSchema>;

/**
 * For the batch that writes posts or an edit (`list`: their JSON, with `id`, `authorId`, `body` and `mentions`), before the
 * statement that writes down who is named: owes each bot of the room that a message of a person names for the first time.
 * What bots and hooks write is told to no bot, so that two of them cannot talk for ever.
 */
export function oweMentions(list: string, now: number): SQL {
  return sql`
    INSERT OR IGNORE INTO bot_deliveries (bot_id, message_id, room_id, next_at, created_at)
    SELECT bots.id, message.id, message.room_id, ${now + firstAttemptGraceMs}, ${now}
    FROM json_each(${list}) AS post
    CROSS JOIN json_each(post.value, '$.mentions') AS named
    CROSS JOIN bots ON bots.id = named.value
      AND bots.webhook_url IS NOT NULL AND bots.disabled_at IS NULL
    CROSS JOIN messages AS message ON ${isAsWritten}
    CROSS JOIN users AS author ON author.id = message.author_id AND author.kind = 'person'
    CROSS JOIN users AS bot ON bot.id = bots.id AND bot.status = 'active'
    CROSS JOIN room_members AS member
      ON member.room_id = message.room_id AND member.user_id = bots.id
    WHERE ${isNamedFirst(sql`bots.id`)}
    RETURNING bot_id AS botId, message_id AS messageId`;
}

export function toOwedMentions(rows: Row[] | undefined): OwedMention[] {
  return owedMentionSchema.array().parse(rows ?? []);
}
