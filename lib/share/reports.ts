import type { Person } from "../auth/schema";
import { hashSource } from "../auth/service";
import { RateLimitKeys } from "../cache/keys";
import { PlazaError } from "../http/problem";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { getShareRecord } from "./read";
import { toAdminShare } from "./admin/list-all";
import type { OpenReport } from "./admin/schema";
import type { ReportReason } from "./schema";
import { listOwned } from "./store/admin-lists";
import { closeReportRow, insertReport, listOpenReports } from "./store/reports";

const reportsPerTenMinutes = 5;
const reportsShown = 100;

/** Tells admins what is wrong with a share; from anybody, so counted by address. Throws `not_found`, `gone`, `rate_limited`. */
export async function reportShare(
  deps: Deps,
  headers: Headers,
  shareId: string,
  { reason, detail }: { reason: ReportReason; detail: string },
): Promise<void> {
  await getShareRecord(deps, shareId);
  await takeFromLimit(deps, RateLimitKeys.shareReports(await hashSource(deps, headers)), {
    limit: reportsPerTenMinutes,
    windowSeconds: 600,
  });
  await insertReport(deps.db, { id: newId(16), shareId, reason, detail, createdAt: deps.now() });
}

/** For admins: the oldest open reports, each with its share; addresses are below `origin`. */
export async function listReports(
  deps: Pick<Deps, "db" | "now">,
  origin: string,
): Promise<OpenReport[]> {
  const reports = await listOpenReports(deps.db, reportsShown);
  const ids = [...new Set(reports.map(({ shareId }) => shareId))];
  const owned = await listOwned(deps.db, ids, deps.now());
  const byId = new Map(owned.map((one) => [one.record.id, toAdminShare(one, origin)]));
  return reports.map((report) => ({ ...report, share: byId.get(report.shareId) ?? null }));
}

/** An admin has seen to a report. Throws `not_found`. */
export async function closeReport(
  deps: Deps,
  { id: actorId }: Pick<Person, "id">,
  reportId: string,
): Promise<void> {
  const close = { id: reportId, actorId, now: deps.now() };
  if (!(await closeReportRow(deps.db, close))) throw new PlazaError("not_found");
}
