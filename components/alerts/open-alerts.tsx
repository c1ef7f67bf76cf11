"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { Alert } from "@/lib/alerts/schema";
import { AlertCard } from "./alert-card";

type OpenAlertsProps = {
  /** Null until they are known. */
  alerts: Alert[] | null;
  /** Others are open that the filters leave out. */
  isFiltered: boolean;
  hasFailed: boolean;
  now: number;
  onAcknowledged: (alert: Alert) => void;
};

/** What is amiss now, the worst first. */
export function OpenAlerts(props: OpenAlertsProps) {
  const t = useTranslations("alerts");
  const { alerts, isFiltered, hasFailed, now, onAcknowledged } = props;
  // The failure stands above; there is nothing to wait for.
  if (alerts === null && hasFailed) return null;
  return (
    <section aria-labelledby="open-alerts" className="space-y-3">
      <h2 id="open-alerts" className="text-sm font-semibold">
        {t("open.title")}
      </h2>
      {alerts === null ? (
        <>
          <p role="status" className="sr-only">
            {t("loading")}
          </p>
          <Skeleton className="h-44 rounded-xl" />
        </>
      ) : alerts.length > 0 ? (
        <ul className="space-y-3">
          {alerts.map((alert) => (
            <AlertCard key={alert.id} {...{ alert, now, onAcknowledged }} />
          ))}
        </ul>
      ) : (
        <div className="rounded-xl border border-line bg-surface">
          {isFiltered ? (
            <p className="p-5 text-sm text-muted">{t("open.noneFiltered")}</p>
          ) : (
            <EmptyState icon={<ShieldCheck />} title={t("open.none")} text={t("open.noneText")} />
          )}
        </div>
      )}
    </section>
  );
}
