"use client";

import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { ArchiveDay, ArchiveState } from "@/lib/traffic/archive/schema";
import { isUnderWay, toDownloadUrl } from "./use-archive";
import { useWords } from "./use-words";

/** The way of a day: how much of it lies behind each state. */
const steps: Partial<Record<ArchiveState, number>> = {
  requested: 0,
  uploading: 1,
  uploaded: 2,
  verified: 3,
};
const lastStep = 4;
/** More files than that are rare (late events, day after day); all of them are in R2. */
const shownParts = 8;

type ArchiveItemProps = {
  day: ArchiveDay;
  now: number;
  /** Asks for the day again. */
  onRetry: () => Promise<void>;
  onRestore: () => void;
};

/** A day of the archive with its files. */
export function ArchiveItem({ day, now, onRetry, onRestore }: ArchiveItemProps) {
  const t = useTranslations("pipeline.archive");
  const words = useWords();
  const { date, state, error, restoredUntil } = day;
  const step = steps[state];
  const isRestored = restoredUntil !== null && restoredUntil > now;
  return (
    <li className="grid gap-x-6 gap-y-2 py-3 lg:grid-cols-[9rem_minmax(0,1fr)_auto]">
      <p className="font-medium tabular-nums">
        <time dateTime={date}>{words.day(date)}</time>
      </p>
      <div className="min-w-0 space-y-1 text-sm">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <State day={day} />
          <span className="text-muted tabular-nums">
            {t("content", {
              events: day.recordCount,
              bytes: words.bytes(day.bytes),
              format: day.format,
            })}
          </span>
          {day.archivedAt === null ? null : (
            <span className="text-muted">
              {t("archivedAt", { time: words.moment(day.archivedAt) })}
            </span>
          )}
        </p>
        {isUnderWay(day) && step !== undefined ? (
          <progress
            aria-label={t("progress", { day: words.day(date) })}
            max={lastStep}
            value={step}
            className="block h-1.5 w-full max-w-60 accent-accent"
          />
        ) : null}
        {isRestored ? <p>{t("restoredUntil", { time: words.moment(restoredUntil) })}</p> : null}
        {error === null ? null : (
          <p className="text-danger wrap-anywhere">
            {t("error", { error, attempts: day.attempts, when: words.ago(day.updatedAt, now) })}
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-start gap-2">
        {error !== null && state !== "done" ? <RetryButton onRetry={onRetry} /> : null}
        {state === "expired"
          ? null
          : Array.from({ length: Math.min(day.parts, shownParts) }, (_, part) => (
              <Button key={part} size="sm" asChild>
                <a href={toDownloadUrl(date, part)} download>
                  <Download aria-hidden size={15} />
                  {day.parts > 1 ? t("downloadPart", { number: part + 1 }) : t("download")}
                  <span className="sr-only">{words.day(date)}</span>
                </a>
              </Button>
            ))}
        {state === "done" && day.recordCount > 0 && !isRestored ? (
          <Button size="sm" onClick={onRestore}>
            {t("restore.open")}
            <span className="sr-only">{words.day(date)}</span>
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function State({ day }: { day: ArchiveDay }) {
  const t = useTranslations("pipeline.archive.state");
  const [Icon, tone] =
    day.error !== null
      ? [CircleAlert, "text-danger"]
      : day.state === "done"
        ? [CircleCheck, "text-ok"]
        : day.state === "expired"
          ? [CircleSlash, "text-muted"]
          : [CircleDashed, "text-accent"];
  return (
    <span className="inline-flex items-center gap-1.5 font-medium">
      <Icon aria-hidden size={16} className={tone} />
      {day.error !== null ? t("failed") : t(day.state)}
    </span>
  );
}

function RetryButton({ onRetry }: { onRetry: () => Promise<void> }) {
  const t = useTranslations("pipeline.archive");
  const toast = useToast();
  const toText = useProblemText();
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    try {
      await onRetry();
    } catch (failure) {
      toast({ text: toText(failure), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="sm" busy={busy} onClick={() => void retry()}>
      {t("tryNow")}
    </Button>
  );
}
