"use client";

import { Archive } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { ArchiveDay } from "@/lib/traffic/archive/schema";
import { ArchiveForm } from "./archive-form";
import { ArchiveItem } from "./archive-item";
import { FailedNotice } from "./failed-notice";
import { Panel } from "./panel";
import { RestoreDialog } from "./restore-dialog";
import { isUnderWay, type useArchive } from "./use-archive";
import { useWords } from "./use-words";

type ArchivePanelProps = {
  archive: ReturnType<typeof useArchive>;
  /** By the server's clock. */
  now: number;
};

/** The days that left the raw window: how each stands, and what can be done with it. */
export function ArchivePanel({ archive, now }: ArchivePanelProps) {
  const t = useTranslations("pipeline.archive");
  const [restoring, setRestoring] = useState<ArchiveDay | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const { days, request } = archive;
  const ask = async (date: string) => {
    await request(date);
    setAsked(date);
  };
  return (
    <Panel title={t("title")} text={t("text")}>
      <div className="space-y-4">
        <ArchiveForm now={now} request={ask} />
        <AskedDay day={days?.find(({ date }) => date === asked) ?? null} />
        {archive.error ? (
          <FailedNotice onRetry={() => void archive.refresh()}>{t("failed")}</FailedNotice>
        ) : null}
        {days === null ? (
          archive.error ? null : (
            <Skeleton className="h-40 w-full" />
          )
        ) : days.length === 0 ? (
          <EmptyState icon={<Archive />} title={t("empty.title")} text={t("empty.text")} />
        ) : (
          <ul aria-label={t("days")} className="divide-y divide-line border-y border-line">
            {days.map((day) => (
              <ArchiveItem
                key={day.date}
                day={day}
                now={now}
                onRetry={() => ask(day.date)}
                onRestore={() => setRestoring(day)}
              />
            ))}
          </ul>
        )}
        {archive.hasMore ? (
          <Button busy={archive.isLoadingMore} onClick={archive.loadMore}>
            {t("more")}
          </Button>
        ) : null}
      </div>
      {restoring ? (
        <RestoreDialog
          day={restoring}
          restore={() => archive.restore(restoring.date)}
          onRestored={() => void archive.refresh()}
          onClose={() => setRestoring(null)}
        />
      ) : null}
    </Panel>
  );
}

/** How the day stands that was asked for last; spoken when that changes. */
function AskedDay({ day }: { day: ArchiveDay | null }) {
  const t = useTranslations("pipeline.archive.asked");
  const words = useWords();
  return (
    <p role="status" className="text-sm empty:hidden">
      {day === null
        ? null
        : t(isUnderWay(day) ? "underWay" : day.error === null ? "done" : "failed", {
            day: words.day(day.date),
            count: day.recordCount,
          })}
    </p>
  );
}
