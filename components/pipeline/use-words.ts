"use client";

import { useFormatter } from "next-intl";
import { useMemo } from "react";

const units = [
  ["day", 86_400_000, 36 * 3_600_000],
  ["hour", 3_600_000, 90 * 60_000],
  ["minute", 60_000, 90_000],
  ["second", 1_000, 0],
] as const;

const sizes = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
] as const;

/** Figures as words in the reader's language. Times are milliseconds. */
export function useWords() {
  const format = useFormatter();
  return useMemo(
    () => ({
      count: (value: number) => format.number(value, { maximumFractionDigits: 1 }),
      percent: (share: number) =>
        format.number(share, { style: "percent", maximumFractionDigits: share < 0.1 ? 2 : 0 }),
      /** In the unit that shows it with one or two digits. */
      duration: (ms: number) => {
        const [unit, unitMs] = units.find(([, , from]) => ms >= from) ?? units[3];
        const value = Math.floor(Math.max(0, ms) / unitMs);
        return format.number(value, { style: "unit", unit, unitDisplay: "long" });
      },
      ago: (at: number, now: number) => format.relativeTime(Math.min(at, now), now),
      /** By the reader's clock. */
      time: (at: number) => format.dateTime(at, { timeStyle: "medium" }),
      moment: (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" }),
      /** A UTC day such as `2026-11-17`. */
      day: (date: string) =>
        format.dateTime(new Date(`${date}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" }),
      bytes: (bytes: number) => {
        const [unit, size] = sizes.find(([, least]) => bytes >= least) ?? ["byte", 1];
        const maximumFractionDigits = bytes / size < 10 && size > 1 ? 1 : 0;
        const unitDisplay = unit === "byte" ? "long" : "short";
        return format.number(bytes / size, {
          style: "unit",
          unit,
          unitDisplay,
          maximumFractionDigits,
        });
      },
    }),
    [format],
  );
}
