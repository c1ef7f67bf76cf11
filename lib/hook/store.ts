import { sql } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../platform/batch";
import type { Database } from "../platform/database";
import { hookLimits, hookSchema, type Hook } from "./schema";

const minuteMs = 60_000;

const listed = sql`SELECT hooks.id AS id, author.name AS name, author.image AS image,
  coalesce(maker.name, '') AS createdByName, hooks.created_at AS createdAt,
  hooks.last_used_at AS lastUsedAt
  FROM hooks CROSS JOIN users AS author ON author.id = hooks.id
  LEFT JOIN users AS maker ON maker.id = hooks.created_by
  WHERE hooks.revoked_at IS NULL`;

/** The hooks of a room that work, in the order they were made. */
export async function listHooks(db: Database, roomId: string): Promise<Hook[]> {
  const [rows] = await runBatch(db, [
    sql`${listed} AND hooks.room_id = ${roomId} ORDER BY hooks.created_at, hooks.id`,
  ]);
  return z.array(hookSchema).parse(rows ?? []);
}

/** A hook of this room that works. */
export async function findHook(db: Database, roomId: string, hookId: string): Promise<Hook | null> {
  const [rows] = await runBatch(db, [
    sql`${listed} AND hooks.room_id = ${roomId} AND hooks.id = ${hookId}`,
  ]);
  return rows?.[0] ? hookSchema.parse(rows[0]) : null;
}

/**
 * Makes a hook with its author, which is a member of this room and of no other, unless the room has as many as it may;
 * false then. The author has no password and what stands for its address is none.
 */
export async function insertHook(
  db: Database,
  hook: {
    id: string;
    roomId: string;
    name: string;
    secretHash: string;
    createdBy: string;
    now: number;
  },
): Promise<boolean> {
  const { id, roomId, name, secretHash, createdBy, now } = hook;
  const [, inserted] = await runBatch(db, [
    sql`INSERT INTO users (id, email, name, kind, created_at)
      SELECT ${id}, ${`hook:${id}`}, ${name}, 'hook', ${now}
      FROM rooms WHERE id = ${roomId} AND kind <> 'direct'
        AND (SELECT count(*) FROM hooks WHERE room_id = ${roomId} AND revoked_at IS NULL)
          < ${hookLimits.perRoom}`,
    sql`INSERT INTO hooks (id, room_id, secret_hash, created_by, created_at)
      SELECT id, ${roomId}, ${secretHash}, ${createdBy}, ${now} FROM users WHERE id = ${id}
      RETURNING id`,
    sql`INSERT INTO room_members (room_id, user_id, role, read_seq, invited_by, joined_at)
      SELECT room_id, hooks.id, 'member', 0, ${createdBy}, ${now} FROM hooks WHERE id = ${id}`,
  ]);
  return Boolean(inserted?.length);
}

/** Puts another secret in place of a hook's; the old one ends with this. */
export async function replaceSecret(
  db: Database,
  hookId: string,
  secretHash: string,
): Promise<void> {
  await runBatch(db, [
    sql`UPDATE hooks SET secret_hash = ${secretHash}
      WHERE id = ${hookId} AND revoked_at IS NULL`,
  ]);
}

/** Ends a hook for good: its author may write no more. Its messages stay as they are. */
export async function revokeHook(db: Database, hookId: string, now: number): Promise<void> {
  await runBatch(db, [
    sql`UPDATE hooks SET revoked_at = coalesce(revoked_at, ${now}) WHERE id = ${hookId}`,
    sql`UPDATE users SET status = 'deleted', email = ${`deleted:${hookId}`},
      version = version + 1 WHERE id = ${hookId} AND kind = 'hook'`,
    sql`DELETE FROM room_members WHERE user_id = ${hookId}`,
  ]);
}

const callSchema = z.object({
  roomId: z.string(),
  secretHash: z.string(),
  lastUsedAt: z.number().nullable(),
});

/** What a call of a hook is checked against; null for one that is unknown or revoked. */
export async function findHookToCall(db: Database, hookId: string) {
  const [rows] = await runBatch(db, [
    sql`SELECT room_id AS roomId, secret_hash AS secretHash, last_used_at AS lastUsedAt
      FROM hooks WHERE id = ${hookId} AND revoked_at IS NULL`,
  ]);
  return rows?.[0] ? callSchema.parse(rows[0]) : null;
}

/** Notes that a hook was used, unless that was noted within the last minute. */
export async function touchHook(db: Database, hookId: string, now: number): Promise<void> {
  await runBatch(db, [
    sql`UPDATE hooks SET last_used_at = ${now}
      WHERE id = ${hookId} AND coalesce(last_used_at, 0) <= ${now - minuteMs}`,
  ]);
}
