"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { PathsAnswer } from "@/lib/traffic/report/schema";

type ShownRangeProps = {
  report: Pick<PathsAnswer, "range" | "comparison">;
  /** One path is open, which has buckets of its own and no comparison. */
  isPeriodOnly: boolean;
};

/** From when to when the figures are, by the viewer's clock, as the answer says it: ranges snap to hours or days. */
export function ShownRange({ report, isPeriodOnly }: ShownRangeProps) {
  const t = useTranslations("paths.range");
  const format = useFormatter();
  const { range, comparison } = report;
  const words = ({ from, to }: { from: number; to: number }) =>
    format.dateTimeRange(from, to, { dateStyle: "medium", timeStyle: "short" });
  return (
    <p className="text-sm text-muted">
      <span className="font-medium text-ink">{words(range)}</span>
      {isPeriodOnly ? null : <> {t(range.granularity === "hour" ? "byHour" : "byDay")}</>}
      {comparison && !isPeriodOnly ? (
        <> · {t("comparedWith", { range: words(comparison.range) })}</>
      ) : null}
    </p>
  );
}
