import { sql } from "drizzle-orm";

/** The parts of a batch of posts that keep a room to its pace. */

/** Whom slow mode does not hold back: whoever keeps order in the room. For rows named `room`, `author` and `member`. */
export const mayHurry = sql`(room.slow_mode_ms = 0 OR member.role = 'owner'
  OR author.role IN ('moderator', 'admin'))`;

/** Posts of one batch do not see each other: of an author's new ones only the first may stand in slow mode. */
export const isAuthorsFirst = (list: string) => sql`NOT EXISTS (
  SELECT 1 FROM json_each(${list}) AS earlier
  WHERE earlier.key < post.key AND earlier.value ->> 'authorId' = author.id
    AND NOT EXISTS (SELECT 1 FROM messages AS known WHERE known.room_id = room.id
      AND known.author_id = author.id AND known.client_id = earlier.value ->> 'clientId'))`;

/** Remembers who has posted just now, in slow mode only: there alone it is asked for. */
export const noteSlowPosts = (roomId: string, list: string, now: number) => sql`
  INSERT INTO room_standings (room_id, user_id, posted_at)
  SELECT room.id, message.author_id, ${now} FROM rooms AS room
  CROSS JOIN json_each(${list}) AS post
  CROSS JOIN messages AS message ON message.id = post.value ->> 'id'
  WHERE room.id = ${roomId} AND room.slow_mode_ms > 0
  ON CONFLICT (room_id, user_id) DO UPDATE SET posted_at = excluded.posted_at`;
