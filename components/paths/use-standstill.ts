"use client";

import useSWR from "swr";
import { pipelineSchema } from "@/lib/alerts/pipeline/schema";
import { fetchJson } from "@/lib/http/fetcher";

const pulseSchema = pipelineSchema.pick({
  at: true,
  heartbeat: true,
  heartbeatAt: true,
  lagMs: true,
});

/** Events may wait this long, and their consumer be silent, before it counts as standing still: as the alert does. */
const silentMs = 3 * 60_000;

/** Whether events wait and nobody counts them. Asked only where `isWanted`: while data is fresh it does count. */
export function useStandstill(isWanted: boolean): { waitingMs: number } | null {
  const { data } = useSWR(
    isWanted ? "/api/admin/paths/metrics" : null,
    (url: string) => fetchJson(url, pulseSchema),
    { refreshInterval: 60_000, dedupingInterval: 30_000, revalidateOnFocus: false },
  );
  if (!data || !isWanted) return null;
  const { at, heartbeat, heartbeatAt, lagMs } = data;
  const isSilent = heartbeat === "none" || (heartbeatAt !== null && at - heartbeatAt > silentMs);
  return isSilent && lagMs > silentMs ? { waitingMs: lagMs } : null;
}
