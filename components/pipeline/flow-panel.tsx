"use client";

import { useTranslations } from "next-intl";
import type { Pipeline } from "@/lib/alerts/pipeline/schema";
import { Figure, Figures } from "./figure";
import { Panel } from "./panel";
import { useWords } from "./use-words";

const minuteMs = 60_000;

type FlowPanelProps = {
  pipeline: Pipeline;
  /** By the server's clock. */
  now: number;
};

/** Where events are on their way, and when each stage last did something. */
export function FlowPanel({ pipeline, now }: FlowPanelProps) {
  const t = useTranslations("pipeline.flow");
  const words = useWords();
  const { queue, shards, pending, unfolded, snapshot, lagMs, heartbeatAt, heartbeat } = pipeline;
  const since = (at: number | null) => (at === null ? t("never") : words.ago(at, now));
  const oldest = (at: number | null) =>
    at === null ? undefined : t("oldest", { age: words.duration(now - at) });
  return (
    <Panel title={t("title")} text={t("text")}>
      <Figures>
        <Figure
          label={t("lag")}
          value={words.duration(lagMs)}
          note={t("lagNote")}
          tone={lagMs > 10 * minuteMs ? "danger" : lagMs > 5 * minuteMs ? "warn" : "plain"}
        />
        {queue === null ? (
          <Figure label={t("queue")} value={t("unknown")} note={t("queueSilent")} tone="warn" />
        ) : (
          <Figure
            label={t("queue")}
            value={t("events", { count: queue.events })}
            note={oldest(queue.oldestAt) ?? t("messages", { count: queue.messages })}
          />
        )}
        {shards === null ? null : shards === "unavailable" ? (
          <Figure label={t("shards")} value={t("unknown")} note={t("shardsSilent")} tone="warn" />
        ) : (
          <Figure
            label={t("shards")}
            value={t("events", { count: shards.events })}
            note={oldest(shards.oldestAt)}
          />
        )}
        <Figure
          label={t("pending")}
          value={t("events", { count: pending.events })}
          note={t("pendingNote")}
        />
        <Figure
          label={t("unfolded")}
          value={t("events", { count: unfolded.events })}
          note={t("unfoldedNote", { count: unfolded.commits })}
        />
        <Figure
          label={t("heartbeat")}
          value={heartbeatAt === null ? t(`beat.${heartbeat}`) : since(heartbeatAt)}
          note={heartbeat === "none" ? t("beat.noneNote") : t("beat.note")}
        />
        <Figure
          label={t("committed")}
          value={since(pipeline.committedAt)}
          note={t("committedNote")}
        />
        <Figure
          label={t("aggregated")}
          value={since(pipeline.aggregatedAt)}
          note={t("aggregatedNote")}
        />
        <Figure
          label={t("snapshot")}
          value={since(snapshot.publishedAt)}
          note={
            snapshot.publishedAt === null
              ? t("snapshotNone")
              : t(snapshot.isBehind ? "snapshotBehind" : "snapshotCurrent", {
                  version: words.count(snapshot.version),
                })
          }
        />
        <Figure
          label={t("strategy")}
          value={<code className="font-mono text-base">{pipeline.strategy}</code>}
          note={t("revision", { revision: words.count(pipeline.revision) })}
        />
      </Figures>
    </Panel>
  );
}
