import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";

/** What keeps somebody from writing in a room, or from being in it: conditions for the statements that write. */

/** Of a row of `room_bans` named `ban`. */
export const isBanInForce = (now: number): SQL => sql`coalesce(ban.until > ${now}, 1)`;

/** For `IN`: an author, and the owner for whom it acts when it is a bot. What is decided about either holds for it. */
export const withOwner = (userId: SQL): SQL =>
  sql`(${userId}, (SELECT bots.owner_id FROM bots WHERE bots.id = ${userId}))`;

/** Whether a person, or the owner of a bot, is banned from the room; `roomId` and `userId` may be columns. */
export const isBannedFrom = (roomId: SQL, userId: SQL, now: number): SQL =>
  sql`EXISTS (SELECT 1 FROM room_bans AS ban WHERE ban.room_id = ${roomId}
    AND ban.user_id IN ${withOwner(userId)} AND ${isBanInForce(now)})`;

/** When the mute of a person, or of a bot's owner, ends or has ended; null when there was none. Both may be columns. */
export const mutedUntil = (roomId: SQL, userId: SQL): SQL =>
  sql`(SELECT max(muted.muted_until) FROM room_standings AS muted
    WHERE muted.room_id = ${roomId} AND muted.user_id IN ${withOwner(userId)})`;

/**
 * How much somebody may decide in a room at the moment of the statement: admins 3, moderators 2, the owner 1, members 0;
 * null for who has no active account.
 */
export const rankOf = (userId: SQL, roomId: SQL): SQL =>
  sql`(SELECT CASE ranked.role WHEN 'admin' THEN 3 WHEN 'moderator' THEN 2
      ELSE EXISTS (SELECT 1 FROM room_members AS own WHERE own.room_id = ${roomId}
        AND own.user_id = ranked.id AND own.role = 'owner') END
    FROM users AS ranked WHERE ranked.id = ${userId} AND ranked.status = 'active')`;

/** Nobody decides about their like: a moderator not about moderators, an owner not about either. */
export const outranks = (actorId: SQL, userId: SQL, roomId: SQL): SQL =>
  sql`${rankOf(actorId, roomId)} > coalesce(${rankOf(userId, roomId)}, 0)`;

/** What a moderator has decided, an owner does not undo. `deciderId` null: nobody has. */
export const mayUndo = (actorId: SQL, deciderId: SQL, roomId: SQL): SQL =>
  sql`${rankOf(actorId, roomId)} >= max(1, coalesce(${rankOf(deciderId, roomId)}, 0))`;

const standingSchema = z.object({
  archivedAt: z.number().nullable(),
  mutedUntil: z.number().nullable(),
});

/** What may keep somebody from writing in a room, read after a statement has left their write out. */
export async function findStanding(
  db: Database,
  roomId: string,
  userId: string,
): Promise<z.infer<typeof standingSchema> | null> {
  const [rows] = await runBatch(db, [
    sql`SELECT archived_at AS archivedAt, ${mutedUntil(sql`rooms.id`, sql`${userId}`)} AS mutedUntil
      FROM rooms WHERE id = ${roomId}`,
  ]);
  return rows?.[0] ? standingSchema.parse(rows[0]) : null;
}
