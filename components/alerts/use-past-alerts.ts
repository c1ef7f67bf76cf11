"use client";

import useSWRInfinite from "swr/infinite";
import { alertPageSchema, type AlertFilters, type AlertPage } from "@/lib/alerts/schema";
import { joinById } from "@/lib/client/join-by-id";
import { fetchJson } from "@/lib/http/fetcher";

const pageSize = 10;

/** Closed alerts, the newest first, page by page. Nothing is asked while `isShown` is false. */
export function usePastAlerts(
  { rule, severity }: Pick<AlertFilters, "rule" | "severity">,
  isShown: boolean,
) {
  const toUrl = (index: number, previous: AlertPage | null): string | null => {
    if (!isShown || (index > 0 && !previous?.nextCursor)) return null;
    const search = new URLSearchParams({ state: "closed", limit: String(pageSize) });
    if (rule) search.set("rule", rule);
    if (severity) search.set("severity", severity);
    if (previous?.nextCursor) search.set("cursor", previous.nextCursor);
    return `/api/admin/alerts?${search.toString()}`;
  };
  const { data, error, mutate, setSize, size, isValidating } = useSWRInfinite<AlertPage, unknown>(
    toUrl,
    (url: string) => fetchJson(url, alertPageSchema),
    {
      refreshInterval: 60_000,
      dedupingInterval: 30_000,
      revalidateOnFocus: false,
      revalidateFirstPage: true,
    },
  );
  return {
    /** Null until they are known for the first time. */
    alerts: data ? joinById(data.flatMap(({ alerts }) => alerts)) : null,
    error,
    hasMore: typeof data?.at(-1)?.nextCursor === "string",
    isLoadingMore: isValidating && data !== undefined && data.length < size,
    loadMore: () => void setSize((pages) => pages + 1),
    reload: () => void mutate(),
  };
}
