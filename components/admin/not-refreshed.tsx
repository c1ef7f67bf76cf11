"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { isRefused } from "./is-refused";

type NotRefreshedProps = {
  /** Of the last read; nothing is shown without one. */
  error: unknown;
  /** When what is on the screen came, ms; null: there is nothing yet. */
  receivedAt: number | null;
  onRetry: () => void;
};

/** Says that a read has failed, and how old what still stands on the screen is. */
export function NotRefreshed({ error, receivedAt, onRetry }: NotRefreshedProps) {
  const t = useTranslations("admin.notRefreshed");
  const common = useTranslations("common");
  const format = useFormatter();
  const now = useNow({ updateInterval: 10_000 }).getTime();
  const toText = useProblemText();
  // The gate has taken the page's place by then.
  if (!error || isRefused(error)) return null;
  return (
    <Notice tone="danger">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span>
          {toText(error)}
          {receivedAt === null
            ? null
            : ` ${t("age", { ago: format.relativeTime(receivedAt, Math.max(now, receivedAt)) })}`}
        </span>
        <Button size="sm" onClick={onRetry}>
          {common("retry")}
        </Button>
      </span>
    </Notice>
  );
}
