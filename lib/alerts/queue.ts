import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { within } from "../platform/within";

const limitMs = 2_000;

export type QueueBacklog = { messages: number; bytes: number; oldestAt: number | null };

/**
 * What waits in the queue; null when it cannot be asked. Locally the queue always answers that it is empty.
 * https://developers.cloudflare.com/queues/observability/metrics/
 */
export async function readQueueBacklog({
  bindings,
}: Pick<Deps, "bindings">): Promise<QueueBacklog | null> {
  const { TRAFFIC_QUEUE: queue } = bindings;
  if (!queue) return { messages: 0, bytes: 0, oldestAt: null };
  try {
    const metrics = await within(limitMs, "Figures of the queue", askMetrics(queue));
    const oldestAt = metrics.oldestMessageTimestamp?.getTime() ?? 0;
    return {
      messages: metrics.backlogCount,
      bytes: metrics.backlogBytes,
      // An empty queue answers the epoch.
      oldestAt: metrics.backlogCount > 0 && oldestAt > 0 ? oldestAt : null,
    };
  } catch (cause) {
    log("warn", "alerts.queue_unknown", {}, cause);
    return null;
  }
}

/** Async, so that a runtime without the method rejects like one that fails. */
async function askMetrics(queue: Queue): Promise<QueueMetrics> {
  return queue.metrics();
}
