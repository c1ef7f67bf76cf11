"use client";

import { useCallback, useState } from "react";
import useSWR from "swr";
import { pipelineSchema, type Pipeline } from "@/lib/alerts/pipeline/schema";
import { fetchJson } from "@/lib/http/fetcher";

const metricsUrl = "/api/admin/paths/metrics";

/** How often pages of the dashboard ask again. */
export const dashboardRefresh = {
  refreshInterval: 60_000,
  dedupingInterval: 30_000,
  revalidateOnFocus: false,
} as const;

/** The pipeline's own figures, each minute. */
export function usePipeline() {
  const [receivedAt, setReceivedAt] = useState<number | null>(null);
  const { data, error, isValidating, mutate } = useSWR<Pipeline, unknown>(
    metricsUrl,
    (url: string) => fetchJson(url, pipelineSchema),
    { ...dashboardRefresh, onSuccess: () => setReceivedAt(Date.now()) },
  );
  const refresh = useCallback(
    () =>
      mutate().then(
        () => undefined,
        () => undefined,
      ),
    [mutate],
  );
  return {
    /** The last ones that came; null before. */
    pipeline: data ?? null,
    /** When that was by the browser's clock, which need not be the server's. */
    receivedAt: receivedAt ?? data?.at ?? null,
    error,
    isValidating,
    /** Settles when they are there, or have failed. */
    refresh,
  };
}
