"use client";

import { useFormatter } from "next-intl";
import { useCallback } from "react";

const steps = [
  { unit: "second", ms: 1000, below: 90_000 },
  { unit: "minute", ms: 60_000, below: 90 * 60_000 },
  { unit: "hour", ms: 3_600_000, below: 48 * 3_600_000 },
  { unit: "day", ms: 86_400_000, below: Infinity },
] as const;

/** A span of time in one unit, rounded: `45 seconds`, `12 minutes`, `3 hours`, `5 days`. */
export function useSpanText(): (ms: number) => string {
  const format = useFormatter();
  return useCallback(
    (ms) => {
      const step = steps.find(({ below }) => ms < below) ?? steps[3];
      const value = Math.round(ms / step.ms);
      return format.number(value, { style: "unit", unit: step.unit, unitDisplay: "long" });
    },
    [format],
  );
}
