import { eq, isNull, sql } from "drizzle-orm";
import { shareReports } from "../../../drizzle/schema";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { ShareReport } from "../schema";

/** What an admin has to read of one share at most. */
const openPerShare = 20;

/** Keeps a report; beyond `openPerShare` open ones of a share, nothing new is said by another. */
export async function insertReport(db: Database, report: ShareReport): Promise<void> {
  const { id, shareId, reason, detail, createdAt } = report;
  await runBatch(db, [
    sql`INSERT INTO share_reports (id, share_id, reason, detail, created_at)
      SELECT ${id}, ${shareId}, ${reason}, ${detail}, ${createdAt}
      WHERE (SELECT count(*) FROM share_reports
        WHERE share_id = ${shareId} AND closed_at IS NULL) < ${openPerShare}`,
  ]);
}

/** Open reports, the oldest first. */
export async function listOpenReports(db: Database, limit: number): Promise<ShareReport[]> {
  return db
    .select({
      id: shareReports.id,
      shareId: shareReports.shareId,
      reason: shareReports.reason,
      detail: shareReports.detail,
      createdAt: shareReports.createdAt,
    })
    .from(shareReports)
    .where(isNull(shareReports.closedAt))
    .orderBy(shareReports.createdAt)
    .limit(limit);
}

/** False when there is no such report; closing one twice changes nothing. */
export async function closeReportRow(db: Database, id: string, now: number): Promise<boolean> {
  const closed = await db
    .update(shareReports)
    .set({ closedAt: sql`coalesce(${shareReports.closedAt}, ${now})` })
    .where(eq(shareReports.id, id))
    .returning({ id: shareReports.id });
  return closed.length > 0;
}
