"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Latency } from "@/lib/telemetry/report/schema";
import { toRate } from "./rate";

/** Figures of tables in the viewer's language; a dash where there is none. */
export function useFigures() {
  const t = useTranslations("caches");
  const format = useFormatter();
  const none = t("tables.none");
  const ms = (value: number) =>
    format.number(value, {
      style: "unit",
      unit: "millisecond",
      maximumFractionDigits: value < 10 ? 1 : 0,
    });
  return {
    count: (value: number) => format.number(value),
    rate: (lookups: { hits: number; misses: number }) => {
      const rate = toRate(lookups);
      return rate === null
        ? none
        : format.number(rate, { style: "percent", maximumFractionDigits: 1 });
    },
    calls: (latency: Latency | null) => (latency ? format.number(latency.calls) : none),
    average: (latency: Latency | null) => (latency ? ms(latency.averageMs) : none),
    p95: (latency: Latency | null) => (latency ? ms(latency.p95Ms) : none),
    both: (latency: Latency | null) =>
      latency ? `${ms(latency.averageMs)} / ${ms(latency.p95Ms)}` : none,
  };
}
