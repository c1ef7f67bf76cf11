import { sql } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { Tombstone } from "../domain";
import { shareMonitorSchema, type ShareMonitor } from "../schema";
import { blank } from "./rows";

/**
 * Makes tombstones of what is due: shares whose time is up, and uploads that nobody came back for, whose `clientId`
 * is free again. At most `limit` of each; how many there were.
 */
export async function claimEnded(db: Database, now: number, limit: number): Promise<number> {
  const due = (state: string) => sql`SELECT id FROM shares
    WHERE purge_at <= ${now} AND state = ${state} ORDER BY purge_at LIMIT ${limit}`;
  const claimed = await runBatch(db, [
    sql`UPDATE shares SET state = 'expired', ${blank} WHERE id IN (${due("live")})
      AND expires_at <= ${now} RETURNING id`,
    sql`UPDATE shares SET state = 'removed', ${blank}, client_id = 'given-up:' || id,
      expires_at = ${now}, purge_at = ${now} WHERE id IN (${due("uploading")}) RETURNING id`,
  ]);
  return claimed.reduce((sum, rows) => sum + rows.length, 0);
}

/** A tombstone whose copies are owed. */
export type DueTombstone = { id: string; state: Tombstone; endedAt: number };

const dueSchema = z.array(
  z.object({ id: z.string(), state: z.enum(["expired", "removed"]), endedAt: z.number() }),
);

/** Tombstones that are due, the longest due first. */
export async function listDueTombstones(
  db: Database,
  now: number,
  limit: number,
): Promise<DueTombstone[]> {
  const [rows] = await runBatch(db, [
    sql`SELECT id, state, expires_at AS endedAt FROM shares WHERE purge_at <= ${now}
      AND state IN ('expired', 'removed') ORDER BY purge_at LIMIT ${limit}`,
  ]);
  return dueSchema.parse(rows ?? []);
}

/** When each swept tombstone must be looked at next; null: its row goes, with what was reported of it. */
export type SweptTombstone = { id: string; nextPurge: number | null };

export async function settleTombstones(db: Database, swept: SweptTombstone[]): Promise<void> {
  const later = swept.filter(({ nextPurge }) => nextPurge !== null);
  const over = swept.filter(({ nextPurge }) => nextPurge === null).map(({ id }) => id);
  const overIds = sql`(SELECT value FROM json_each(${JSON.stringify(over)}))`;
  await runBatch(db, [
    sql`UPDATE shares SET purge_at = swept.value ->> 'nextPurge'
      FROM json_each(${JSON.stringify(later)}) AS swept
      WHERE shares.id = swept.value ->> 'id' AND shares.state IN ('expired', 'removed')`,
    sql`DELETE FROM share_reports WHERE share_id IN ${overIds}`,
    sql`DELETE FROM shares WHERE id IN ${overIds} AND state IN ('expired', 'removed')`,
  ]);
}

/** How many shares there are, by what they are; `sweepAgainMs` tells owed copies from tombstones that only stand. */
export async function readTotals(
  db: Database,
  { now, soonMs, sweepAgainMs }: { now: number; soonMs: number; sweepAgainMs: number },
): Promise<ShareMonitor["totals"]> {
  const isLive = sql`(state = 'live' AND expires_at > ${now})`;
  const [rows] = await runBatch(db, [
    sql`SELECT coalesce(sum(${isLive}), 0) AS live,
      coalesce(sum(${isLive} AND (generated_image IS NOT NULL OR original_image IS NOT NULL)), 0)
        AS r2Stored,
      coalesce(sum(${isLive} * ((generated_image IS NOT NULL) + (original_image IS NOT NULL))), 0)
        AS r2Objects,
      coalesce(sum(CASE WHEN ${isLive} THEN coalesce(generated_image ->> 'size', 0)
        + coalesce(original_image ->> 'size', 0) END), 0) AS r2Bytes,
      coalesce(sum(state = 'expired' OR (state = 'live' AND expires_at <= ${now})), 0) AS expired,
      coalesce(sum(state = 'removed'), 0) AS removed,
      coalesce(sum(views), 0) AS views,
      coalesce(sum(${isLive} AND expires_at <= ${now + soonMs}), 0) AS expiringSoon,
      (SELECT count(*) FROM share_reports WHERE closed_at IS NULL) AS openReports,
      coalesce(sum(CASE state WHEN 'live' THEN expires_at <= ${now}
        WHEN 'uploading' THEN purge_at <= ${now}
        ELSE purge_at <= expires_at + ${sweepAgainMs} END), 0) AS purgesOwed
      FROM shares`,
  ]);
  return shareMonitorSchema.shape.totals.parse(rows?.[0]);
}
