import { and, asc, eq, gt, inArray, lte, sql, type SQL } from "drizzle-orm";
import { pendingEffects, roomMembers } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";

export type PendingEffect = typeof pendingEffects.$inferSelect;

/** An effect is left to its own request for this long before the cron takes it for lost. */
const graceMs = 10_000;

/**
 * The statement that follows a change: writes down what it owes, if the statement before changed anything.
 * Statements after it find out with `isOwed` whether the change took place.
 */
export function owePersonEffect(effectId: string, userId: string | SQL, now: number): SQL {
  return sql`INSERT INTO pending_effects (id, kind, user_id, attempts, next_at, created_at)
    SELECT ${effectId}, 'person', ${userId}, 0, ${now + graceMs}, ${now} WHERE changes() > 0
    RETURNING user_id`;
}

/** Owes an effect before its change. */
export async function insertPersonEffect(
  db: Database,
  id: string,
  userId: string,
  now: number,
): Promise<void> {
  await db
    .insert(pendingEffects)
    .values({ id, kind: "person", userId, nextAt: now + graceMs, createdAt: now });
}

export function isOwed(effectId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM pending_effects WHERE id = ${effectId})`;
}

export async function listDueEffects(
  db: Database,
  now: number,
  limit: number,
): Promise<PendingEffect[]> {
  return db
    .select()
    .from(pendingEffects)
    .where(lte(pendingEffects.nextAt, now))
    .orderBy(asc(pendingEffects.nextAt))
    .limit(limit);
}

export async function findEffect(db: Database, id: string): Promise<PendingEffect | null> {
  const [effect] = await db.select().from(pendingEffects).where(eq(pendingEffects.id, id));
  return effect ?? null;
}

export async function forgetEffects(db: Database, ids: string[]): Promise<void> {
  await db.delete(pendingEffects).where(inArray(pendingEffects.id, ids));
}

export async function postponeEffect(
  db: Database,
  id: string,
  attempts: number,
  nextAt: number,
): Promise<void> {
  await db.update(pendingEffects).set({ attempts, nextAt }).where(eq(pendingEffects.id, id));
}

/** The ids of a person's rooms, ascending, `limit` at a time. */
export async function listRoomIds(
  db: Database,
  userId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .select({ roomId: roomMembers.roomId })
    .from(roomMembers)
    .where(and(eq(roomMembers.userId, userId), gt(roomMembers.roomId, after)))
    .orderBy(asc(roomMembers.roomId))
    .limit(limit);
  return rows.map((row) => row.roomId);
}
