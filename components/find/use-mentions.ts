"use client";

import { useMemo } from "react";
import useSWRInfinite from "swr/infinite";
import { mentionPageSchema, type MentionPage } from "@/lib/chat/mention-schema";
import { fetchJson } from "@/lib/http/fetcher";

const toUrl = (cursor: number | null) =>
  cursor === null ? "/api/chat/mentions" : `/api/chat/mentions?cursor=${cursor}`;

/** The messages that name me, page by page. `waiting` is how many are unread: a change of it asks anew. */
export function useMentions(waiting: number) {
  const { data, error, isLoading, isValidating, size, setSize, mutate } = useSWRInfinite<
    MentionPage,
    unknown
  >(
    (index: number, previous: MentionPage | null) =>
      previous?.nextCursor === null
        ? null
        : [toUrl(index === 0 ? null : (previous?.nextCursor ?? null)), waiting],
    ([url]: [string]) => fetchJson(url, mentionPageSchema),
    { keepPreviousData: true },
  );
  const mentions = useMemo(() => data?.flatMap((page) => page.mentions), [data]);
  return {
    mentions,
    error,
    isLoading,
    isLoadingMore: isValidating && size > 1 && data?.[size - 1] === undefined,
    hasMore: typeof data?.at(-1)?.nextCursor === "number",
    more: () => void setSize((count) => count + 1),
    retry: () => void mutate(),
  };
}
