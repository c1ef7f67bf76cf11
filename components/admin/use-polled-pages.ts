"use client";

import useSWRInfinite from "swr/infinite";
import type { ZodType } from "zod";
import { fetchJson } from "@/lib/http/fetcher";
import { polling } from "./polling";

type Page<A> = { answer: A; receivedAt: number };

/**
 * Reads a list page by page, and all of them again every minute. `toUrl` makes the address of a page from the
 * `nextCursor` of the one before, null for the first.
 */
export function usePolledPages<A extends { nextCursor: string | null }>(
  toUrl: (cursor: string | null) => string,
  schema: ZodType<A>,
) {
  const { data, error, mutate, size, setSize, isValidating, isLoading } = useSWRInfinite<
    Page<A>,
    unknown
  >(
    (_, previous: Page<A> | null) =>
      previous?.answer.nextCursor === null ? null : toUrl(previous?.answer.nextCursor ?? null),
    async (url: string) => ({ answer: await fetchJson(url, schema), receivedAt: Date.now() }),
    { ...polling, keepPreviousData: true },
  );
  return {
    /** Null until the first has come. */
    pages: data?.map(({ answer }) => answer) ?? null,
    /** When the first was received, in milliseconds; null before. */
    receivedAt: data?.[0]?.receivedAt ?? null,
    error,
    isLoading,
    hasMore: typeof data?.at(-1)?.answer.nextCursor === "string",
    isLoadingMore: isValidating && data !== undefined && data.length > 0 && data.length < size,
    loadMore: () => void setSize((count) => count + 1),
    reload: () => void mutate(),
    /** Shows something else until the next answer. */
    replace: (change: (page: A) => A) =>
      void mutate((held) => held?.map((page) => ({ ...page, answer: change(page.answer) })), {
        revalidate: false,
      }),
  };
}
