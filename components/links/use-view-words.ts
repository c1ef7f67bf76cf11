"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { DashboardView } from "@/lib/dashboard/schema";

/** What a view of the statistics shows, in words: period, comparison, paths, then what it leaves out. */
export function useViewWords(): (view: DashboardView) => string[] {
  const t = useTranslations("links.words");
  const format = useFormatter();
  const locale = useLocale();

  const period = ({ range, from, to }: DashboardView) =>
    from === null || to === null
      ? t(`range.${range ?? "24h"}`)
      : format.dateTimeRange(from, to, { dateStyle: "medium", timeStyle: "short" });
  const paths = ({ path, q }: DashboardView) => {
    if (path !== null) return t("path", { path });
    return q === "" ? t("allPaths") : t("search", { q });
  };
  return (view) =>
    [
      period(view),
      view.compare && t("compared"),
      paths(view),
      view.method && t("method", { method: view.method }),
      view.status && t("status", { status: view.status }),
      view.country && t("country", { country: toCountryName(view.country, locale) }),
      view.bot !== null && t(view.bot ? "bots" : "noBots"),
    ].filter((words): words is string => typeof words === "string");
}

/** Codes that are no region, such as `T1` for Tor, stay as they are. */
function toCountryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
