"use client";

import { useFormatter } from "next-intl";
import { useCallback } from "react";
import { toDuration } from "@/lib/client/duration";

/** Says a length of time in words: "30 seconds", "7 days". */
export function useLength(): (seconds: number) => string {
  const format = useFormatter();
  return useCallback(
    (seconds) => {
      const { value, unit } = toDuration(seconds);
      return format.number(value, { style: "unit", unit, unitDisplay: "long" });
    },
    [format],
  );
}
