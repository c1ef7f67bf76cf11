"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Alert, AlertFilters } from "@/lib/alerts/schema";
import { Acknowledgement } from "./acknowledgement";
import { SeverityMark } from "./severity-mark";
import { isAlertRule } from "./use-figure-text";
import { usePastAlerts } from "./use-past-alerts";
import { useSpanText } from "./use-span-text";

/** What was amiss in the last 90 days, the newest first. */
export function PastAlerts({ filters }: { filters: AlertFilters }) {
  const t = useTranslations("alerts");
  const common = useTranslations("common");
  const past = usePastAlerts(filters, true);
  const { alerts, error } = past;
  const isFiltered = filters.rule !== null || filters.severity !== null;
  return (
    <section aria-labelledby="past-alerts" className="space-y-3">
      <h2 id="past-alerts" className="text-sm font-semibold">
        {t("past.title")}
      </h2>
      {alerts === null && error === undefined ? <Skeleton className="h-40 rounded-xl" /> : null}
      {alerts?.length === 0 ? (
        <p className="text-sm text-muted">{t(isFiltered ? "past.noneFiltered" : "past.none")}</p>
      ) : null}
      {alerts && alerts.length > 0 ? (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
          {alerts.map((alert) => (
            <PastAlert key={alert.id} alert={alert} />
          ))}
        </ul>
      ) : null}
      {error !== undefined ? (
        <Notice tone="danger">
          <span className="flex flex-wrap items-center justify-between gap-2">
            {t("past.moreFailed")}
            <Button size="sm" onClick={past.reload}>
              {common("retry")}
            </Button>
          </span>
        </Notice>
      ) : (
        <LoadMore list={past}>{t("past.more")}</LoadMore>
      )}
    </section>
  );
}

function PastAlert({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const format = useFormatter();
  const toSpan = useSpanText();
  const { rule, severity, openedAt, closedAt } = alert;
  return (
    <li className="space-y-1 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SeverityMark severity={severity} muted />
        <h3 className="text-sm font-medium">
          {isAlertRule(rule) ? t(`rules.${rule}.name`) : rule}
        </h3>
        {closedAt === null ? null : (
          <p className="text-sm text-muted sm:ml-auto">
            {t("past.lasted", { duration: toSpan(closedAt - openedAt) })}
          </p>
        )}
      </div>
      <p className="text-sm text-muted tabular-nums">
        {format.dateTimeRange(openedAt, closedAt ?? openedAt, {
          dateStyle: "medium",
          timeStyle: "short",
        })}
      </p>
      <p lang="en" className="text-sm break-words text-muted">
        {alert.detail}
      </p>
      <Acknowledgement alert={alert} />
    </li>
  );
}
