"use client";

import { useFormatter, useTimeZone, useTranslations, type DateTimeFormatOptions } from "next-intl";
import { useMemo } from "react";
import { changesOffset, type ChartTick } from "@/lib/client/chart-ticks";
import type { ChartGranularity } from "./types";

export type BucketWords = {
  timeZone: string;
  /** A bucket by itself: the day, and the time by the viewer's clock. */
  name: (at: number) => string;
  /** The label of a tick, its day below. */
  tick: (tick: ChartTick) => string;
  /** Whose days or hours they are. */
  zone: string;
};

/**
 * Names of buckets. Days are UTC days; hours and minutes are the viewer's, and say which side of a change of the clock
 * they lie on where the range contains one.
 */
export function useBucketWords(granularity: ChartGranularity, buckets: number[]): BucketWords {
  const t = useTranslations("charts");
  const format = useFormatter();
  const timeZone = useTimeZone() ?? "UTC";
  return useMemo(() => {
    const isDay = granularity === "day";
    const day: DateTimeFormatOptions = {
      month: "short",
      day: "numeric",
      ...(isDay ? { timeZone: "UTC" } : {}),
    };
    const time: DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
    const zoneName: DateTimeFormatOptions =
      !isDay && changesOffset(buckets, timeZone) ? { timeZoneName: "short" } : {};
    return {
      timeZone,
      name: (at) =>
        format.dateTime(
          at,
          isDay
            ? { weekday: "short", ...day, year: "numeric" }
            : { weekday: "short", ...day, ...time, ...zoneName },
        ),
      tick: ({ at, isNewDay, isWholeDay }) =>
        isWholeDay
          ? format.dateTime(at, day)
          : `${format.dateTime(at, time)}${isNewDay ? `\n${format.dateTime(at, day)}` : ""}`,
      zone: isDay ? t("zone.days") : t("zone.clock", { zone: timeZone }),
    };
  }, [granularity, buckets, timeZone, format, t]);
}
