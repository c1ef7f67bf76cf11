"use client";

import { useTranslations } from "next-intl";
import type { Pipeline } from "@/lib/alerts/pipeline/schema";
import { Figure, Figures } from "./figure";
import { Panel } from "./panel";
import { Throughput } from "./throughput";
import { useWords } from "./use-words";

/** What went through in the last hour, and what did not go as it should. */
export function HourPanel({ pipeline }: { pipeline: Pipeline }) {
  const t = useTranslations("pipeline.hour");
  const words = useWords();
  const { events, messages, batches, retries, duplicates, refused, databaseWrites, answers } =
    pipeline.lastHour;
  const failing = databaseWrites.failed > 0;
  return (
    <Panel title={t("title")}>
      <div className="space-y-6">
        <Throughput at={pipeline.at} minutes={pipeline.minutes} />
        <Figures>
          <Figure
            label={t("events")}
            value={words.count(events)}
            note={t("inMessages", { messages, batches })}
          />
          <Figure
            label={t("retries")}
            value={words.count(retries)}
            note={t("retriesNote")}
            tone={retries > 0 ? "warn" : "plain"}
          />
          <Figure
            label={t("duplicates")}
            value={words.count(duplicates)}
            note={t("duplicatesNote")}
          />
          <Figure
            label={t("refused")}
            value={words.count(refused)}
            note={t("refusedNote")}
            tone={refused > 0 ? "warn" : "plain"}
          />
          <Figure
            label={t("writes")}
            value={words.count(databaseWrites.done)}
            note={t("writesFailed", { count: databaseWrites.failed })}
            tone={failing ? "danger" : "plain"}
          />
          <Figure
            label={t("fallback")}
            value={
              answers.served === 0
                ? words.count(answers.fallback)
                : words.percent(answers.fallback / Math.max(answers.served, answers.fallback))
            }
            note={t("fallbackNote", { fallback: answers.fallback, served: answers.served })}
            tone={answers.fallback > 0 ? "warn" : "plain"}
          />
        </Figures>
      </div>
    </Panel>
  );
}
