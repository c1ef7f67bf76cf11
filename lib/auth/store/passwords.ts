import { and, eq, sql } from "drizzle-orm";
import { resetLinks, users } from "../../../drizzle/schema";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { newId } from "../../platform/id";
import { isOwed, owePersonEffect } from "./effects";

/**
 * Sets a password, unless it was changed since `previous` was read, and signs out the other sessions.
 * Answers the id of the effect owed, or null when somebody was faster.
 */
export async function updatePassword(
  db: Database,
  change: { userId: string; keepSid: string; previous: string | null; next: string; now: number },
): Promise<string | null> {
  const { userId, keepSid, previous, next, now } = change;
  const effectId = newId(20);
  const [, owed] = await runBatch(db, [
    sql`UPDATE users SET password_hash = ${next}, version = version + 1
      WHERE id = ${userId} AND status = 'active' AND password_hash IS ${previous}`,
    owePersonEffect(effectId, userId, now),
    sql`UPDATE sessions SET revoked_at = ${now} WHERE user_id = ${userId}
      AND revoked_at IS NULL AND sid <> ${keepSid} AND ${isOwed(effectId)}`,
  ]);
  return owed?.length ? effectId : null;
}

/** Keeps the same password under newer parameters; nobody needs to hear of it. */
export async function rehashPassword(
  db: Database,
  userId: string,
  previous: string,
  next: string,
): Promise<void> {
  await db
    .update(users)
    .set({ passwordHash: next })
    .where(and(eq(users.id, userId), eq(users.passwordHash, previous)));
}

/**
 * Keeps a new reset link in place of older ones of the same person. The actor must be an admin in the same
 * statement. False when the actor is not, or there is no such person.
 */
export async function insertResetLink(
  db: Database,
  link: { tokenHash: string; userId: string; actorId: string; now: number; expiresAt: number },
): Promise<boolean> {
  const { tokenHash, userId, actorId, now, expiresAt } = link;
  const [, inserted] = await runBatch(db, [
    sql`DELETE FROM reset_links WHERE user_id = ${userId} AND used_at IS NULL AND ${isAdmin(actorId)}`,
    sql`INSERT INTO reset_links (token_hash, user_id, created_by, created_at, expires_at)
      SELECT ${tokenHash}, id, ${actorId}, ${now}, ${expiresAt} FROM users
      WHERE id = ${userId} AND status <> 'deleted' AND kind = 'person' AND ${isAdmin(actorId)}
      RETURNING user_id`,
    sql`INSERT INTO audit_log (id, at, actor_id, action, target_id, detail)
      SELECT ${newId(20)}, ${now}, ${actorId}, 'person.reset_link', ${userId}, '{}'
      WHERE changes() > 0`,
  ]);
  return Boolean(inserted?.length);
}

function isAdmin(actorId: string) {
  return sql`EXISTS (SELECT 1 FROM users AS actor
    WHERE actor.id = ${actorId} AND actor.role = 'admin' AND actor.status = 'active')`;
}

export async function findResetLink(db: Database, tokenHash: string) {
  const [link] = await db.select().from(resetLinks).where(eq(resetLinks.tokenHash, tokenHash));
  return link ?? null;
}

/** Uses a link once: sets the password and signs out every session. Null when it was used or expired meanwhile. */
export async function consumeResetLink(
  db: Database,
  use: { tokenHash: string; passwordHash: string; now: number },
): Promise<string | null> {
  const { tokenHash, passwordHash, now } = use;
  const effectId = newId(20);
  const owner = sql`(SELECT user_id FROM reset_links WHERE token_hash = ${tokenHash})`;
  const [, owed] = await runBatch(db, [
    sql`UPDATE reset_links SET used_at = ${now}
      WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > ${now}`,
    owePersonEffect(effectId, owner, now),
    sql`UPDATE users SET password_hash = ${passwordHash}, version = version + 1
      WHERE id = ${owner} AND status <> 'deleted' AND ${isOwed(effectId)}`,
    sql`UPDATE sessions SET revoked_at = ${now}
      WHERE user_id = ${owner} AND revoked_at IS NULL AND ${isOwed(effectId)}`,
  ]);
  return owed?.length ? effectId : null;
}
