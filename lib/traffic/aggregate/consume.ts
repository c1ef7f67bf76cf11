import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { countOrPutOff } from "./count-commit";
import { foldDeltas } from "./fold";
import { beat } from "./heartbeat";
import { fileOwnTelemetry } from "./own-telemetry";
import { processMessages } from "./process";
import { toRetrySeconds } from "./retry-delay";
import { handToShards } from "./shards";
import { countWaiting } from "./store/fold";

/** What is used of a queue's `Message`. */
export type QueueMessage = {
  readonly id: string;
  readonly body: unknown;
  /** 1 at the first delivery. */
  readonly attempts: number;
  ack(): void;
  retry(options?: { delaySeconds?: number }): void;
};

/**
 * With so many deltas waiting the consumer folds them itself; with fewer the cron does, each minute. A million events a
 * day make 12 a minute, and every fold writes about 60 rows.
 */
const manyDeltas = 30;

/**
 * The consumer of the traffic queue. Acknowledges every message whose events are counted, or durable
 * in a shard or in `pending_chunks`, and lets the others come again: `min(base · 2^attempts, 3600)` seconds later. Never throws.
 */
export async function consumeMessages(
  deps: Deps,
  messages: readonly QueueMessage[],
): Promise<void> {
  const outcomes = await (deps.variables.AGGREGATION === "durable-objects"
    ? processMessages(deps, messages, handToShards(deps), {
        events: 50_000,
        characters: 16_000_000,
      })
    : processMessages(deps, messages, countOrPutOff(deps)));
  for (const [index, message] of messages.entries()) {
    const outcome = outcomes[index] ?? "failed";
    if (outcome === "done") {
      message.ack();
      continue;
    }
    const delaySeconds = toRetrySeconds(deps.variables, message.attempts);
    deps.counters.count("traffic.retry", { reason: outcome });
    log("warn", "traffic.retry", { id: message.id, outcome, delaySeconds });
    message.retry({ delaySeconds });
  }
  deps.counters.count("traffic.batch");
  deps.counters.count("traffic.message", {}, messages.length);
  await Promise.all([beat(deps), lookAfter(deps)]);
}

/** What is convenient to do now and would be done by the cron otherwise. */
async function lookAfter(deps: Deps): Promise<void> {
  try {
    await fileOwnTelemetry(deps);
    if ((await countWaiting(deps)) >= manyDeltas) await foldDeltas(deps);
  } catch (cause) {
    log("warn", "traffic.fold_failed", {}, cause);
  }
}
