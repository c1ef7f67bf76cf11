"use client";

import { useState } from "react";
import useSWR from "swr";
import useSWRInfinite from "swr/infinite";
import { auditActorsSchema, auditPageSchema, type AuditPage } from "@/lib/audit/schema";
import { joinById } from "@/lib/client/join-by-id";
import { fetchJson } from "@/lib/http/fetcher";

const url = "/api/admin/audit";
const pace = { refreshInterval: 60_000, dedupingInterval: 30_000, revalidateOnFocus: false };

/** What was done, newest first, page by page; `query` is what `toAuditQuery` makes. */
export function useAudit(query: string) {
  const [loadedAt, setLoadedAt] = useState<number | null>(null);
  const toPageUrl = (index: number, previous: AuditPage | null) => {
    if (index === 0) return query ? `${url}?${query}` : url;
    if (!previous?.nextCursor) return null;
    const search = new URLSearchParams(query);
    search.set("before", previous.nextCursor);
    return `${url}?${search.toString()}`;
  };
  const { data, error, mutate, size, setSize, isValidating } = useSWRInfinite<AuditPage, unknown>(
    toPageUrl,
    (page: string) => fetchJson(page, auditPageSchema),
    { ...pace, onSuccess: () => setLoadedAt(Date.now()) },
  );
  const pages = data ?? [];
  return {
    /** Null until they are known for the first time. */
    entries: data ? joinById(pages.flatMap(({ entries }) => entries)) : null,
    names: Object.fromEntries(pages.flatMap(({ names }) => Object.entries(names))),
    error,
    loadedAt,
    hasMore: typeof pages.at(-1)?.nextCursor === "string",
    isLoadingMore: isValidating && data !== undefined && data.length < size,
    loadMore: () => void setSize((loaded) => loaded + 1),
    reload: () => void mutate(),
  };
}

/** Everybody who stands in the log as acting, for choosing. */
export function useActors() {
  const { data } = useSWR(`${url}/actors`, (from: string) => fetchJson(from, auditActorsSchema), {
    ...pace,
    refreshInterval: 0,
  });
  return data?.actors ?? [];
}
