"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useMemo } from "react";
import { TimeChart } from "@/components/charts/time-chart";
import type { ChartSeries, ChartTone } from "@/components/charts/types";
import type { CachesReport } from "@/lib/telemetry/report/schema";
import { toRate } from "./rate";

const tones: ChartTone[] = ["primary", "secondary", "tertiary", "warn", "muted", "danger"];

/** The hit rates of the families that are asked most, over time; as many as can be told apart. */
export function HitRateChart({ report }: { report: CachesReport }) {
  const t = useTranslations("caches");
  const format = useFormatter();
  const series = useMemo(
    (): ChartSeries[] =>
      report.families
        .toSorted((a, b) => b.hits + b.misses - (a.hits + a.misses))
        .slice(0, tones.length)
        .map(({ family, series: { hits, misses } }, index) => ({
          key: family,
          label: t(`family.${family}.name`),
          tone: tones[index] ?? "muted",
          values: hits.map((count, at) => toRate({ hits: count, misses: misses[at] ?? 0 })),
        })),
    [report, t],
  );
  const toText = useCallback(
    (rate: number) => format.number(rate, { style: "percent", maximumFractionDigits: 1 }),
    [format],
  );
  return (
    <TimeChart
      title={t("chart.title")}
      note={t("chart.note")}
      buckets={report.buckets}
      granularity="minute"
      series={series}
      format={toText}
    />
  );
}
