"use client";

import { RefreshCw } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ArchivePanel } from "./archive-panel";
import { BudgetPanel } from "./budget-panel";
import { DeadLettersPanel } from "./dead-letters-panel";
import { FlowPanel } from "./flow-panel";
import { HourPanel } from "./hour-panel";
import { PipelineSkeleton } from "./pipeline-skeleton";
import { StatusCard } from "./status-card";
import { Trouble } from "./trouble";
import { TrustPanel } from "./trust-panel";
import { useArchive } from "./use-archive";
import { useDeadLetters } from "./use-dead-letters";
import { usePipeline } from "./use-pipeline";
import { useWords } from "./use-words";

/** The pipeline of the statistics: whether it runs, what waits where, what was lost, what it keeps and what it takes. */
export function PipelineView() {
  const t = useTranslations("pipeline");
  const now = useNow({ updateInterval: 10_000 }).getTime();
  const { pipeline, receivedAt, error, isValidating, refresh } = usePipeline();
  const dead = useDeadLetters(() => void refresh());
  const archive = useArchive();
  const refreshAll = () => Promise.all([refresh(), dead.refresh(), archive.refresh()]);
  const trouble = error ? (
    <Trouble error={error} receivedAt={receivedAt} now={now} onRetry={() => void refreshAll()} />
  ) : null;
  if (!pipeline || receivedAt === null) return trouble ?? <PipelineSkeleton label={t("loading")} />;
  // The server's clock: what it said, and the time since.
  const serverNow = pipeline.at + Math.max(0, now - receivedAt);
  return (
    <div className="space-y-4">
      <Freshness receivedAt={receivedAt} isValidating={isValidating} onRefresh={refreshAll} />
      {trouble}
      <StatusCard pipeline={pipeline} now={serverNow} />
      <FlowPanel pipeline={pipeline} now={serverNow} />
      <HourPanel pipeline={pipeline} />
      <TrustPanel pipeline={pipeline} />
      <DeadLettersPanel dead={dead} now={serverNow} />
      <ArchivePanel archive={archive} now={serverNow} />
      <BudgetPanel budget={pipeline.budget} />
    </div>
  );
}

type FreshnessProps = {
  receivedAt: number;
  isValidating: boolean;
  onRefresh: () => Promise<unknown>;
};

/** From when the figures are, and the way to newer ones. */
function Freshness({ receivedAt, isValidating, onRefresh }: FreshnessProps) {
  const t = useTranslations("pipeline");
  const words = useWords();
  const [isAsked, setIsAsked] = useState(false);
  const refresh = async () => {
    setIsAsked(true);
    await onRefresh();
    setIsAsked(false);
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p className="text-sm text-muted tabular-nums" aria-live={isAsked ? "polite" : "off"}>
        {t("asOf", { time: words.time(receivedAt) })}
        {isValidating ? ` · ${t("refreshing")}` : null}
      </p>
      <Button size="sm" busy={isAsked} onClick={() => void refresh()}>
        {isAsked ? null : <RefreshCw aria-hidden size={15} />}
        {t("refresh")}
      </Button>
    </div>
  );
}
