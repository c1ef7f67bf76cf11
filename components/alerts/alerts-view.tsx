"use client";

import { useNow, useTranslations } from "next-intl";
import { Freshness } from "@/components/admin/freshness";
import { byUrgency } from "@/lib/alerts/domain";
import type { Alert } from "@/lib/alerts/schema";
import { AlertFiltersBar } from "./alert-filters";
import { AlertsSummary } from "./alerts-summary";
import { OpenAlerts } from "./open-alerts";
import { PastAlerts } from "./past-alerts";
import { useAlertFilters } from "./use-alert-filters";
import { useOpenAlerts } from "./use-open-alerts";
import { WatchedRules } from "./watched-rules";
import { WebhookPanel } from "./webhook-panel";

/** Everything about alerts: what is open, what was, whom they are sent to, and what is watched. */
export function AlertsView() {
  const t = useTranslations("alerts");
  const now = useNow({ updateInterval: 30_000 }).getTime();
  const [filters, change] = useAlertFilters();
  const open = useOpenAlerts();
  const alerts = open.data?.alerts ?? null;
  const isMatch = ({ rule, severity }: Alert) =>
    (filters.rule === null || filters.rule === rule) &&
    (filters.severity === null || filters.severity === severity);
  const shown = alerts?.filter(isMatch).toSorted(byUrgency) ?? null;
  return (
    <div className="space-y-8">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <AlertsSummary alerts={alerts} />
        <Freshness {...open} failedText={t("loadFailed")} />
      </div>
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0 space-y-8">
          <AlertFiltersBar filters={filters} onChange={change} />
          {filters.state === "closed" ? null : (
            <OpenAlerts
              alerts={shown}
              isFiltered={(alerts?.length ?? 0) > (shown?.length ?? 0)}
              hasFailed={open.error !== undefined}
              now={now}
              onAcknowledged={(taken) =>
                open.replace((page) => ({
                  ...page,
                  alerts: page.alerts.map((one) => (one.id === taken.id ? taken : one)),
                }))
              }
            />
          )}
          {filters.state === "open" ? null : <PastAlerts filters={filters} />}
        </div>
        <WebhookPanel now={now} />
      </div>
      <WatchedRules />
    </div>
  );
}
