"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { useOpenAlerts } from "./use-open-alerts";

/** How many alerts are open, for the navigation; nothing while that is not known. */
export function OpenAlertsBadge() {
  const t = useTranslations("admin");
  const alerts = useOpenAlerts({ isQuiet: true }).data?.alerts ?? [];
  if (alerts.length === 0) return null;
  const isCritical = alerts.some(({ severity }) => severity === "critical");
  return (
    <Badge tone={isCritical ? "danger" : "warn"} className="min-w-5 lg:ml-auto">
      <span aria-hidden>{alerts.length}</span>
      <span className="sr-only">{t("openAlerts", { count: alerts.length })}</span>
    </Badge>
  );
}
