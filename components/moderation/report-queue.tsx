"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { ReportCard } from "./report-card";
import { useReports } from "./use-reports";

/** Reported messages, the longest waiting first. */
export function ReportQueue() {
  const t = useTranslations("moderation.queue");
  const common = useTranslations("common");
  const { messages, hasMore, error, decide, refresh } = useReports();
  const status = useRef<HTMLParagraphElement>(null);
  const count = messages?.length;
  const known = useRef(count);
  useEffect(() => {
    // The card that had the focus is gone: it goes to what is left, and not to the top of the page.
    const isFewer = count !== undefined && known.current !== undefined && count < known.current;
    if (isFewer && document.activeElement === document.body) status.current?.focus();
    known.current = count;
  }, [count]);

  if (messages === undefined) {
    if (error === undefined) {
      return (
        <div role="status" className="space-y-4">
          <span className="sr-only">{t("loading")}</span>
          <Skeleton className="h-40 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      );
    }
    return (
      <div className="space-y-3">
        <Notice tone="danger">{t("loadFailed")}</Notice>
        <Button onClick={() => void refresh()}>{common("retry")}</Button>
      </div>
    );
  }
  return (
    <div className="space-y-4">
      {error === undefined ? null : <Notice tone="danger">{t("loadFailed")}</Notice>}
      <p ref={status} tabIndex={-1} role="status" className="text-sm text-muted outline-none">
        {t("open", { count: messages.length })}
        {hasMore ? ` · ${t("more")}` : ""}
      </p>
      {messages.length === 0 ? (
        <EmptyState
          icon={<ShieldCheck size={22} />}
          title={t("emptyTitle")}
          text={t("emptyText")}
        />
      ) : (
        <>
          <p className="text-sm text-muted">{t("intro")}</p>
          <ul className="space-y-4">
            {messages.map((message) => (
              <li key={message.messageId}>
                <ReportCard message={message} decide={decide} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
