"use client";

import { useTranslations } from "next-intl";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { useFigures } from "./use-figures";

type Estimates = Pick<PathsAnswer, "errorBounds" | "visitorsExact" | "visitorsMissingHours"> & {
  unavailable?: PathsAnswer["unavailable"];
};

/** How far estimates may be off, and why there are none, in words. */
export function useEstimateNotes(estimates: Estimates): { quantiles: string; visitors: string } {
  const t = useTranslations("charts.estimates");
  const figures = useFigures();
  const { errorBounds, visitorsExact, visitorsMissingHours, unavailable = [] } = estimates;
  const visitors = [
    t("visitors", { bound: figures.rate(errorBounds.visitors) }),
    ...(visitorsExact ? [] : [t("perDay")]),
    ...(visitorsMissingHours > 0 ? [t("missing", { hours: visitorsMissingHours })] : []),
  ];
  return {
    quantiles: unavailable.includes("p95")
      ? t("unavailable")
      : t("quantiles", { bound: figures.rate(errorBounds.quantiles) }),
    visitors: unavailable.includes("visitors") ? t("unavailable") : visitors.join(" · "),
  };
}
