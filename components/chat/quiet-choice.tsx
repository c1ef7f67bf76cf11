"use client";

import { useFormatter, useTranslations } from "next-intl";
import useSWR from "swr";
import { MenuRadio } from "@/components/ui/dropdown-menu";
import { useToast } from "@/components/ui/toast";
import { inAnHour, nextMorning } from "@/lib/client/quiet-times";
import { fetchJson } from "@/lib/http/fetcher";
import { notificationsSchema } from "@/lib/notify/schema";

const url = "/api/me/notifications";
type Choice = "off" | "hour" | "tomorrow" | "now";

/** Do not disturb, for a while; part of the account menu. Says until when it lasts. */
export function QuietChoice() {
  const t = useTranslations("notify.quiet");
  const involvement = useTranslations("notify.involvement");
  const format = useFormatter();
  const toast = useToast();
  const { data, mutate } = useSWR(url, () => fetchJson(url, notificationsSchema));
  if (!data) return null;
  const { quiet } = data;

  const choose = (choice: Choice) => {
    if (choice === "now") return;
    const until = {
      off: () => null,
      hour: () => inAnHour(Date.now()),
      tomorrow: () => nextMorning(Date.now()),
    }[choice]();
    const next = { ...quiet, until };
    mutate(fetchJson(url, notificationsSchema, { method: "PUT", json: next }), {
      optimisticData: { ...data, quiet: next },
      revalidate: false,
    }).catch(() => toast({ text: involvement("failed"), tone: "danger" }));
  };

  const ends =
    quiet.until === null
      ? null
      : format.dateTime(quiet.until, { weekday: "short", hour: "numeric", minute: "2-digit" });
  return (
    <MenuRadio<Choice>
      label={ends === null ? t("label") : t("until", { time: ends })}
      value={ends === null ? "off" : "now"}
      onChange={choose}
      options={[
        { value: "off", label: t("off") },
        ...(ends === null ? [] : [{ value: "now" as const, label: t("until", { time: ends }) }]),
        { value: "hour", label: t("hour") },
        { value: "tomorrow", label: t("tomorrow") },
      ]}
    />
  );
}
