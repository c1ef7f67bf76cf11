import { sql, type SQL } from "drizzle-orm";

/** Who is told of being named, and when: conditions for the statements of a batch that writes posts or an edit. */

/** `message` is what this batch has made of `post`: not of an edit which lost, whose mentions nobody made. */
export const isAsWritten: SQL = sql`message.id = post.value ->> 'id'
  AND message.author_id = post.value ->> 'authorId' AND message.body = post.value ->> 'body'
  AND message.deleted_at IS NULL`;

/** Whether `message` has never named this person or bot before; true until the batch writes `mentions`. */
export const isNamedFirst = (userId: SQL): SQL => sql`NOT EXISTS (SELECT 1 FROM mentions AS known
  WHERE known.user_id = ${userId} AND known.room_id = message.room_id AND known.seq = message.seq)`;
