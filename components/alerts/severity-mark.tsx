"use client";

import { clsx } from "clsx";
import { OctagonAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Severity } from "@/lib/alerts/schema";

/** A severity as shape, word and colour; `muted` for what is over. */
export function SeverityMark({ severity, muted }: { severity: Severity; muted?: boolean }) {
  const t = useTranslations("alerts.severity");
  const Icon = severity === "critical" ? OctagonAlert : TriangleAlert;
  const colour = severity === "critical" ? "bg-danger-soft text-danger" : "bg-warn-soft text-warn";
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-semibold whitespace-nowrap",
        muted ? "bg-subtle text-muted" : colour,
      )}
    >
      <Icon aria-hidden size={13} />
      {t(severity)}
    </span>
  );
}
