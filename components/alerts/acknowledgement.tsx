"use client";

import { UserRoundCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { Ref } from "react";
import { useMe } from "@/components/admin/me";
import type { Alert } from "@/lib/alerts/schema";

type AcknowledgementProps = {
  alert: Pick<Alert, "acknowledgedAt" | "acknowledgedBy" | "acknowledgedByName">;
  ref?: Ref<HTMLParagraphElement>;
};

/** Who looks after an alert, and since when; nothing while nobody does. */
export function Acknowledgement({ alert, ref }: AcknowledgementProps) {
  const t = useTranslations("alerts.card");
  const format = useFormatter();
  const toName = useCarerName();
  if (alert.acknowledgedAt === null) return null;
  const time = format.dateTime(alert.acknowledgedAt, { dateStyle: "medium", timeStyle: "short" });
  return (
    <p ref={ref} tabIndex={-1} className="flex items-start gap-1.5 text-sm text-muted outline-none">
      <UserRoundCheck aria-hidden size={15} className="mt-0.5 shrink-0 text-ok" />
      {t("acknowledgedBy", { name: toName(alert), time })}
    </p>
  );
}

/** The name of whoever acknowledged: a person, a program, or an account that is gone. */
export function useCarerName(): (
  alert: Pick<Alert, "acknowledgedBy" | "acknowledgedByName">,
) => string {
  const t = useTranslations("alerts.card");
  const me = useMe();
  return ({ acknowledgedBy, acknowledgedByName }) => {
    if (acknowledgedBy === me.id) return t("you");
    if (acknowledgedBy === "operator") return t("program");
    return acknowledgedByName ?? t("goneAccount");
  };
}
