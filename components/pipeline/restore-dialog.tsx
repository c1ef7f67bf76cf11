"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Notice } from "@/components/ui/notice";
import type { ArchiveDay, Restored } from "@/lib/traffic/archive/schema";
import { ConfirmDialog } from "./confirm-dialog";
import { useWords } from "./use-words";

/** 20,000 rows a call: far beyond any day that fits in the database. */
const maxCalls = 1_000;

type RestoreDialogProps = {
  day: ArchiveDay;
  /** Puts some rows back. */
  restore: () => Promise<Restored>;
  onRestored: () => void;
  onClose: () => void;
};

/** Puts an archived day back into the database, call by call. Closed half-way, the rest can be had later. */
export function RestoreDialog({ day, restore, onRestored, onClose }: RestoreDialogProps) {
  const t = useTranslations("pipeline.archive.restore");
  const words = useWords();
  const toText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [reached, setReached] = useState<Restored | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  const run = async () => {
    setBusy(true);
    setFailure(null);
    try {
      for (let calls = 0; calls < maxCalls && isOpen.current; calls += 1) {
        const answer = await restore();
        setReached(answer);
        if (answer.complete) break;
      }
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
      onRestored();
    }
  };
  const values = { count: day.recordCount, bytes: words.bytes(day.bytes) };
  return (
    <ConfirmDialog
      title={t("title", { day: words.day(day.date) })}
      description={t("text", values)}
      confirmLabel={t(reached ? "goOn" : "confirm")}
      busy={busy}
      done={reached?.complete}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <div className="space-y-3 text-sm">
        {reached ? (
          <progress
            aria-label={t("progress")}
            max={Math.max(1, reached.recordCount)}
            value={reached.restored}
            className="block h-2 w-full accent-accent"
          />
        ) : null}
        <p role="status" className="empty:hidden">
          {reached === null
            ? null
            : reached.complete
              ? t("done", { count: reached.restored, until: words.moment(reached.until) })
              : t("reached", { count: reached.restored, of: reached.recordCount })}
        </p>
        {failure ? <Notice tone="danger">{toText(failure)}</Notice> : null}
      </div>
    </ConfirmDialog>
  );
}
