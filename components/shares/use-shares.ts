"use client";

import { useCallback } from "react";
import useSWRInfinite from "swr/infinite";
import { z } from "zod";
import { joinById } from "@/lib/client/join-by-id";
import { fetchJson } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";
import { createdShareSchema, shareLimits, sharePageSchema, type Share } from "@/lib/share/schema";

type Page = z.infer<typeof sharePageSchema>;

function toPageUrl(index: number, previous: Page | null): string | null {
  if (index === 0) return "/api/share/list";
  const cursor = previous?.nextCursor;
  return cursor ? `/api/share/list?cursor=${encodeURIComponent(cursor)}` : null;
}

/** My shares, newest first, page by page, and what can be done with one. */
export function useShares() {
  const { data, error, mutate, size, setSize, isValidating } = useSWRInfinite<Page, unknown>(
    toPageUrl,
    (url: string) => fetchJson(url, sharePageSchema),
    { revalidateFirstPage: true },
  );
  const { shares, isStale } = join(data ?? []);

  /** Changes what is shown, without asking for all pages again. */
  const change = useCallback(
    async (changed: (shares: Share[]) => Share[]) => {
      await mutate((pages) => pages?.map((page) => ({ ...page, shares: changed(page.shares) })), {
        revalidate: false,
      });
    },
    [mutate],
  );

  return {
    /** Null until they are known for the first time. */
    shares: data ? shares : null,
    error,
    /** Not from the database itself: the newest changes may be missing. */
    isStale,
    hasMore: typeof data?.at(-1)?.nextCursor === "string",
    isLoadingMore: isValidating && data !== undefined && data.length < size,
    loadMore: () => void setSize((pages) => pages + 1),
    reload: () => void mutate(),

    /** Gives it a whole life from now on; answers its end, or null when it had ended already. */
    extend: async (share: Share): Promise<number | null> => {
      const json = { expiresInDays: shareLimits.lifeDays };
      const init = { method: "PATCH", json } as const;
      const extended = await unlessGone(fetchJson(toUrl(share), createdShareSchema, init));
      await change((all) =>
        extended
          ? all.map((one) =>
              one.id === share.id ? { ...one, expiresAt: extended.expiresAt } : one,
            )
          : all.filter(({ id }) => id !== share.id),
      );
      return extended?.expiresAt ?? null;
    },
    /** One that is gone already is removed as well. */
    remove: async (share: Share): Promise<void> => {
      await unlessGone(fetchJson(toUrl(share), z.undefined(), { method: "DELETE" }));
      await change((all) => all.filter(({ id }) => id !== share.id));
    },
  };
}

function join(pages: Page[]): { shares: Share[]; isStale: boolean } {
  return {
    shares: joinById(pages.flatMap(({ shares }) => shares)),
    isStale: pages.some(({ dataSource }) => dataSource !== "d1"),
  };
}

function toUrl({ id }: Share): string {
  return `/api/share/${encodeURIComponent(id)}`;
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    const isGone = error instanceof PlazaError && ["not_found", "gone"].includes(error.code);
    if (isGone) return null;
    throw error;
  }
}
