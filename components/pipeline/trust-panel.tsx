"use client";

import { useTranslations } from "next-intl";
import type { Pipeline } from "@/lib/alerts/pipeline/schema";
import { Bar } from "./bar";
import { Figure, Figures, type Tone } from "./figure";
import { Panel } from "./panel";
import { useWords } from "./use-words";

/** What is missing from the statistics, whether an independent count agrees, and how full their database is. */
export function TrustPanel({ pipeline }: { pipeline: Pipeline }) {
  const t = useTranslations("pipeline.trust");
  const words = useWords();
  const { lost, sampledOneIn, database } = pipeline;
  const share = database.bytes / database.limitBytes;
  const tone: Tone = share > 0.95 ? "danger" : share > 0.8 ? "warn" : "plain";
  return (
    <Panel title={t("title")}>
      <div className="space-y-6">
        <Figures>
          <Figure
            label={t("missing")}
            value={words.count(lost.missing)}
            note={t("missingNote")}
            tone={lost.missing > 0 ? "warn" : "plain"}
          />
          <Figure
            label={t("givenUp")}
            value={words.count(lost.givenUp)}
            note={t("givenUpNote")}
            tone={lost.givenUp > 0 ? "warn" : "plain"}
          />
          <Figure
            label={t("sampling")}
            value={sampledOneIn > 1 ? t("oneIn", { count: sampledOneIn }) : t("all")}
            note={
              pipeline.sampledSince === null
                ? t("samplingNote")
                : t("samplingSince", { since: words.moment(pipeline.sampledSince) })
            }
            tone={sampledOneIn > 1 ? "warn" : "plain"}
          />
          <CrossCheck analytics={pipeline.analytics} />
        </Figures>
        <div className="space-y-1.5">
          <p className="flex flex-wrap justify-between gap-x-4 text-sm">
            <span className="font-medium">{t("database")}</span>
            <span className="tabular-nums">
              {t("databaseOf", {
                bytes: words.bytes(database.bytes),
                limit: words.bytes(database.limitBytes),
                share: words.percent(share),
              })}
            </span>
          </p>
          <Bar share={share} tone={tone} marks={[0.8, 0.95]} />
          <p className="text-sm text-muted">{t(`room.${tone}`)}</p>
        </div>
      </div>
    </Panel>
  );
}

/** Two counts of the same hours, by the statistics and by Analytics Engine. */
function CrossCheck({ analytics }: { analytics: Pipeline["analytics"] }) {
  const t = useTranslations("pipeline.trust.crossCheck");
  const words = useWords();
  if (analytics === null) {
    return <Figure label={t("label")} value={t("off")} note={t("offNote")} />;
  }
  if (analytics === "unavailable") {
    return <Figure label={t("label")} value={t("silent")} note={t("silentNote")} tone="warn" />;
  }
  const [own, other] = [analytics.counted.requests, analytics.analytics.requests];
  const difference = other === 0 ? (own === 0 ? 0 : 1) : (own - other) / other;
  return (
    <Figure
      label={t("label")}
      value={t("difference", { share: words.percent(Math.abs(difference)) })}
      note={t("both", { own, other })}
      tone={Math.abs(difference) > 0.05 ? "warn" : "plain"}
    />
  );
}
