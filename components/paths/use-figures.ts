"use client";

import { useFormatter } from "next-intl";
import { useMemo } from "react";

/** A change below this many percent is written as 0 %. */
export const smallestWritten = 0.05;

/** Figures of the statistics as text, in the viewer's language. */
export function useFigures() {
  const format = useFormatter();
  return useMemo(
    () => ({
      /** `12,345` */
      count: (value: number) => format.number(value),
      /** Large counts where there is little room: `12.3K`. */
      shortCount: (value: number) =>
        format.number(value, { notation: "compact", maximumFractionDigits: 1 }),
      /** A share of one, e.g. of errors: `0.4%`. */
      rate: (value: number) =>
        format.number(value, { style: "percent", maximumFractionDigits: value < 0.1 ? 2 : 1 }),
      /** Milliseconds: `3.4 ms`, `128 ms`, `1.35 s`. */
      duration: (ms: number) =>
        ms < 1_000
          ? format.number(ms, {
              style: "unit",
              unit: "millisecond",
              maximumFractionDigits: ms < 10 ? 1 : 0,
            })
          : format.number(ms / 1_000, {
              style: "unit",
              unit: "second",
              maximumFractionDigits: ms < 10_000 ? 2 : 1,
            }),
      /** A change in percent, as the API gives it: `+12.5%`. */
      change: (percent: number) =>
        format.number(percent / 100, {
          style: "percent",
          signDisplay: "exceptZero",
          maximumFractionDigits: Math.abs(percent) < 10 ? 1 : 0,
        }),
    }),
    [format],
  );
}
