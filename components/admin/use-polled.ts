"use client";

import useSWR from "swr";
import type { ZodType } from "zod";
import { fetchJson } from "@/lib/http/fetcher";

export type Polled<T> = {
  /** Null until it is known for the first time; stays when a later call fails. */
  data: T | null;
  /** When it was received, in milliseconds; null before. */
  receivedAt: number | null;
  /** Of the last call; undefined once one has succeeded. */
  error: unknown;
  isLoading: boolean;
  reload: () => void;
  /** Shows something else until the next answer. */
  replace: (change: (data: T) => T) => void;
};

/** Reads one call of the dashboard and again every minute (or `everyMs`); all who ask for the same address share it. */
export function usePolled<T>(
  url: string | null,
  schema: ZodType<T>,
  { everyMs = 60_000, isQuiet = false } = {},
): Polled<T> {
  const { data, error, isLoading, mutate } = useSWR<{ value: T; receivedAt: number }, unknown>(
    url,
    async (address: string) => ({
      value: await fetchJson(address, schema),
      receivedAt: Date.now(),
    }),
    {
      refreshInterval: everyMs,
      dedupingInterval: 30_000,
      revalidateOnFocus: false,
      shouldRetryOnError: !isQuiet,
      keepPreviousData: true,
    },
  );
  return {
    data: data?.value ?? null,
    receivedAt: data?.receivedAt ?? null,
    error,
    isLoading,
    reload: () => void mutate(),
    replace: (change) =>
      void mutate((held) => held && { ...held, value: change(held.value) }, { revalidate: false }),
  };
}
