import { and, count, desc, eq, gt, sql } from "drizzle-orm";
import { shares } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import { within } from "../../platform/within";
import type { ShareCursor } from "../domain";
import type { ShareRecord } from "../schema";
import { toRecord } from "./rows";

const readLimitMs = 5_000;

const isLive = (now: number) => and(eq(shares.state, "live"), gt(shares.expiresAt, now));

/** Living shares, newest first, after a cursor; of one owner, or of all (null). */
export async function listPage(
  db: Database,
  ask: { ownerId: string | null; after: ShareCursor | null; limit: number; now: number },
): Promise<ShareRecord[]> {
  const { ownerId, after, limit, now } = ask;
  const page = db
    .select()
    .from(shares)
    .where(
      and(
        ownerId === null ? undefined : eq(shares.ownerId, ownerId),
        after
          ? sql`(${shares.createdAt}, ${shares.id}) < (${after.createdAt}, ${after.id})`
          : undefined,
        isLive(now),
      ),
    )
    .orderBy(desc(shares.createdAt), desc(shares.id))
    .limit(limit);
  return (await within(readLimitMs, "listing shares", page)).map(toRecord);
}

/** The ids of the newest living shares. */
export async function listNewestIds(db: Database, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: shares.id })
    .from(shares)
    .where(isLive(now))
    .orderBy(desc(shares.createdAt), desc(shares.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function countLive(db: Database, now: number): Promise<number> {
  const [row] = await db.select({ total: count() }).from(shares).where(isLive(now));
  return row?.total ?? 0;
}
