import { and, desc, eq, gt, sql } from "drizzle-orm";
import { shares, users } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import { within } from "../../platform/within";
import type { ShareCursor } from "../domain";
import type { ShareRecord } from "../schema";
import { toRecord } from "./rows";

const readLimitMs = 5_000;

export type OwnedRecord = { record: ShareRecord; ownerName: string | null };

/**
 * Living shares of everybody, newest first, after a cursor, that say `q` somewhere, or have the id `shareId`. Looks through
 * `reach` rows at most, tombstones included; `end` is the last of those, null when there are no more behind them.
 */
export async function searchShares(
  db: Database,
  ask: {
    q: string;
    shareId: string | null;
    after: ShareCursor | null;
    limit: number;
    reach: number;
    now: number;
  },
): Promise<{ found: OwnedRecord[]; end: ShareCursor | null }> {
  const { q, shareId, after, limit, reach, now } = ask;
  const behind = after
    ? sql`(${shares.createdAt}, ${shares.id}) < (${after.createdAt}, ${after.id})`
    : undefined;
  const newest = [desc(shares.createdAt), desc(shares.id)] as const;
  const ends = db
    .select({ createdAt: shares.createdAt, id: shares.id })
    .from(shares)
    .where(behind)
    .orderBy(...newest)
    .limit(1)
    .offset(reach - 1);
  const edge = (await within(readLimitMs, "finding the reach of a search", ends))[0] ?? null;
  // instr instead of LIKE: D1 refuses LIKE patterns over 50 bytes, and `%` needs no escaping here.
  const says = sql`instr(lower(${shares.title} || char(10) || ${shares.prompt} || char(10)
    || ${shares.style} || char(10) || coalesce(${users.name}, '')), lower(${q})) > 0`;
  const rows = db
    .select({ share: shares, ownerName: users.name })
    .from(shares)
    .leftJoin(users, eq(users.id, shares.ownerId))
    .where(
      and(
        behind,
        edge
          ? sql`(${shares.createdAt}, ${shares.id}) >= (${edge.createdAt}, ${edge.id})`
          : undefined,
        eq(shares.state, "live"),
        gt(shares.expiresAt, now),
        shareId ? eq(shares.id, shareId) : q === "" ? undefined : says,
      ),
    )
    .orderBy(...newest)
    .limit(limit);
  const found = await within(readLimitMs, "searching shares", rows);
  return {
    found: found.map(({ share, ownerName }) => ({ record: toRecord(share), ownerName })),
    end: edge,
  };
}

/** Those of the shares that live, with their owners' names. */
export async function listOwned(
  db: Database,
  shareIds: string[],
  now: number,
): Promise<OwnedRecord[]> {
  // One bound JSON, because D1 binds 100 values at most.
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(shareIds)}))`;
  const rows = db
    .select({ share: shares, ownerName: users.name })
    .from(shares)
    .leftJoin(users, eq(users.id, shares.ownerId))
    .where(and(sql`${shares.id} IN ${asked}`, eq(shares.state, "live"), gt(shares.expiresAt, now)));
  const found = await within(readLimitMs, "reading reported shares", rows);
  return found.map(({ share, ownerName }) => ({ record: toRecord(share), ownerName }));
}
