"use client";

import { useTranslations } from "next-intl";
import { alertRules } from "@/lib/alerts/schema";
import { isAlertRule, useFigureText } from "./use-figure-text";

const cell = "px-4 py-2.5 align-top";

/** Every rule with its limits, so that a page without alerts says what would raise one. */
export function WatchedRules() {
  const t = useTranslations("alerts");
  const { limit } = useFigureText();
  return (
    <section aria-labelledby="watched" className="space-y-3">
      <h2 id="watched" className="text-sm font-semibold">
        {t("watched.title")}
      </h2>
      <p className="max-w-prose text-sm text-pretty text-muted">{t("watched.lead")}</p>
      <div className="rounded-xl border border-line bg-surface">
        <table className="w-full text-left text-sm max-md:block">
          <caption className="sr-only">{t("watched.scroll")}</caption>
          <thead className="border-b border-line text-muted max-md:sr-only">
            <tr>
              {(["rule", "warning", "critical"] as const).map((column) => (
                <th key={column} scope="col" className={`${cell} font-medium whitespace-nowrap`}>
                  {t(`watched.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line max-md:block">
            {Object.keys(alertRules)
              .filter(isAlertRule)
              .map((rule) => (
                <tr key={rule} className="max-md:block max-md:py-2">
                  <th scope="row" className={`${cell} font-normal max-md:block max-md:py-1`}>
                    <span className="font-medium">{t(`rules.${rule}.name`)}</span>
                    <span className="block max-w-prose text-pretty text-muted">
                      {t(`rules.${rule}.meaning`)}
                    </span>
                  </th>
                  {(["warning", "critical"] as const).map((severity) => (
                    <td
                      key={severity}
                      className={`${cell} whitespace-nowrap tabular-nums max-md:inline-block max-md:py-1`}
                    >
                      <span aria-hidden className="text-muted md:hidden">
                        {t(`severity.${severity}`)}:{" "}
                      </span>
                      {limit(rule, severity)}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <p className="max-w-prose text-sm text-pretty text-muted">{t("watched.note")}</p>
    </section>
  );
}
