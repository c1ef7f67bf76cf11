"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { TimeChart } from "@/components/charts/time-chart";
import type { ChartSeries } from "@/components/charts/types";
import { fillMinutes } from "@/lib/alerts/pipeline/domain";
import type { Pipeline } from "@/lib/alerts/pipeline/schema";
import { useWords } from "./use-words";

/** Events, messages and retries by minute. */
export function Throughput({ at, minutes }: Pick<Pipeline, "at" | "minutes">) {
  const t = useTranslations("pipeline.throughput");
  const words = useWords();
  const { buckets, series } = useMemo(() => {
    const all = fillMinutes({ at, minutes });
    const lines: ChartSeries[] = [
      { key: "events", label: t("events"), tone: "primary", values: all.map((one) => one.events) },
      {
        key: "messages",
        label: t("messages"),
        tone: "secondary",
        values: all.map((one) => one.messages),
      },
      { key: "retries", label: t("retries"), tone: "warn", values: all.map((one) => one.retries) },
    ];
    return { buckets: all.map(({ minute }) => minute), series: lines };
  }, [at, minutes, t]);
  return (
    <TimeChart
      title={t("title")}
      note={t("note")}
      granularity="minute"
      buckets={buckets}
      series={series}
      format={words.count}
    />
  );
}
