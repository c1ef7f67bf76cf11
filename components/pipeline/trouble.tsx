"use client";

import { useTranslations } from "next-intl";
import useSWR from "swr";
import { useProblemText } from "@/components/chat/use-problem-text";
import { healthSchema, type Health } from "@/lib/health/schema";
import { fetchJson } from "@/lib/http/fetcher";
import { FailedNotice } from "./failed-notice";
import { useWords } from "./use-words";

type TroubleProps = {
  error: unknown;
  /** When the figures are from that still stand, by the browser's clock; null when there are none. */
  receivedAt: number | null;
  /** By the browser's clock. */
  now: number;
  onRetry: () => void;
};

const parts = ["db", "trafficDb", "kv", "room"] as const;

/** Says that the newest figures could not be fetched, how old those are that stand, and what the health check says. */
export function Trouble({ error, receivedAt, now, onRetry }: TroubleProps) {
  const t = useTranslations("pipeline.trouble");
  const words = useWords();
  const toText = useProblemText();
  const { data } = useSWR<Health, unknown>(
    "/api/health",
    (url: string) => fetchJson(url, healthSchema),
    { refreshInterval: 60_000, revalidateOnFocus: false, shouldRetryOnError: false },
  );
  return (
    <FailedNotice onRetry={onRetry}>
      <p>
        {t("fetchFailed", { problem: toText(error) })}{" "}
        {receivedAt === null
          ? t("nothing")
          : t("last", { time: words.time(receivedAt), ago: words.ago(receivedAt, now) })}
      </p>
      <p className="mt-1">
        {data
          ? t("health", {
              parts: parts.map((part) => t(`${data.checks[part]}.${part}`)).join(" · "),
            })
          : t("healthSilent")}
      </p>
    </FailedNotice>
  );
}
