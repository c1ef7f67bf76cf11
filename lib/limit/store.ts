import { eq, inArray, lte, sql } from "drizzle-orm";
import { rateLimits } from "../../drizzle/schema";
import type { Database } from "../platform/database";
import type { Limit, Taken } from "./window";

/**
 * Counts one action in D1; a window starts with its first action. One statement; once a window is over its limit,
 * further actions only read, so that hammering costs no writes.
 */
export async function takeFromDatabase(
  db: Database,
  key: string,
  limit: Limit,
  now: number,
): Promise<Taken> {
  const endedBefore = now - limit.windowSeconds * 1000;
  const isOver = sql`${rateLimits.windowStart} <= ${endedBefore}`;
  const [row] = await db
    .insert(rateLimits)
    .values({ key, windowStart: now, count: 1 })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
        windowStart: sql`case when ${isOver} then ${now} else ${rateLimits.windowStart} end`,
      },
      setWhere: sql`${isOver} or ${rateLimits.count} <= ${limit.limit}`,
    })
    .returning();
  if (row) return { count: row.count, startedAt: row.windowStart };
  const [full] = await db.select().from(rateLimits).where(eq(rateLimits.key, key));
  return { count: limit.limit + 1, startedAt: full?.windowStart ?? now };
}

const rowsPerStep = 1_000;

/** Deletes up to a thousand counters whose window started at `before` or earlier. */
export async function deleteOldCounters(db: Database, before: number): Promise<void> {
  const old = db
    .select({ key: rateLimits.key })
    .from(rateLimits)
    .where(lte(rateLimits.windowStart, before))
    .limit(rowsPerStep);
  await db.delete(rateLimits).where(inArray(rateLimits.key, old));
}
