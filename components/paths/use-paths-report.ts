"use client";

import useSWR, { useSWRConfig } from "swr";
import { isRefused } from "@/components/admin/is-refused";
import { toReportQuery } from "@/lib/dashboard/domain";
import type { DashboardView } from "@/lib/dashboard/schema";
import { fetchJson } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";
import { pathsAnswerSchema, type PathsAnswer } from "@/lib/traffic/report/schema";

/** An answer, to what, and when it came by the viewer's clock. */
export type Received = { question: string; answer: PathsAnswer; receivedAt: number };

const everyMs = 60_000;
const liveEveryMs = 5_000;
const retryMs = { first: 5_000, most: 60_000 };

/**
 * The report of a view, asked for anew each minute (live: every five seconds) while the tab is seen and online. A failure
 * leaves what was there and is tried again; so does a change of the view until its own report has come.
 * @param endpoint answers a report; behind a public link it takes no question
 */
export function usePathsReport(endpoint: string, view: DashboardView, locked: boolean) {
  const query = `${toReportQuery(view)}${view.live ? "&live=true" : ""}`;
  const key = locked ? endpoint : `${endpoint}?${query}`;
  // By its name, as the view may change while an answer is on its way.
  const { mutate } = useSWRConfig();
  const { data, error, isLoading, isValidating } = useSWR<Received, unknown>(
    key,
    (question: string) => fetchReport(question, question),
    {
      refreshInterval: view.live ? liveEveryMs : everyMs,
      dedupingInterval: view.live ? liveEveryMs / 2 : everyMs / 2,
      revalidateOnFocus: false,
      keepPreviousData: true,
      onErrorRetry: (failure, _key, _config, revalidate, { retryCount }) => {
        if (isFinal(failure)) return;
        const again = () => {
          if (isWatched()) void revalidate({ retryCount });
          else setTimeout(again, retryMs.most);
        };
        setTimeout(again, Math.min(retryMs.most, retryMs.first * 2 ** (retryCount - 1)));
      },
    },
  );
  return {
    /** Null until the first answer. */
    received: data ?? null,
    error,
    /** What is shown answers the question before. */
    isOther: isLoading && data !== undefined,
    isAsking: isValidating,
    /** Asks again, whatever was asked a moment ago. Answers what came; rejects when none came. */
    askAgain: () => mutate(key, fetchReport(key, key), { revalidate: false }),
    /** Lets the statistics be made anew behind the answer; rejects like `askAgain`. */
    forceRefresh: () => mutate(key, fetchReport(key, `${key}&refresh=true`), { revalidate: false }),
    /** Asks again as if a minute had passed: what fails stands in `error`. */
    retry: () => void mutate(key),
    /** The path in depth is asked for anew, too. */
    refreshDetail: () =>
      void mutate((name) => typeof name === "string" && name.startsWith(`${endpoint}/stats`)),
  };
}

async function fetchReport(question: string, url: string): Promise<Received> {
  const answer = await fetchJson(url, pathsAnswerSchema);
  return { question, answer, receivedAt: Date.now() };
}

/** Nobody asks for what nobody sees, or without a network. */
function isWatched(): boolean {
  return document.visibilityState === "visible" && navigator.onLine;
}

/** Asking again would not help. */
function isFinal(failure: unknown): boolean {
  if (isRefused(failure)) return true;
  return (
    failure instanceof PlazaError && ["not_found", "gone", "invalid_input"].includes(failure.code)
  );
}
