"use client";

import useSWR from "swr";
import { toStatsQuery } from "@/lib/dashboard/domain";
import type { DashboardView } from "@/lib/dashboard/schema";
import { fetchJson } from "@/lib/http/fetcher";
import { pathStatsSchema, type PathStats } from "@/lib/traffic/report/schema";

type Question = {
  /** Of the report. */
  endpoint: string;
  view: DashboardView & { path: string };
  /** Behind a public link the address names the path, and the link says the rest. */
  locked: boolean;
};

/** One path over time, asked for anew each minute. A failure leaves what was there. */
export function usePathStats({ endpoint, view, locked }: Question) {
  const query = locked ? new URLSearchParams({ path: view.path }) : toStatsQuery(view);
  const { data, error, isValidating, mutate } = useSWR<PathStats, unknown>(
    `${endpoint}/stats?${query.toString()}`,
    (url: string) => fetchJson(url, pathStatsSchema),
    {
      refreshInterval: 60_000,
      dedupingInterval: 30_000,
      revalidateOnFocus: false,
      keepPreviousData: true,
    },
  );
  return {
    /** Null until they are known; of another range while those of this one are on their way. */
    stats: data?.path === view.path ? data : null,
    error,
    isAsking: isValidating,
    retry: () => void mutate(),
  };
}
