"use client";

import useSWR from "swr";
import * as z from "zod/mini";
import { fetchJson } from "@/lib/http/fetcher";

const dayMs = 24 * 60 * 60 * 1000;

/** A session ends 30 days after it was last renewed: opening the chat renews it, and so does each day it stays open. */
export function useSessionRenewal(): void {
  useSWR("/api/auth/session", (url: string) => fetchJson(url, z.unknown()), {
    refreshInterval: dayMs,
    dedupingInterval: dayMs / 2,
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
  });
}
