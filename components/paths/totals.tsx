"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { TotalCard } from "./total-card";
import { useFigures } from "./use-figures";

type Figure = keyof PathsAnswer["totals"];

/** In the order of the page; which way is worse, where one is. */
const figures = [
  { key: "requests", kind: "count" },
  { key: "visitors", kind: "count" },
  { key: "errors", kind: "count", worse: "up" },
  { key: "errorRate", kind: "rate", worse: "up" },
  { key: "avgMs", kind: "duration", worse: "up" },
  { key: "p50", kind: "duration", worse: "up" },
  { key: "p95", kind: "duration", worse: "up" },
  { key: "p99", kind: "duration", worse: "up" },
] as const satisfies { key: Figure; kind: "count" | "rate" | "duration"; worse?: "up" }[];

const quantiles: readonly Figure[] = ["p50", "p95", "p99"];

/** The figures of the whole range, each with its change against the period before. */
export function Totals({ report }: { report: PathsAnswer }) {
  const t = useTranslations("paths.totals");
  const format = useFigures();
  const id = useId();
  const { totals, comparison, errorBounds, unavailable } = report;

  const boundOf = (key: Figure) => {
    // Nothing is counted exactly.
    if (totals[key] === null || totals[key] === 0) return null;
    if (quantiles.includes(key)) return errorBounds.quantiles;
    return key === "visitors" ? errorBounds.visitors : null;
  };

  return (
    <section aria-labelledby={id} className="space-y-2">
      <h2 id={id} className="sr-only">
        {t("title")}
      </h2>
      <dl className="grid grid-cols-2 gap-2 sm:gap-3 md:grid-cols-4 2xl:grid-cols-8">
        {figures.map(({ key, kind, ...rest }) => {
          const value = totals[key];
          const before = comparison?.totals[key] ?? null;
          const bound = boundOf(key);
          return (
            <TotalCard
              key={key}
              label={t(`names.${key}`)}
              value={value === null ? null : format[kind](value)}
              bound={bound === null ? null : format.rate(bound)}
              boundIsTypical={key === "visitors"}
              worse={"worse" in rest ? rest.worse : null}
              change={
                comparison && {
                  percent: comparison.change[key],
                  before: before === null ? null : format[kind](before),
                  isNew: before === 0 && value !== null && value > 0,
                  isSame: before === value,
                }
              }
            />
          );
        })}
      </dl>
      {unavailable.length > 0 ? <p className="text-sm text-muted">{t("unavailable")}</p> : null}
      {report.visitorsNote === null ? null : (
        <p className="text-sm text-muted">{t("visitorsDaily")}</p>
      )}
      {report.visitorsMissingHours > 0 ? (
        <p className="text-sm text-muted">
          {t("visitorsMissing", { hours: report.visitorsMissingHours })}
        </p>
      ) : null}
    </section>
  );
}
