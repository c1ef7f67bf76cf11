import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { writeRequestPoint } from "./analytics";
import { toEvent, type Visit } from "./event";
import { addEvent, flushOutbox, isFull, loseEvent, openOutbox } from "./outbox";
import { currentInterval } from "./sampling";

type RecordDeps = Omit<Deps, "db" | "cache" | "redis" | "cost" | "room">;

/** For a flush that nobody has made this long after its time: its request has died. */
const overdueMs = 5_000;

/** `waitUntil` ends 30 s after the answer; nobody starts another round later than this. */
const longestWatchMs = 20_000;
const mostRounds = 10;

/**
 * Records a request that has been answered. Returns at once and never throws: everything happens in `waitUntil`, and
 * what goes wrong there is logged and counted. `random` draws the sample (0 ≤ x < 1).
 */
export function recordRequest(
  deps: RecordDeps,
  visit: Visit,
  random: () => number = Math.random,
): void {
  deps.waitUntil(
    record(deps, visit, random).catch((cause: unknown) => {
      deps.counters.count("traffic.record_failed");
      log("error", "traffic.record_failed", {}, cause);
    }),
  );
}

async function record(deps: RecordDeps, visit: Visit, random: () => number): Promise<void> {
  deps.counters.count("traffic.request");
  writeRequestPoint(deps, visit);
  const interval = currentInterval(deps);
  if (interval === 1 || random() * interval < 1) {
    const event = await toEvent(deps, visit, interval).catch((cause: unknown) => {
      loseEvent(deps);
      throw cause;
    });
    addEvent(deps, event);
  }
  await lookAfterOutbox(deps);
}

/**
 * Requests cannot wait for one another's promises, so one of them is the flusher: the first that finds nobody looking after
 * the outbox sleeps until the chunk is due and sends it. One that finds a full chunk, or an overdue one, sends it at once.
 */
async function lookAfterOutbox(deps: RecordDeps): Promise<void> {
  const outbox = openOutbox(deps);
  const { TRAFFIC_FLUSH_MS: flushMs } = deps.variables;
  const isOverdue = outbox.flushAt !== null && deps.now() >= outbox.flushAt + overdueMs;
  if (isFull(outbox) || isOverdue) {
    if (isOverdue) outbox.flushAt = null;
    return flushOutbox(deps);
  }
  if (outbox.flushAt !== null) return;
  const rounds = Math.min(mostRounds, Math.max(1, Math.floor(longestWatchMs / flushMs)));
  for (let round = 0; round < rounds; round += 1) {
    const dueAt = deps.now() + flushMs;
    outbox.flushAt = dueAt;
    await new Promise((resolve) => setTimeout(resolve, flushMs));
    // Another one has taken over from a flusher that it thought dead.
    if (outbox.flushAt !== dueAt) return;
    outbox.flushAt = null;
    await flushOutbox(deps);
    // What could not be sent is tried again, for as long as this request lives and nobody else looks after it.
    if (outbox.waiting.length === 0 || outbox.flushAt !== null) return;
  }
}
