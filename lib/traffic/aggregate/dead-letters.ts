import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import type { QueueMessage } from "./consume";
import { readMessage, toText } from "./message";
import { feedPendingChunks } from "./pending";
import { insertDeadLetters, moveToPending } from "./store/dead-letters";

/** Letters that one call puts back, so that the aggregation is not flooded. */
const maxReplayed = 500;

/**
 * The consumer of the dead letter queue: keeps each message as a row. What the database does not take comes again.
 * Never throws.
 */
export async function storeDeadLetters(
  deps: Deps,
  messages: readonly QueueMessage[],
): Promise<void> {
  for (const message of messages) {
    const isReadable = readMessage(message.id, message.body, deps.now()) !== null;
    const reason = isReadable ? "exhausted" : "unreadable";
    try {
      await insertDeadLetters(deps, [{ id: message.id, reason, body: toText(message.body) }]);
      message.ack();
    } catch (cause) {
      log("error", "traffic.dead_letter_failed", { id: message.id }, cause);
      message.retry({ delaySeconds: 60 });
    }
  }
}

/**
 * Sends dead letters through the aggregation again: those named, or the oldest 500. What is counted already changes
 * nothing; what cannot be read comes back.
 */
export async function replayDeadLetters(
  deps: Pick<Deps, "traffic" | "now" | "counters">,
  { ids }: { ids?: string[] | undefined } = {},
): Promise<{ replayed: number }> {
  return { replayed: await moveToPending(deps, { ids: ids ?? null, limit: maxReplayed }) };
}

/**
 * Feeds what was just put back at once, so that whoever replays sees what comes of it; whatever is left waits for the next
 * minute's cron. Never throws.
 */
export async function feedReplayed(deps: Deps): Promise<void> {
  try {
    await feedPendingChunks(deps, { maxRounds: 1 });
  } catch (cause) {
    log("warn", "traffic.replay_put_off", {}, cause);
  }
}
