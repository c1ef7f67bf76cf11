"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { DeadLetter } from "@/lib/traffic/aggregate/schema";
import { useWords } from "./use-words";

const reasons = ["exhausted", "unreadable", "bad_event", "future"] as const;

type LetterItemProps = { letter: DeadLetter; now: number; onReplay: () => void };

/** A dead letter: when it came, why, how much it is and how it begins. */
export function LetterItem({ letter, now, onReplay }: LetterItemProps) {
  const t = useTranslations("pipeline.letters");
  const words = useWords();
  const { id, receivedAt, refusals, events, bytes, preview } = letter;
  const reason = reasons.find((known) => known === letter.reason);
  return (
    <li className="grid gap-x-4 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0 space-y-1">
        <p className="font-medium">{reason ? t(`reason.${reason}`) : letter.reason}</p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <time dateTime={new Date(receivedAt).toISOString()} title={words.moment(receivedAt)}>
            {words.ago(receivedAt, now)}
          </time>
          <span>{t("events", { count: events })}</span>
          <span>{words.bytes(bytes)}</span>
          {refusals > 0 ? <Badge tone="warn">{t("refusals", { count: refusals })}</Badge> : null}
        </p>
        <details className="text-sm">
          <summary className="w-fit cursor-pointer text-muted hover:text-ink">
            {t("begins")}
          </summary>
          <p className="mt-1 font-mono text-xs wrap-anywhere text-muted">{id}</p>
          <pre className="mt-1 rounded-md bg-subtle p-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
            <bdi>{preview}</bdi>
          </pre>
        </details>
      </div>
      <Button size="sm" className="justify-self-start" onClick={onReplay}>
        {t("replay")}
      </Button>
    </li>
  );
}
