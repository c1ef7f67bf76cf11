import { toThreshold } from "../domain";
import type { BudgetLine, Pipeline } from "./schema";

const minuteMs = 60_000;
// Those of the alerts, so that the page and its alerts never disagree.
const silentMs = toThreshold("heartbeat", "critical");
const behindMs = toThreshold("lag", "warning");
const standingMs = toThreshold("lag", "critical");
const behindEvents = toThreshold("backlog", "warning");
const unpublishedMs = toThreshold("snapshot", "warning");
/** Older figures say nothing of now. */
const staleMs = 3 * minuteMs;

/**
 * `new`: nothing was ever counted · `running` · `idle`: nothing waits and nothing has come lately · `behind` ·
 * `standing`: something waits and nobody counts it · `unknown`: the figures do not tell.
 */
export type PipelineState = "new" | "running" | "idle" | "behind" | "standing" | "unknown";

/**
 * Whether statistics are running.
 * @param now by the server's clock, milliseconds: figures that are older than three minutes say nothing of it
 */
export function judgePipeline(pipeline: Pipeline, now: number): PipelineState {
  if (now - pipeline.at > staleMs) return "unknown";
  const { lagMs, heartbeat, heartbeatAt, queue, snapshot } = pipeline;
  const waiting = countWaiting(pipeline);
  const isSilent =
    heartbeat === "none" || (heartbeatAt !== null && pipeline.at - heartbeatAt > silentMs);
  if (lagMs > standingMs || (isSilent && lagMs > silentMs)) return "standing";
  if (lagMs > behindMs || waiting > behindEvents) return "behind";
  const snapshotAgeMs = pipeline.at - (snapshot.publishedAt ?? pipeline.at);
  if (snapshot.isBehind && snapshotAgeMs > unpublishedMs) return "behind";
  if (queue === null && heartbeat !== "seen") return "unknown";
  if (waiting === 0 && pipeline.committedAt === null) return "new";
  return isSilent && waiting === 0 ? "idle" : "running";
}

/** Events that are nowhere in the statistics yet, wherever they wait, as far as that could be found out. */
export function countWaiting({ queue, shards, pending, unfolded }: Pipeline): number {
  const inShards = shards === null || shards === "unavailable" ? 0 : shards.events;
  return (queue?.events ?? 0) + inShards + pending.events + unfolded.events;
}

export type Minute = Pipeline["minutes"][number];

/** The sixty whole minutes before `at` and the one it is in, oldest first: those without any count as nothing. */
export function fillMinutes({ at, minutes }: Pick<Pipeline, "at" | "minutes">): Minute[] {
  const known = new Map(minutes.map((minute) => [minute.minute, minute]));
  const last = Math.floor(at / minuteMs) * minuteMs;
  return Array.from({ length: 61 }, (_, index) => {
    const minute = last - (60 - index) * minuteMs;
    return known.get(minute) ?? { minute, events: 0, messages: 0, retries: 0 };
  });
}

/** The least that pays for it: the free plan, what the paid plan includes, or the paid plan and more. */
export type Plan = "free" | "paid" | "more";

export function toPlan({ perDay, freePerDay, paidPerDay }: BudgetLine): Plan {
  if (perDay <= freePerDay) return "free";
  return perDay <= paidPerDay ? "paid" : "more";
}

/** The plan that all of them fit in. */
export function toWholePlan(lines: readonly BudgetLine[]): Plan {
  const plans = lines.map(toPlan);
  if (plans.includes("more")) return "more";
  return plans.includes("paid") ? "paid" : "free";
}
