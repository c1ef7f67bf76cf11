"use client";

import * as z from "zod/mini";
import useSWR from "swr";
import {
  reportQueueSchema,
  type Decision,
  type ReportedMessage,
} from "@/lib/chat/moderation-schema";
import { fetchJson } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";

const url = "/api/moderation/reports";

type Reports = {
  /** Undefined until they are known for the first time. */
  messages: ReportedMessage[] | undefined;
  hasMore: boolean;
  error: unknown;
  /** Resolves to false when somebody else had decided before. */
  decide: (messageId: string, decision: Decision) => Promise<boolean>;
  refresh: () => Promise<void>;
};

/** What waits for a moderator's decision; asked for again every half minute. */
export function useReports(): Reports {
  const { data, error, mutate } = useSWR<z.infer<typeof reportQueueSchema>, unknown>(
    url,
    (address: string) => fetchJson(address, reportQueueSchema),
    { refreshInterval: 30_000 },
  );
  const refresh = async () => {
    await mutate();
  };
  const decide = async (messageId: string, decision: Decision) => {
    try {
      const address = `${url}/${encodeURIComponent(messageId)}`;
      await fetchJson(address, z.unknown(), { method: "POST", json: decision });
      return true;
    } catch (failure) {
      if (failure instanceof PlazaError && failure.code === "conflict") return false;
      throw failure;
    } finally {
      await mutate();
    }
  };
  return { messages: data?.messages, hasMore: data?.hasMore ?? false, error, decide, refresh };
}
