"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { defaultView } from "@/lib/dashboard/domain";
import type { DashboardView } from "@/lib/dashboard/schema";
import { Freshness } from "./freshness";
import { LoadingReport } from "./loading-report";
import { PathDetail } from "./path-detail";
import { ReportView } from "./report-view";
import { ShownRange } from "./shown-range";
import { StandstillNotice } from "./standstill-notice";
import { Toolbar } from "./toolbar";
import { useDashboardView } from "./use-dashboard-view";
import { usePathsReport } from "./use-paths-report";

type PathsDashboardProps = {
  /** Answers the report; one path in depth is at `{endpoint}/stats`. */
  endpoint: string;
  /** The question is fixed by `initialView`: no ranges, filters, export or forced refresh. */
  locked: boolean;
  initialView?: DashboardView;
};

/** Data older than this may mean that nothing counts any more. */
const suspiciousSeconds = 180;

/** The statistics of a view: totals, series, paths, or one path in depth. */
export function PathsDashboard({ endpoint, locked, initialView }: PathsDashboardProps) {
  const [view, change] = useDashboardView(locked ? (initialView ?? defaultView) : null);
  const report = usePathsReport(endpoint, view, locked);
  const { received, error } = report;
  const answer = received?.answer ?? null;
  const isOld =
    answer !== null && (answer.lastUpdated === null || answer.stalenessSeconds > suspiciousSeconds);
  const { path } = view;
  const [cameFrom, setCameFrom] = useState(path);
  if (path !== null && path !== cameFrom) setCameFrom(path);
  return (
    <div className="space-y-4">
      {locked ? null : <Toolbar view={view} report={answer} onView={change} />}
      {received && answer ? (
        <>
          <div className="space-y-1">
            <ShownRange report={answer} isPeriodOnly={path !== null} />
            <Freshness received={received} report={report} canForce={!locked} />
          </div>
          {locked ? null : <StandstillNotice isWanted={isOld} />}
          {path === null ? (
            <ReportView
              answer={answer}
              view={view}
              onView={change}
              locked={locked}
              isOther={report.isOther}
              cameFrom={cameFrom}
            />
          ) : (
            <PathDetail
              endpoint={endpoint}
              view={{ ...view, path }}
              onView={change}
              report={answer}
              locked={locked}
              isOnly={locked && initialView?.path === path}
            />
          )}
        </>
      ) : error ? (
        <LoadFailed error={error} isAsking={report.isAsking} onRetry={report.retry} />
      ) : (
        <LoadingReport />
      )}
    </div>
  );
}

type LoadFailedProps = { error: unknown; isAsking: boolean; onRetry: () => void };

/** There is nothing to show yet, and the first question failed. */
function LoadFailed({ error, isAsking, onRetry }: LoadFailedProps) {
  const t = useTranslations("paths");
  const common = useTranslations("common");
  const toText = useProblemText();
  return (
    <Notice tone="danger">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span>
          {t("loadFailed")} {toText(error)}
        </span>
        <Button size="sm" busy={isAsking} onClick={onRetry}>
          {common("retry")}
        </Button>
      </span>
    </Notice>
  );
}
