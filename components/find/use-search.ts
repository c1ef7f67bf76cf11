"use client";

import { useMemo } from "react";
import useSWRInfinite from "swr/infinite";
import { toDayStart, type SearchView } from "@/lib/client/chat-address";
import { fetchJson } from "@/lib/http/fetcher";
import { searchPageSchema, type SearchPage } from "@/lib/search/schema";

/** One of these is needed, or there is nothing to look for. */
const searchable = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

export const isSearchable = (query: string) => searchable.test(query);

function toSearchUrl(view: SearchView, cursor: number | null): string {
  const query = new URLSearchParams({ q: view.query });
  if (view.roomId !== null) query.set("room", view.roomId);
  if (view.authorId !== null) query.set("author", view.authorId);
  if (view.from !== null) query.set("after", String(toDayStart(view.from)));
  if (view.to !== null) query.set("before", String(toDayStart(view.to, 1)));
  if (cursor !== null) query.set("cursor", String(cursor));
  return `/api/chat/search?${query.toString()}`;
}

/** The messages that match, page by page; nothing is asked without a word. */
export function useSearch(view: SearchView) {
  const isAsked = isSearchable(view.query);
  const { data, error, isLoading, isValidating, size, setSize, mutate } = useSWRInfinite<
    SearchPage,
    unknown
  >(
    (index: number, previous: SearchPage | null) =>
      !isAsked || previous?.nextCursor === null
        ? null
        : toSearchUrl(view, index === 0 ? null : (previous?.nextCursor ?? null)),
    (url: string) => fetchJson(url, searchPageSchema),
    { revalidateOnFocus: false, revalidateFirstPage: false, keepPreviousData: true },
  );
  const results = useMemo(() => data?.flatMap((page) => page.results), [data]);
  return {
    /** Undefined while nothing is asked or known. */
    results: isAsked ? results : undefined,
    error: isAsked ? error : undefined,
    isLoading: isAsked && isLoading,
    isLoadingMore: isValidating && size > 1 && data?.[size - 1] === undefined,
    hasMore: typeof data?.at(-1)?.nextCursor === "number",
    more: () => void setSize((count) => count + 1),
    retry: () => void mutate(),
  };
}
