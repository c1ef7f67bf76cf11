"use client";

import { useTranslations } from "next-intl";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { FigureCharts } from "./figure-charts";
import { useEstimateNotes } from "./use-estimate-notes";
import { useFigures } from "./use-figures";

type SeriesChartsProps = {
  report: PathsAnswer;
  /** A stretch was chosen in a chart: `from` ≤ t < `to`. */
  onSelect?: (from: number, to: number) => void;
};

/** The report over time. */
export function SeriesCharts({ report, onSelect }: SeriesChartsProps) {
  const t = useTranslations("charts");
  const figures = useFigures();
  const estimates = useEstimateNotes(report);
  const before = report.comparison?.totals;
  const notes = {
    latency: estimates.quantiles,
    visitors: estimates.visitors,
    ...(before && {
      requests: t("before", { value: figures.count(before.requests) }),
      errorRate: t("before", { value: figures.rate(before.errorRate) }),
    }),
  };
  return (
    <section aria-labelledby="series-title" className="grid gap-3 xl:grid-cols-2">
      <h2 id="series-title" className="sr-only">
        {t("overTime")}
      </h2>
      <FigureCharts series={report.series} range={report.range} notes={notes} onSelect={onSelect} />
    </section>
  );
}
