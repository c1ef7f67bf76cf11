"use client";

import { useEffect, useMemo, useState, type ReactNode } from "react";
import { SWRConfig, useSWRConfig, type Middleware } from "swr";
import type { PlazaError } from "@/lib/http/problem";
import { isRefused } from "./is-refused";
import { Refused } from "./refused";

/**
 * Around what a page of the dashboard shows: as soon as any of its reads is refused, everything that was read before goes
 * out of sight and out of memory. Reads go through SWR and need nothing of their own for it.
 */
export function AdminGate({ children }: { children: ReactNode }) {
  const [refusal, setRefusal] = useState<PlazaError | null>(null);
  const { mutate } = useSWRConfig();
  useEffect(() => {
    if (refusal) void mutate(() => true, undefined, { revalidate: false });
  }, [refusal, mutate]);
  const value = useMemo(() => ({ use: [watchRefusals(setRefusal)] }), []);
  if (refusal) return <Refused error={refusal} />;
  return <SWRConfig value={value}>{children}</SWRConfig>;
}

/** A middleware, as a page's own `onError` would take the place of a common one. */
function watchRefusals(onRefusal: (refusal: PlazaError) => void): Middleware {
  return (useSWRNext) =>
    function useWatched(key, fetcher, config) {
      const answer = useSWRNext(key, fetcher, config);
      const { error } = answer;
      useEffect(() => {
        if (isRefused(error)) onRefusal(error);
      }, [error]);
      return answer;
    };
}
