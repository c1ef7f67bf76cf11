"use client";

import { useCallback, useState } from "react";
import useSWR from "swr";
import useSWRInfinite from "swr/infinite";
import { joinById } from "@/lib/client/join-by-id";
import { fetchJson } from "@/lib/http/fetcher";
import {
  deadLetterPageSchema,
  replayedLettersSchema,
  type DeadLetterPage,
} from "@/lib/traffic/aggregate/schema";
import { dashboardRefresh } from "./use-pipeline";

const url = "/api/admin/paths/dead-letters";
const pageSize = 20;

/** Soon after a replay, and later: what cannot be read is tried for half an hour before it comes back. */
const soonMs = 2_000;
const laterMs = 15_000;
const soonForMs = 60_000;

type Run = { replayed: number; at: number };

const fetchPage = (key: string) => fetchJson(key, deadLetterPageSchema);

function toPageUrl(index: number, previous: DeadLetterPage | null): string | null {
  if (index === 0) return `${url}?limit=${pageSize}`;
  const cursor = previous?.nextCursor;
  return cursor ? `${url}?limit=${pageSize}&cursor=${encodeURIComponent(cursor)}` : null;
}

/** The dead letters that wait, page by page, and replays of them. */
export function useDeadLetters(onSettled: () => void) {
  const [run, setRun] = useState<Run | null>(null);
  const list = useSWRInfinite<DeadLetterPage, unknown>(toPageUrl, fetchPage, {
    ...dashboardRefresh,
    revalidateFirstPage: true,
  });
  const { data, mutate, setSize } = list;
  const progress = useSWR<DeadLetterPage, unknown>(
    run ? `${url}?limit=1&since=${run.at}` : null,
    fetchPage,
    {
      revalidateOnFocus: false,
      refreshInterval: (page) => {
        if (page?.underWay === 0 || !run) return 0;
        return Date.now() - run.at < soonForMs ? soonMs : laterMs;
      },
      onSuccess: ({ underWay }) => {
        if (underWay > 0) return;
        void mutate();
        onSettled();
      },
    },
  );
  const refresh = useCallback(
    () =>
      mutate().then(
        () => undefined,
        () => undefined,
      ),
    [mutate],
  );

  const pages = data ?? [];
  const first = pages[0];
  return {
    /** Null until they are known for the first time. */
    letters: data ? joinById(pages.flatMap(({ letters }) => letters)) : null,
    waiting: first?.waiting ?? { letters: 0, events: 0 },
    underWay: progress.data?.underWay ?? first?.underWay ?? 0,
    error: list.error,
    hasMore: typeof pages.at(-1)?.nextCursor === "string",
    isLoadingMore: list.isValidating && data !== undefined && data.length < list.size,
    loadMore: () => void setSize((size) => size + 1),
    refresh,
    /** What has become of the last replay so far. */
    outcome: run && progress.data ? toOutcome(run, progress.data) : null,
    /** Puts letters back, those named or the oldest 500; rejects when that failed. */
    replay: async (ids: string[] | null): Promise<void> => {
      const json = ids ? { ids } : {};
      const answer = await fetchJson(`${url}/replay`, replayedLettersSchema, {
        method: "POST",
        json,
      });
      setRun(answer);
      await mutate();
    },
  };
}

export type ReplayOutcome = {
  replayed: number;
  counted: number;
  refused: number;
  underWay: number;
};

function toOutcome({ replayed }: Run, { underWay, refusedAgain }: DeadLetterPage): ReplayOutcome {
  const refused = Math.min(refusedAgain, replayed);
  // Letters of an earlier run may be on their way as well.
  const left = Math.min(underWay, replayed - refused);
  return { replayed, refused, underWay: left, counted: replayed - refused - left };
}
