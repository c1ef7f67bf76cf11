"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { ChartMark, ChartSeries, ChartTone } from "@/components/charts/types";
import { TimeChart } from "@/components/charts/time-chart";
import { fromBucket } from "@/lib/traffic/domain";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { useFigures } from "./use-figures";

type Bucket = PathsAnswer["series"][number];

type FigureChartsProps = {
  series: Bucket[];
  range: PathsAnswer["range"];
  notes: { requests?: string; latency: string; errorRate?: string; visitors: string };
  mark?: ChartMark | null;
  /** A stretch was chosen: `from` ≤ t < `to`. */
  onSelect?: (from: number, to: number) => void;
};

/** The figures of paths over time: requests, latency, errors, visitors. */
export function FigureCharts({ series, range, notes, mark, onSelect }: FigureChartsProps) {
  const t = useTranslations("charts");
  const figures = useFigures();
  const drawn = useMemo(() => {
    const toLine = (
      key: string,
      label: string,
      tone: ChartTone,
      read: (bucket: Bucket) => number | null,
    ): ChartSeries => ({ key, label, tone, values: series.map(read) });
    return {
      buckets: series.map(({ bucket }) => fromBucket(bucket)),
      requests: [
        toLine("requests", t("series.requests"), "primary", ({ requests }) => requests),
        toLine("errors", t("series.errors"), "danger", ({ errors }) => errors),
      ],
      latency: [
        toLine("p50", "p50", "primary", ({ p50 }) => p50),
        toLine("p95", "p95", "secondary", ({ p95 }) => p95),
        toLine("p99", "p99", "tertiary", ({ p99 }) => p99),
      ],
      errorRate: [
        // Where nothing was asked, nothing can have failed or not.
        toLine("errorRate", t("series.errorRate"), "danger", ({ requests, errorRate }) =>
          requests === 0 ? null : errorRate,
        ),
      ],
      visitors: [toLine("visitors", t("series.visitors"), "secondary", ({ visitors }) => visitors)],
    };
  }, [series, t]);

  const shared = { buckets: drawn.buckets, granularity: range.granularity, range, onSelect };
  return (
    <>
      <TimeChart
        {...shared}
        title={t("titles.requests")}
        series={drawn.requests}
        format={figures.count}
        note={notes.requests}
      />
      <TimeChart
        {...shared}
        title={t("titles.latency")}
        series={drawn.latency}
        format={figures.duration}
        note={notes.latency}
        mark={mark}
      />
      <TimeChart
        {...shared}
        title={t("titles.errorRate")}
        series={drawn.errorRate}
        format={figures.rate}
        note={notes.errorRate}
      />
      <TimeChart
        {...shared}
        title={t("titles.visitors")}
        series={drawn.visitors}
        format={figures.count}
        note={notes.visitors}
      />
    </>
  );
}
