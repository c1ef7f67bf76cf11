"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Polled } from "./use-polled";

type FreshnessProps = Pick<Polled<unknown>, "receivedAt" | "error" | "reload"> & {
  /** What to say while there never was an answer. */
  failedText: string;
};

/** When what is shown was received; and, when it could not be brought up to date, how old it is and how to try again. */
export function Freshness({ receivedAt, error, reload, failedText }: FreshnessProps) {
  const t = useTranslations("admin.freshness");
  const common = useTranslations("common");
  const format = useFormatter();
  const now = useNow({ updateInterval: 10_000 }).getTime();
  if (error !== undefined) {
    const ago =
      receivedAt === null ? "" : format.relativeTime(receivedAt, Math.max(now, receivedAt));
    return (
      <div className="w-full">
        <Notice tone="danger">
          <span className="flex flex-wrap items-center justify-between gap-2">
            {receivedAt === null ? failedText : t("stale", { ago })}
            <Button size="sm" onClick={reload}>
              {common("retry")}
            </Button>
          </span>
        </Notice>
      </div>
    );
  }
  if (receivedAt === null) return null;
  return (
    <p className="text-sm text-muted tabular-nums">
      {t("updated", { time: format.dateTime(receivedAt, { timeStyle: "medium" }) })}
    </p>
  );
}
