"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { ConfirmDialog } from "./confirm-dialog";
import { FailedNotice } from "./failed-notice";
import { LetterItem } from "./letter-item";
import { Panel } from "./panel";
import type { ReplayOutcome, useDeadLetters } from "./use-dead-letters";

/** What one call of the server replays. */
const maxReplayed = 500;

type DeadLettersPanelProps = {
  dead: ReturnType<typeof useDeadLetters>;
  /** By the server's clock. */
  now: number;
};

/** The messages and events that nobody could process, and the way to try them again. */
export function DeadLettersPanel({ dead, now }: DeadLettersPanelProps) {
  const t = useTranslations("pipeline.letters");
  const [asked, setAsked] = useState<string[] | "all" | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const { letters, waiting, underWay, outcome } = dead;
  return (
    <Panel
      title={
        <>
          {t("title")}{" "}
          {waiting.letters > 0 ? (
            <Badge tone="danger" className="align-middle">
              {t("count", { count: waiting.letters })}
            </Badge>
          ) : null}
        </>
      }
      text={t("text")}
      aside={
        waiting.letters > 0 ? (
          <Button size="sm" onClick={() => setAsked("all")}>
            {t("replayAll")}
          </Button>
        ) : null
      }
    >
      {/* Takes the focus when the letter that had it is gone. */}
      <div ref={place} tabIndex={-1} className="space-y-4 outline-none">
        <div aria-live="polite">
          {outcome ? (
            <Outcome outcome={outcome} />
          ) : underWay > 0 ? (
            <Notice tone="info">{t("underWay", { count: underWay })}</Notice>
          ) : null}
        </div>
        {dead.error ? (
          <FailedNotice onRetry={() => void dead.refresh()}>{t("failed")}</FailedNotice>
        ) : null}
        {letters === null ? (
          dead.error ? null : (
            <Skeleton className="h-12 w-full" />
          )
        ) : letters.length === 0 ? (
          <p className="flex items-center gap-2 text-sm">
            <CircleCheck aria-hidden size={16} className="shrink-0 text-ok" />
            {t("none")}
          </p>
        ) : (
          <ul aria-label={t("title")} className="divide-y divide-line border-y border-line">
            {letters.map((letter) => (
              <LetterItem
                key={letter.id}
                letter={letter}
                now={now}
                onReplay={() => setAsked([letter.id])}
              />
            ))}
          </ul>
        )}
        {dead.hasMore ? (
          <Button busy={dead.isLoadingMore} onClick={dead.loadMore}>
            {t("more")}
          </Button>
        ) : null}
      </div>
      {asked ? (
        <ReplayDialog
          count={asked === "all" ? Math.min(waiting.letters, maxReplayed) : asked.length}
          isPartial={asked === "all" && waiting.letters > maxReplayed}
          replay={() => dead.replay(asked === "all" ? null : asked)}
          onClose={() => setAsked(null)}
          onClosed={() => place.current?.focus()}
        />
      ) : null}
    </Panel>
  );
}

function Outcome({ outcome }: { outcome: ReplayOutcome }) {
  const t = useTranslations("pipeline.letters.outcome");
  const { replayed, counted, refused, underWay } = outcome;
  return (
    <Notice tone={underWay === 0 && refused > 0 ? "danger" : "info"}>
      {replayed === 0
        ? t("nothing")
        : t(underWay > 0 ? "underWay" : "settled", { replayed, counted, refused, underWay })}
    </Notice>
  );
}

type ReplayDialogProps = {
  count: number;
  isPartial: boolean;
  replay: () => Promise<void>;
  onClose: () => void;
  onClosed: () => void;
};

function ReplayDialog({ count, isPartial, replay, onClose, onClosed }: ReplayDialogProps) {
  const t = useTranslations("pipeline.letters.dialog");
  const toText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const confirm = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await replay();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      title={t("title", { count })}
      description={t("text")}
      confirmLabel={t("confirm")}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
      onClosed={onClosed}
    >
      <div className="space-y-3 text-sm">
        {isPartial ? <p>{t("partial", { count })}</p> : null}
        {failure ? <Notice tone="danger">{toText(failure)}</Notice> : null}
      </div>
    </ConfirmDialog>
  );
}
