"use client";

import { clsx } from "clsx";
import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  Hourglass,
  OctagonAlert,
  type LucideIcon,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { countWaiting, judgePipeline, type PipelineState } from "@/lib/alerts/pipeline/domain";
import type { Pipeline } from "@/lib/alerts/pipeline/schema";
import { useWords } from "./use-words";

const looks: Record<PipelineState, { icon: LucideIcon; card: string; sign: string }> = {
  running: { icon: CircleCheck, card: "border-line bg-surface", sign: "text-ok" },
  idle: { icon: CirclePause, card: "border-line bg-surface", sign: "text-muted" },
  new: { icon: CircleDashed, card: "border-line bg-surface", sign: "text-accent" },
  behind: { icon: Hourglass, card: "border-warn bg-warn-soft", sign: "text-warn" },
  standing: { icon: OctagonAlert, card: "border-danger bg-danger-soft", sign: "text-danger" },
  unknown: { icon: CircleHelp, card: "border-line-strong bg-surface", sign: "text-muted" },
};

/** Whether statistics are running and how far behind they are, in one sentence, and what to look at when they are not. */
export function StatusCard({ pipeline, now }: { pipeline: Pipeline; now: number }) {
  const t = useTranslations("pipeline.status");
  const words = useWords();
  const state = judgePipeline(pipeline, now);
  const { icon: Icon, card, sign } = looks[state];
  const { committedAt, lagMs, at } = pipeline;
  const isOld = state === "unknown" && now - at > 60_000;
  const values = {
    waiting: countWaiting(pipeline),
    lag: words.duration(lagMs),
    last: committedAt === null ? "" : words.ago(committedAt, now),
    age: words.duration(now - at),
  };
  return (
    <div className={clsx("flex gap-3 rounded-xl border p-4 sm:p-5", card)}>
      <Icon aria-hidden size={24} className={clsx("mt-px shrink-0", sign)} />
      <div className="min-w-0 space-y-2">
        {/* Announced when the state changes, not when a figure in it does. */}
        <p aria-live="polite" className="text-lg leading-snug font-semibold">
          {t(`${state}.title`)}
        </p>
        <p>{t(isOld ? "unknown.old" : `${state}.text`, values)}</p>
        {state === "standing" || state === "new" ? (
          <ul className="list-disc space-y-1 pl-5 text-sm">
            {(["worker", "cron", "database"] as const).map((step) => (
              <li key={step}>
                {t.rich(`look.${step}`, {
                  code: (text) => <code className="font-mono wrap-anywhere">{text}</code>,
                })}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}
