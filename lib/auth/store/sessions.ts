import { and, desc, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import { sessions } from "../../../drizzle/schema";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { newId } from "../../platform/id";
import { sessionMaxAgeMs } from "../domain";
import { isOwed, owePersonEffect } from "./effects";

/**
 * The list of revoked sessions rides in a cached value, so its length is bounded by
 * how many sessions a person can have begun in the life of a token.
 */
const sessionsPerDay = 100;
const dayMs = 24 * 60 * 60 * 1000;

/** Begins a session and forgets those whose tokens have all expired. False when there were too many today. */
export async function insertSession(
  db: Database,
  session: { sid: string; userId: string; userAgent: string | null; now: number },
): Promise<boolean> {
  const { sid, userId, userAgent, now } = session;
  const [, inserted] = await runBatch(db, [
    sql`DELETE FROM sessions WHERE user_id = ${userId}
      AND (expires_at < ${now - dayMs} OR revoked_at < ${now - sessionMaxAgeMs - dayMs})`,
    sql`INSERT INTO sessions (sid, user_id, user_agent, created_at, last_seen_at, expires_at)
      SELECT ${sid}, ${userId}, ${userAgent}, ${now}, ${now}, ${now + sessionMaxAgeMs}
      WHERE (SELECT count(*) FROM sessions
        WHERE user_id = ${userId} AND created_at > ${now - dayMs}) < ${sessionsPerDay}
      RETURNING sid`,
  ]);
  return Boolean(inserted?.length);
}

export async function listLiveSessions(db: Database, userId: string, now: number) {
  return db
    .select({
      sid: sessions.sid,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(
      and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)),
    )
    .orderBy(desc(sessions.lastSeenAt))
    .limit(200);
}

/** Whether the session is (or was) one of this person's. */
export async function hasSession(db: Database, userId: string, sid: string): Promise<boolean> {
  const [row] = await db
    .select({ sid: sessions.sid })
    .from(sessions)
    .where(and(eq(sessions.sid, sid), eq(sessions.userId, userId)));
  return row !== undefined;
}

/** Signs one session out. Answers the id of the effect owed, or null when it was not live. */
export function revokeSession(db: Database, userId: string, sid: string, now: number) {
  return revoke(db, userId, sql`sid = ${sid}`, now);
}

/** Signs out all sessions but one. */
export function revokeOtherSessions(db: Database, userId: string, keepSid: string, now: number) {
  return revoke(db, userId, sql`sid <> ${keepSid}`, now);
}

async function revoke(
  db: Database,
  userId: string,
  which: SQL,
  now: number,
): Promise<string | null> {
  const effectId = newId(20);
  const [, owed] = await runBatch(db, [
    sql`UPDATE sessions SET revoked_at = ${now}
      WHERE user_id = ${userId} AND revoked_at IS NULL AND ${which}`,
    owePersonEffect(effectId, userId, now),
    sql`UPDATE users SET version = version + 1 WHERE id = ${userId} AND ${isOwed(effectId)}`,
    // Whoever uses that browser next shall not read what is written to this person.
    sql`DELETE FROM push_subscriptions WHERE user_id = ${userId} AND sid IN (SELECT sid
      FROM sessions WHERE user_id = ${userId} AND revoked_at IS NOT NULL)`,
  ]);
  return owed?.length ? effectId : null;
}
