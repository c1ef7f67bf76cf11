"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { toLocalDay } from "@/lib/client/message-rows";

const dayMs = 24 * 60 * 60 * 1000;

/** The day that the messages below were written on. */
export function DaySeparator({ at }: { at: number }) {
  const t = useTranslations("chat.messages");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const day = toLocalDay(at);
  const sameYear = Math.floor(day / 10_000) === Math.floor(toLocalDay(now) / 10_000);
  const label =
    day === toLocalDay(now)
      ? t("today")
      : day === toLocalDay(now - dayMs)
        ? t("yesterday")
        : format.dateTime(at, {
            weekday: "long",
            month: "long",
            day: "numeric",
            ...(sameYear ? {} : { year: "numeric" }),
          });
  return (
    <div className="flex items-center gap-3 px-4 pt-5 pb-2">
      <span aria-hidden className="h-px flex-1 bg-line" />
      <h3 className="text-xs font-medium text-muted">{label}</h3>
      <span aria-hidden className="h-px flex-1 bg-line" />
    </div>
  );
}
