import { alertLimits } from "./domain";
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

const ok: Verdict = { state: "ok" };
const unknown: Verdict = { state: "unknown" };

/** Below so many redemptions in ten minutes a share says nothing. */
const leastRedemptions = 10;

/** Every rule of the table in `docs/operations.md`; the limits are in `domain.ts`. */
export const rules: Record<AlertRule, (figures: AlertFigures) => Verdict> = {
  heartbeat({ heartbeatAgeMs, queue, pending }) {
    if (heartbeatAgeMs === null) return unknown;
    const silentMs = heartbeatAgeMs === "none" ? Infinity : heartbeatAgeMs;
    const isQueueWaiting = queue !== null && queue.messages > queue.delayed;
    const waitingMs = Math.max(isQueueWaiting ? queue.oldestMs : 0, pending.oldestMs);
    // Traffic flows when something waits: a consumer that nobody sends anything has no reason to beat.
    const value = Math.min(silentMs, waitingMs);
    const severity = judge("heartbeat", value);
    if (severity) {
      return {
        state: severity,
        value,
        detail: `Events have waited for ${describeSpan(waitingMs)} and the consumer gives no sign of life`,
      };
    }
    return queue === null && judge("heartbeat", silentMs) ? unknown : ok;
  },

  backlog({ queue, pending }) {
    const value = (queue?.events ?? 0) + pending.events;
    const severity = judge("backlog", value);
    if (!severity) return queue === null ? unknown : ok;
    const advice = severity === "critical" ? "; set AGGREGATION to durable-objects" : "";
    return { state: severity, value, detail: `${describeCount(value)} events wait${advice}` };
  },

  lag({ queue, pending, unfoldedMs }) {
    const value = Math.max(queue?.oldestMs ?? 0, pending.oldestMs, unfoldedMs);
    const severity = judge("lag", value);
    if (!severity) return queue === null ? unknown : ok;
    const detail = `The oldest event that is not in the statistics yet is ${describeSpan(value)} old`;
    return { state: severity, value, detail };
  },

  snapshot({ snapshotBehindMs: value }) {
    const severity = judge("snapshot", value);
    if (!severity) return ok;
    const detail = `The newest snapshot is ${describeSpan(value)} behind what is aggregated`;
    return { state: severity, value, detail };
  },

  database_size({ database: { bytes, limitBytes }, sampledOneIn }) {
    const severity = judge("database_size", bytes, bytes / limitBytes);
    if (!severity) return ok;
    const sampled = sampledOneIn > 1 ? `; one request in ${sampledOneIn} is counted` : "";
    return {
      state: severity,
      value: bytes,
      detail: `TRAFFIC_DB holds ${describeSize(bytes)} of ${describeSize(limitBytes)}${sampled}`,
    };
  },

  archive({ archive: { failedDays, overdueDays, error } }) {
    const value = Math.max(failedDays, overdueDays);
    const severity = judge("archive", value);
    if (!severity) return ok;
    const parts = [
      overdueDays > 0 ? `${describeCount(overdueDays)} days overdue` : "",
      failedDays > 0 ? `${describeCount(failedDays)} days failed (${error ?? "no reason"})` : "",
    ];
    return {
      state: severity,
      value,
      detail: `Archive: ${parts.filter(Boolean).join(", ")}`,
    };
  },

  kv_write_latency: ({ kvWriteP95Ms }) => judgeLatency("kv_write_latency", kvWriteP95Ms),
  kv_read_latency: ({ kvReadP95Ms }) => judgeLatency("kv_read_latency", kvReadP95Ms),

  ticket_redemption({ tickets: { redeemed, failed } }) {
    const all = redeemed + failed;
    const share = failed / all;
    const severity = all < leastRedemptions ? null : judge("ticket_redemption", failed, share);
    if (!severity) return ok;
    return {
      state: severity,
      value: Math.round(share * 1000),
      detail: `${describeCount(failed)} of ${describeCount(all)} tickets could not be redeemed (${describeShare(share)})`,
    };
  },

  ticket_fallback({ tickets: { degraded, inMemory } }) {
    const value = degraded + inMemory;
    const severity = judge("ticket_fallback", value);
    if (!severity) return ok;
    const detail = `${describeCount(degraded)} calls of the ticket store failed, ${describeCount(inMemory)} tickets lay in memory`;
    return { state: severity, value, detail };
  },

  dead_letters({ deadLetters, eventsOfDay }) {
    return judgeShare("dead_letters", deadLetters, eventsOfDay + deadLetters, (share) => {
      return `${describeCount(deadLetters)} events could not be processed and wait for a replay (${share} of a day)`;
    });
  },

  events_lost({ lost: { total, told, isRecent }, eventsOfDay }) {
    const fresh = Math.max(0, total - told);
    if (fresh === 0 || !isRecent) return ok;
    const verdict = judgeShare("events_lost", fresh, eventsOfDay + fresh, () => {
      return `${describeCount(fresh)} events were lost on their way`;
    });
    // The whole, so that the next alert knows what this one has told.
    return "value" in verdict ? { ...verdict, value: total } : verdict;
  },

  database_writes({ databaseWrites: { done, failed } }) {
    return judgeShare("database_writes", failed, done, (share) => {
      return `${describeCount(failed)} writes of the statistics failed in ten minutes (${share})`;
    });
  },

  fallback_answers({ answers: { served, fallback } }) {
    return judgeShare("fallback_answers", fallback, served, (share) => {
      return `${describeCount(fallback)} answers came from a fallback in ten minutes (${share})`;
    });
  },
};

/** How bad a value is by the limits of its rule; null: it is within them. `share`: of what the rule holds it against. */
function judge(rule: AlertRule, value: number, share = 0): Severity | null {
  const isOver = (severity: Severity) => {
    const limit = alertLimits[rule][severity];
    return limit !== null && (limit.of === "share" ? share : value) > limit.over;
  };
  if (isOver("critical")) return "critical";
  return isOver("warning") ? "warning" : null;
}

function judgeLatency(rule: "kv_read_latency" | "kv_write_latency", p95Ms: number | null): Verdict {
  // Null: nothing was read or written, which is no reason to keep an alert.
  const severity = p95Ms === null ? null : judge(rule, p95Ms);
  if (p95Ms === null || !severity) return ok;
  const value = Math.round(p95Ms);
  const what = rule === "kv_read_latency" ? "reads" : "writes";
  return { state: severity, value, detail: `The slowest 5 % of KV ${what} take over ${value} ms` };
}

function judgeShare(
  rule: AlertRule,
  count: number,
  all: number,
  toDetail: (share: string) => string,
): Verdict {
  const share = count / Math.max(1, count, all);
  const severity = judge(rule, count, share);
  if (!severity) return ok;
  return { state: severity, value: count, detail: toDetail(describeShare(share)) };
}
