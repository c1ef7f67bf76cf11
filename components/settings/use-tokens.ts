"use client";

import useSWR from "swr";
import { fetchJson } from "@/lib/http/fetcher";
import { tokenListSchema } from "@/lib/token/schema";

/** My API tokens, newest first. */
export function useTokens() {
  const { data, error, mutate } = useSWR("/api/me/tokens", (url: string) =>
    fetchJson(url, tokenListSchema),
  );
  return { tokens: data?.tokens ?? null, failed: error !== undefined, reload: () => mutate() };
}
