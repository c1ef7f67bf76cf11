"use client";

import { useCallback } from "react";
import useSWRInfinite from "swr/infinite";
import { fetchJson } from "@/lib/http/fetcher";
import {
  archivePageSchema,
  requestedArchiveSchema,
  restoredSchema,
  type ArchiveDay,
  type ArchivePage,
  type Restored,
} from "@/lib/traffic/archive/schema";
import { dashboardRefresh } from "./use-pipeline";

const url = "/api/admin/archive";
const pageSize = 10;
const underWayMs = 2_000;
/** A call puts up to 20,000 rows back. */
const restoreTimeoutMs = 60_000;

const fetchPage = (key: string) => fetchJson(key, archivePageSchema);

function toPageUrl(index: number, previous: ArchivePage | null): string | null {
  if (index === 0) return `${url}?limit=${pageSize}`;
  const before = previous?.next;
  return before ? `${url}?limit=${pageSize}&before=${before}` : null;
}

/** Whether the archive works on a day at this moment; one that failed waits for its next try. */
export function isUnderWay({ state, error }: Pick<ArchiveDay, "state" | "error">): boolean {
  return state !== "done" && state !== "expired" && error === null;
}

/** The days of the archive, newest first, and what can be done with them. */
export function useArchive() {
  const list = useSWRInfinite<ArchivePage, unknown>(toPageUrl, fetchPage, {
    ...dashboardRefresh,
    // Less than the pause between two questions while a day is under way.
    dedupingInterval: 1_000,
    revalidateAll: true,
    refreshInterval: (pages) =>
      toDays(pages ?? []).some(isUnderWay) ? underWayMs : dashboardRefresh.refreshInterval,
  });
  const { data, mutate, setSize } = list;
  const refresh = useCallback(
    () =>
      mutate().then(
        () => undefined,
        () => undefined,
      ),
    [mutate],
  );
  return {
    /** Null until they are known for the first time. */
    days: data ? toDays(data) : null,
    error: list.error,
    hasMore: typeof data?.at(-1)?.next === "string",
    isLoadingMore: list.isValidating && data !== undefined && data.length < list.size,
    loadMore: () => void setSize((size) => size + 1),
    refresh,
    /** Has a day (UTC, such as `2026-11-17`) archived now. */
    request: async (date: string): Promise<void> => {
      const init = { method: "POST", json: { date } } as const;
      await fetchJson(`${url}/trigger`, requestedArchiveSchema, init);
      await mutate();
    },
    /** Puts some rows of a day back; to be called until `complete`. */
    restore: (date: string): Promise<Restored> =>
      fetchJson(`${url}/restore`, restoredSchema, {
        method: "POST",
        json: { date },
        timeoutMs: restoreTimeoutMs,
      }),
  };
}

export function toDownloadUrl(date: string, part: number): string {
  return `${url}/download?date=${date}&part=${part}`;
}

function toDays(pages: ArchivePage[]): ArchiveDay[] {
  return [
    ...new Map(pages.flatMap(({ archives }) => archives).map((day) => [day.date, day])).values(),
  ];
}
