import { isNull, sql } from "drizzle-orm";
import { shareReports } from "../../../drizzle/schema";
import { auditStatement } from "../../audit/store";
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

/** False when there is no such report; closing one twice changes nothing. Writes down who did it. */
export async function closeReportRow(
  db: Database,
  { id, actorId, now }: { id: string; actorId: string; now: number },
): Promise<boolean> {
  const [, closed] = await runBatch(db, [
    auditStatement(
      { at: now, actorId, action: "share.report_close", targetId: id, detail: {} },
      sql`EXISTS (SELECT 1 FROM share_reports WHERE id = ${id} AND closed_at IS NULL)`,
    ),
    sql`UPDATE share_reports SET closed_at = coalesce(closed_at, ${now}) WHERE id = ${id}
      RETURNING id`,
  ]);
  return (closed?.length ?? 0) > 0;
}
