"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { usePolled } from "@/components/admin/use-polled";
import {
  cachesQuerySchema,
  cachesReportSchema,
  type CacheRange,
} from "@/lib/telemetry/report/schema";

/** A day is read from 1,440 rows and shown by quarters of an hour: it is not asked for every minute. */
const refreshMs: Record<CacheRange, number> = { "1h": 60_000, "24h": 300_000 };

/** The figures of the period that the address names, and how to name another. */
export function useCaches() {
  const search = useSearchParams();
  const asked = cachesQuerySchema.safeParse({ range: search.get("range") ?? undefined });
  const range: CacheRange = asked.success ? asked.data.range : "1h";
  const report = usePolled(`/api/admin/caches?range=${range}`, cachesReportSchema, {
    everyMs: refreshMs[range],
  });
  const setRange = useCallback((next: CacheRange) => {
    const { pathname } = window.location;
    window.history.replaceState(null, "", next === "1h" ? pathname : `${pathname}?range=${next}`);
  }, []);
  return { range, setRange, ...report };
}
