"use client";

import { ChartLine, Table2 } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { OnDemand } from "@/components/ui/on-demand";
import { Skeleton } from "@/components/ui/skeleton";
import { bucketMs, findExtremes, findParts } from "@/lib/client/chart-values";
import { ChartLegend } from "./chart-legend";
import { ChartTable } from "./chart-table";
import type { PlotContent } from "./plot-options";
import type { TimeChartProps } from "./types";
import { useBucketWords } from "./use-bucket-words";
import { useWidth } from "./use-width";

const loadSurface = () => import("./chart-surface").then((module) => module.ChartSurface);
const heightPx = 224;

/**
 * Values over time: a plot with a cursor for mouse, touch and keyboard, the same as a table, and in a sentence. The code
 * that paints is fetched when the first chart is shown; without it the table stands there.
 */
export function TimeChart(props: TimeChartProps) {
  const { title, buckets, granularity, series, format, note, onSelect } = props;
  const { stacked = false, bars = false, mark = null, range } = props;
  const t = useTranslations("charts");
  const [titleId, summaryId] = [useId(), useId()];
  const [box, width] = useWidth<HTMLDivElement>();
  const [isTable, setTable] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const words = useBucketWords(granularity, buckets);
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const { runningAt, cut } = useMemo(
    () => findParts({ buckets, lengthMs: bucketMs[granularity], range, now }),
    [buckets, granularity, range, now],
  );

  const content = useMemo((): PlotContent => {
    const shown = series.filter(({ key }) => !hidden.has(key));
    const parts = { runningAt, cut };
    return { buckets, granularity, series: shown, stacked, bars, mark, ...parts, words, format };
  }, [buckets, granularity, series, hidden, stacked, bars, mark, runningAt, cut, words, format]);

  const summaries = useMemo(
    () =>
      series.flatMap(({ label, values }) => {
        const found = findExtremes(buckets, values);
        if (!found) return [];
        const { highest, lowest, last } = found;
        return t("summary", {
          label,
          highest: format(highest.value),
          highestAt: words.name(highest.at),
          lowest: format(lowest.value),
          lowestAt: words.name(lowest.at),
          last: format(last.value),
        });
      }),
    [series, buckets, format, words, t],
  );
  const isEmpty = summaries.length === 0;

  const toggle = (key: string) =>
    setHidden((old) => {
      const next = new Set(old);
      if (!next.delete(key)) next.add(key);
      return next;
    });

  return (
    <figure
      aria-labelledby={titleId}
      aria-describedby={summaryId}
      className="flex min-w-0 flex-col rounded-xl border border-line bg-surface p-3 sm:p-4"
    >
      <figcaption className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 id={titleId} className="text-sm font-semibold">
            {title}
          </h3>
          <p className="text-xs text-muted">{[words.zone, note].filter(Boolean).join(" · ")}</p>
        </div>
        <IconButton
          size="sm"
          label={isTable ? t("showChart", { title }) : t("showTable", { title })}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
        </IconButton>
      </figcaption>
      <p id={summaryId} className="sr-only">
        {isEmpty ? t("empty") : summaries.join(" ")}
      </p>
      <div ref={box} className="relative mt-2" style={{ height: heightPx }}>
        {isTable ? (
          <ChartTable {...{ title, buckets, runningAt, cut, series, words, format }} />
        ) : isEmpty ? (
          <p className="flex h-full items-center justify-center rounded-lg bg-subtle text-sm text-muted">
            {t("empty")}
          </p>
        ) : (
          <OnDemand
            load={loadSurface}
            fallback={<Skeleton className="h-full" />}
            onFailure={() => setTable(true)}
          >
            {(ChartSurface) =>
              width > 0 ? (
                <ChartSurface {...{ title, content, width, onSelect }} height={heightPx} />
              ) : null
            }
          </OnDemand>
        )}
      </div>
      <div className="mt-1 flex flex-wrap items-center justify-between gap-x-3">
        {series.length > 1 ? (
          <ChartLegend
            series={series}
            hidden={hidden}
            isFilled={stacked || bars}
            onToggle={toggle}
          />
        ) : null}
        {mark ? <p className="text-xs text-danger">┊ {mark.label}</p> : null}
        {runningAt !== null ? <p className="text-xs text-faint">{t("running")}</p> : null}
        {cut.length > 0 ? <p className="text-xs text-faint">{t("cut")}</p> : null}
      </div>
    </figure>
  );
}
