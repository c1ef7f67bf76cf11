"use client";

import { RefreshCw, RotateCw, Sparkles, WifiOff } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useOnline } from "@/components/shares/use-online";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { toAge } from "@/lib/client/freshness";
import { DataSource } from "./data-source";
import { useArrivals } from "./use-arrivals";
import { useFollowUp } from "./use-follow-up";
import type { Received, usePathsReport } from "./use-paths-report";
import { useRefresh } from "./use-refresh";

type FreshnessProps = {
  received: Received;
  report: ReturnType<typeof usePathsReport>;
  /** Who looks may let the statistics be made anew. */
  canForce: boolean;
};

const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;

/** How old the data is, where it comes from, whether newer data is on its way, and a button that fetches it. */
export function Freshness({ received, report, canForce }: FreshnessProps) {
  const t = useTranslations("paths.freshness");
  const common = useTranslations("common");
  const format = useFormatter();
  const now = useNow({ updateInterval: 1_000 }).getTime();
  const isOnline = useOnline();
  const { answer } = received;
  const { state, refresh } = useRefresh(report);
  const hasArrived = useArrivals(received);
  useFollowUp(received, report.askAgain);

  const age = toAge({ ...received, stalenessSeconds: answer.stalenessSeconds }, now);
  const time = answer.lastUpdated === null ? null : format.dateTime(answer.lastUpdated, clock);
  const ago = format.relativeTime(now - age, { now, style: "narrow" });
  const told = state === "idle" ? null : t(`refresh.${state}`);

  return (
    <div className="space-y-2">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <p className="tabular-nums">{time === null ? t("never") : t("updated", { time, ago })}</p>
        <DataSource source={answer.dataSource} version={answer.version} />
        {answer.stale ? (
          <Badge tone="warn">
            <RotateCw aria-hidden size={12} />
            {t("stale")}
          </Badge>
        ) : null}
        {hasArrived && state !== "busy" ? (
          <Badge tone="accent">
            <Sparkles aria-hidden size={12} />
            {t("arrived")}
          </Badge>
        ) : null}
        <span className="flex items-center gap-3 sm:ml-auto">
          {/* What the button led to; announced without taking the focus. */}
          <span role="status">{told}</span>
          {canForce ? (
            <Button size="sm" busy={state === "busy"} onClick={refresh}>
              {state === "busy" ? null : <RefreshCw aria-hidden size={14} />}
              {t("refresh.button")}
            </Button>
          ) : null}
        </span>
      </div>
      {!isOnline ? (
        <p
          role="status"
          className="flex items-center gap-2 rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn"
        >
          <WifiOff aria-hidden size={16} className="shrink-0" />
          {t("offline", { time: time ?? "–", ago })}
        </p>
      ) : report.error ? (
        <Notice tone="danger">
          <span className="flex flex-wrap items-center justify-between gap-2">
            {/* Without the age, which would be announced anew each second. */}
            <span>
              {t("failed", { time: time ?? "–" })}
              <span aria-live="off"> {t("failedAge", { ago })}</span>
            </span>
            <Button size="sm" busy={report.isAsking} onClick={report.retry}>
              {common("retry")}
            </Button>
          </span>
        </Notice>
      ) : null}
    </div>
  );
}
