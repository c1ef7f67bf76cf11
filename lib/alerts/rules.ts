import type { AlertRule, Severity } from "./schema";
import { describeCount, describeShare, describeSize, describeSpan } from "./words";

/**
 * What the rules look at, as plain figures. Times are spans in milliseconds up to now. Null is "could not be found out":
 * a rule that would need it neither opens nor closes an alert.
 */
export type AlertFigures = {
  /** `none`: there has been no heartbeat for as long as one is remembered (5 minutes). */
  heartbeatAgeMs: number | "none" | null;
  /**
   * What waits to be taken by the consumer: in the queue, null when it could not be asked, and in `pending_chunks`.
   * `delayed`: messages that may be there only because the consumer sent them back a while ago.
   */
  queue: { messages: number; events: number; oldestMs: number; delayed: number } | null;
  pending: { events: number; oldestMs: number };
  /** Age of the oldest event that the tables do not show yet, wherever it waits apart from the queue; 0: none waits. */
  unfoldedMs: number;
  /** Since when the newest snapshot lacks what has been aggregated; 0: it lacks nothing. */
  snapshotBehindMs: number;
  database: { bytes: number; limitBytes: number };
  /** Of how many requests one is counted because the database fills up; 1: of each. */
  sampledOneIn: number;
  archive: { failedDays: number; overdueDays: number; error: string | null };
  /** The counters of the last ten minutes. */
  kvWriteP95Ms: number | null;
  kvReadP95Ms: number | null;
  tickets: { redeemed: number; failed: number; degraded: number; inMemory: number };
  databaseWrites: { done: number; failed: number };
  answers: { served: number; fallback: number };
  /** Events that wait in `dead_letters`. */
  deadLetters: number;
  /** Ever, and of them those that were already told of by an alert that is closed; `isRecent`: grown within a day. */
  lost: { total: number; told: number; isRecent: boolean };
  /** Counted in the last 24 hours. */
  eventsOfDay: number;
};

export type Verdict =
  { state: "ok" } | { state: "unknown" } | { state: Severity; value: number; detail: string };

const minute = 60_000;
const ok: Verdict = { state: "ok" };
const unknown: Verdict = { state: "unknown" };

/** Below so many redemptions in ten minutes a share says nothing. */
const leastRedemptions = 10;

/** Every rule of the table "Operations" of `docs/operations.md`; the thresholds stand here literally. */
export const rules: Record<AlertRule, (figures: AlertFigures) => Verdict> = {
  heartbeat({ heartbeatAgeMs, queue, pending }) {
    if (heartbeatAgeMs === null) return unknown;
    const silentMs = heartbeatAgeMs === "none" ? Infinity : heartbeatAgeMs;
    const isQueueWaiting = queue !== null && queue.messages > queue.delayed;
    const waitingMs = Math.max(isQueueWaiting ? queue.oldestMs : 0, pending.oldestMs);
    // Traffic flows when something waits: a consumer that nobody sends anything has no reason to beat.
    const value = Math.min(silentMs, waitingMs);
    if (value > 3 * minute) {
      return {
        state: "critical",
        value,
        detail: `Events have waited for ${describeSpan(waitingMs)} and the consumer gives no sign of life`,
      };
    }
    return queue === null && silentMs > 3 * minute ? unknown : ok;
  },

  backlog({ queue, pending }) {
    const value = (queue?.events ?? 0) + pending.events;
    if (value > 50_000) {
      return {
        state: "critical",
        value,
        detail: `${describeCount(value)} events wait; set AGGREGATION to durable-objects`,
      };
    }
    if (value > 10_000) {
      return { state: "warning", value, detail: `${describeCount(value)} events wait` };
    }
    return queue === null ? unknown : ok;
  },

  lag({ queue, pending, unfoldedMs }) {
    const value = Math.max(queue?.oldestMs ?? 0, pending.oldestMs, unfoldedMs);
    const detail = `The oldest event that is not in the statistics yet is ${describeSpan(value)} old`;
    if (value > 10 * minute) return { state: "critical", value, detail };
    if (value > 5 * minute) return { state: "warning", value, detail };
    return queue === null ? unknown : ok;
  },

  snapshot({ snapshotBehindMs: value }) {
    if (value <= 10 * minute) return ok;
    const detail = `The newest snapshot is ${describeSpan(value)} behind what is aggregated`;
    return { state: "warning", value, detail };
  },

  database_size({ database: { bytes, limitBytes }, sampledOneIn }) {
    const share = bytes / limitBytes;
    if (share <= 0.8) return ok;
    const sampled = sampledOneIn > 1 ? `; one request in ${sampledOneIn} is counted` : "";
    return {
      state: share > 0.95 ? "critical" : "warning",
      value: bytes,
      detail: `TRAFFIC_DB holds ${describeSize(bytes)} of ${describeSize(limitBytes)}${sampled}`,
    };
  },

  archive({ archive: { failedDays, overdueDays, error } }) {
    const value = Math.max(failedDays, overdueDays);
    if (value === 0) return ok;
    const parts = [
      overdueDays > 0 ? `${describeCount(overdueDays)} days overdue` : "",
      failedDays > 0 ? `${describeCount(failedDays)} days failed (${error ?? "no reason"})` : "",
    ];
    return {
      state: value >= 2 ? "critical" : "warning",
      value,
      detail: `Archive: ${parts.filter(Boolean).join(", ")}`,
    };
  },

  kv_write_latency: ({ kvWriteP95Ms }) => judgeLatency("writes", kvWriteP95Ms, 200),
  kv_read_latency: ({ kvReadP95Ms }) => judgeLatency("reads", kvReadP95Ms, 100),

  ticket_redemption({ tickets: { redeemed, failed } }) {
    const all = redeemed + failed;
    const share = failed / all;
    if (all < leastRedemptions || share <= 0.05) return ok;
    return {
      state: share > 0.2 ? "critical" : "warning",
      value: Math.round(share * 1000),
      detail: `${describeCount(failed)} of ${describeCount(all)} tickets could not be redeemed (${describeShare(share)})`,
    };
  },

  ticket_fallback({ tickets: { degraded, inMemory } }) {
    const value = degraded + inMemory;
    if (value === 0) return ok;
    const detail = `${describeCount(degraded)} calls of the ticket store failed, ${describeCount(inMemory)} tickets lay in memory`;
    return { state: "warning", value, detail };
  },

  dead_letters({ deadLetters, eventsOfDay }) {
    return judgeShare(deadLetters, eventsOfDay + deadLetters, (share) => {
      return `${describeCount(deadLetters)} events could not be processed and wait for a replay (${share} of a day)`;
    });
  },

  events_lost({ lost: { total, told, isRecent }, eventsOfDay }) {
    const fresh = Math.max(0, total - told);
    if (fresh === 0 || !isRecent) return ok;
    const verdict = judgeShare(fresh, eventsOfDay + fresh, () => {
      return `${describeCount(fresh)} events were lost on their way`;
    });
    // The whole, so that the next alert knows what this one has told.
    return "value" in verdict ? { ...verdict, value: total } : verdict;
  },

  database_writes({ databaseWrites: { done, failed } }) {
    return judgeShare(failed, done, (share) => {
      return `${describeCount(failed)} writes of the statistics failed in ten minutes (${share})`;
    });
  },

  fallback_answers({ answers: { served, fallback } }) {
    return judgeShare(fallback, served, (share) => {
      return `${describeCount(fallback)} answers came from a fallback in ten minutes (${share})`;
    });
  },
};

function judgeLatency(what: "reads" | "writes", p95Ms: number | null, limitMs: number): Verdict {
  // Null: nothing was read or written, which is no reason to keep an alert.
  if (p95Ms === null || p95Ms <= limitMs) return ok;
  const value = Math.round(p95Ms);
  return { state: "warning", value, detail: `The slowest 5 % of KV ${what} take over ${value} ms` };
}

/** Any is a warning, more than 1 % of all is critical. */
function judgeShare(count: number, all: number, toDetail: (share: string) => string): Verdict {
  if (count === 0) return ok;
  const share = count / Math.max(count, all);
  return {
    state: share > 0.01 ? "critical" : "warning",
    value: count,
    detail: toDetail(describeShare(share)),
  };
}
