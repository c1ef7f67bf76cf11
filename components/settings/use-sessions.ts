"use client";

import useSWR from "swr";
import { sessionListSchema } from "@/lib/auth/schema";
import { fetchJson } from "@/lib/http/fetcher";

/** Where I am signed in. */
export function useSessions() {
  const { data, error, mutate } = useSWR("/api/me/sessions", (url: string) =>
    fetchJson(url, sessionListSchema),
  );
  return { sessions: data?.sessions ?? null, failed: error !== undefined, reload: () => mutate() };
}
