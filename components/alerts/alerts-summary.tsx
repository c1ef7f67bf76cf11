"use client";

import { CircleCheck, OctagonAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import type { Alert } from "@/lib/alerts/schema";

/** How things are, in a line: nothing amiss, or how many alerts are open and how many of them critical. */
export function AlertsSummary({ alerts }: { alerts: Alert[] | null }) {
  const t = useTranslations("alerts.summary");
  if (alerts === null) return <Skeleton className="h-7 w-44" />;
  const critical = alerts.filter(({ severity }) => severity === "critical").length;
  const [Icon, colour] =
    alerts.length === 0
      ? [CircleCheck, "text-ok"]
      : critical > 0
        ? [OctagonAlert, "text-danger"]
        : [TriangleAlert, "text-warn"];
  return (
    <p role="status" className="flex min-h-7 flex-wrap items-center gap-x-2 font-medium">
      <Icon aria-hidden size={18} className={colour} />
      {alerts.length === 0 ? t("quiet") : t("open", { count: alerts.length })}
      {critical > 0 ? (
        <span className="font-normal text-muted">{t("critical", { count: critical })}</span>
      ) : null}
    </p>
  );
}
