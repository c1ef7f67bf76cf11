import { hashSource } from "../auth/service";
import { RateLimitKeys } from "../cache/keys";
import { PlazaError } from "../http/problem";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { getShareRecord } from "./read";
import type { ReportReason, ShareReport } from "./schema";
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

/** For admins: the oldest open reports. */
export async function listReports(deps: Deps): Promise<ShareReport[]> {
  return listOpenReports(deps.db, reportsShown);
}

/** Throws `not_found`. */
export async function closeReport(deps: Deps, reportId: string): Promise<void> {
  if (!(await closeReportRow(deps.db, reportId, deps.now()))) throw new PlazaError("not_found");
}
