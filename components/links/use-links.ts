"use client";

import { useState } from "react";
import useSWR from "swr";
import { fetchLinks, linksUrl } from "./link-calls";

/** The public links: those that live, newest first, then the latest that were revoked. */
export function useLinks() {
  const [loadedAt, setLoadedAt] = useState<number | null>(null);
  const { data, error, mutate } = useSWR<Awaited<ReturnType<typeof fetchLinks>>, unknown>(
    linksUrl,
    fetchLinks,
    {
      refreshInterval: 60_000,
      dedupingInterval: 30_000,
      revalidateOnFocus: false,
      onSuccess: () => setLoadedAt(Date.now()),
    },
  );
  return {
    /** Null until they are known for the first time. */
    links: data?.links ?? null,
    error,
    /** When what is there was loaded, ms. */
    loadedAt,
    reload: () => mutate(),
  };
}
