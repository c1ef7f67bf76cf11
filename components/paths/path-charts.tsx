"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { TimeChart } from "@/components/charts/time-chart";
import { useBucketWords } from "@/components/charts/use-bucket-words";
import { Notice } from "@/components/ui/notice";
import { bucketMs } from "@/lib/client/chart-values";
import { findSlowdown } from "@/lib/client/find-slowdown";
import { fromBucket } from "@/lib/traffic/domain";
import type { PathStats } from "@/lib/traffic/report/schema";
import { FigureCharts } from "./figure-charts";
import { toSplitSeries } from "./path-splits";
import { SplitTable } from "./split-table";
import { useEstimateNotes } from "./use-estimate-notes";
import { useFigures } from "./use-figures";

type PathChartsProps = {
  stats: PathStats;
  /** A stretch was chosen; not there where the range is fixed. */
  onSelect: ((from: number, to: number) => void) | undefined;
};

/** One path's figures over time, how its requests are divided, and when it got slow. */
export function PathCharts({ stats, onSelect }: PathChartsProps) {
  const t = useTranslations("charts");
  const figures = useFigures();
  const notes = useEstimateNotes(stats);
  const { series, range, lastUpdated } = stats;
  const { granularity } = range;
  const drawn = useMemo(() => {
    const buckets = series.map(({ bucket }) => fromBucket(bucket));
    // The bucket that still runs may have seen its few slow requests only.
    const ended = series.filter(
      (_, index) => (buckets[index] ?? 0) + bucketMs[granularity] <= (lastUpdated ?? 0),
    );
    return {
      buckets,
      slowdown: findSlowdown(ended.map(({ p95 }) => p95)),
      classes: toSplitSeries(stats, "classes"),
      methods: toSplitSeries(stats, "methods"),
    };
  }, [stats, series, granularity, lastUpdated]);
  const { buckets, slowdown } = drawn;
  const words = useBucketWords(granularity, buckets);
  const slowAt = slowdown ? (buckets[slowdown.index] ?? null) : null;
  const since = slowAt === null ? null : words.name(slowAt);
  const mark = useMemo(
    () =>
      slowAt === null || since === null ? null : { at: slowAt, label: t("slow.mark", { since }) },
    [slowAt, since, t],
  );
  return (
    <>
      {since !== null && slowdown ? (
        <Notice tone="info">
          <strong className="font-semibold">{t("slow.mark", { since })}</strong>{" "}
          {t("slow.rule", { usual: figures.duration(slowdown.usual) })}
        </Notice>
      ) : null}
      <section aria-label={t("overTime")} className="grid gap-3 xl:grid-cols-2">
        <FigureCharts
          series={series}
          range={range}
          notes={{ latency: notes.quantiles, visitors: notes.visitors }}
          mark={mark}
          onSelect={onSelect}
        />
        {(["classes", "methods"] as const).map((split) => (
          <div key={split} className="flex min-w-0 flex-col gap-3">
            <TimeChart
              title={t(`titles.${split}`)}
              buckets={buckets}
              granularity={granularity}
              range={range}
              series={drawn[split]}
              format={figures.count}
              stacked
              bars
              onSelect={onSelect}
            />
            <div className="rounded-xl border border-line bg-surface p-3 sm:p-4">
              <SplitTable stats={stats} split={split} title={t(`parts.${split}`)} />
            </div>
          </div>
        ))}
      </section>
    </>
  );
}
