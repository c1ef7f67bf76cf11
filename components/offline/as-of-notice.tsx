"use client";

import { Clock } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { toLocalDay } from "@/lib/client/message-rows";

type AsOfNoticeProps = {
  /** What is shown is what was kept at that time (ms since the epoch). */
  asOf: number;
  offline: boolean;
};

/** Says that what is shown is old, and how old. Over the messages, so that nothing moves when it goes. */
export function AsOfNotice({ asOf, offline }: AsOfNoticeProps) {
  const t = useTranslations("offline");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const day =
    toLocalDay(asOf) === toLocalDay(now) ? {} : ({ month: "short", day: "numeric" } as const);
  const time = format.dateTime(asOf, { ...day, hour: "numeric", minute: "2-digit" });
  return (
    <p
      role="status"
      className="animate-appear-late pointer-events-none absolute inset-x-2 top-2 z-10 mx-auto flex w-fit items-center gap-1.5 rounded-full border border-line bg-raised px-3 py-1.5 text-xs text-ink shadow-sm"
    >
      <Clock aria-hidden size={14} className="shrink-0 text-muted" />
      {offline ? t("asOf", { time }) : t("connectingAsOf", { time })}
    </p>
  );
}
