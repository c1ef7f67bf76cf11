import { isolateState, type IsolateState } from "../platform/isolate";
import { telemetryLimits, type Telemetry } from "./schema";
import { TelemetrySum, type Labels } from "./sum";

/**
 * Counters of caches, tickets, storages and the statistics themselves, kept per isolate until a chunk carries them away.
 * Names are a closed list and labels come from closed sets, so the number of series is bounded.
 */
type CounterName =
  | "cache.hit"
  | "cache.miss"
  | "cache.stale"
  | "cache.error"
  | "cache.breaker_open"
  | "ticket.issued"
  | "ticket.redeemed"
  | "ticket.refused"
  | "ticket.degraded"
  | "ticket.record_missing"
  | "socket.opened"
  | "effect.pending"
  /** How pushes ended: `{outcome}`. */
  | "push.settled"
  /** Mentions that webhooks of bots were told of, and attempts that failed. */
  | "bot.delivered"
  | "bot.delivery_failed"
  /** Chunks that the queue took, chunks that D1 took instead, and events that nobody took. */
  | "traffic.queued"
  | "traffic.stored"
  | "traffic.lost"
  /** Events without an address because there was no salt. */
  | "traffic.salt_missing"
  | "traffic.record_failed"
  | "traffic.analytics_failed"
  | "traffic.request"
  | "traffic.batch"
  | "traffic.message"
  | "traffic.event"
  | "traffic.duplicate"
  | "traffic.retry"
  /** `{reason}` */
  | "traffic.refused"
  /** Transactions of the statistics, and those that failed for another reason than a lost race: `{what}`. */
  | "d1.write"
  | "d1.write_failed"
  /** `{store}` */
  | "kv.failed"
  /** Answers, and those of them that came from elsewhere than they should: `{what}`. */
  | "answer.served"
  | "answer.fallback"
  /** Reads of a share by where the answer came from (`{source}`: memory, kv, d1), those that skipped a failing store, and those that failed. */
  | "share.read"
  | "share.fallback"
  | "share.failed"
  | "share.created"
  /** Names whose addresses nobody could tell. */
  | "share.dns_unknown"
  | "alert.sent"
  | "alert.failed"
  | "alert.given_up";

/** `kv.read` and `kv.write` have `{store}`: `tickets`, `paths`, `shares` */
type TimerName =
  "cache.read" | "cache.write" | "ticket.store" | "share.read" | "kv.read" | "kv.write";

export interface Counters {
  count(name: CounterName, labels?: Labels, by?: number): void;
  time(name: TimerName, ms: number, labels?: Labels): void;
  /** Everything counted since the last drain; starts again at zero. */
  drain(): Telemetry;
  /** Puts back what was drained and could not be sent. */
  restore(telemetry: Telemetry): void;
  /** What a drain would give, without resetting. */
  snapshot(): Telemetry;
}

/** The counters of an isolate; of this one unless told otherwise. */
export function isolateCounters(isolate: IsolateState = isolateState): Counters {
  return isolate("counters", createCounters);
}

function createCounters(): Counters {
  let sum = new TelemetrySum();
  return {
    count(name, labels = {}, by = 1) {
      const isFull = sum.counterSeries >= telemetryLimits.counters - spareSeries;
      sum.count(name, isFull && !sum.hasCounter(name, labels) ? {} : labels, by);
    },
    time(name, ms, labels = {}) {
      const isFull = sum.timerSeries >= telemetryLimits.timers - spareSeries;
      // A clock that was set back would make it negative.
      sum.time(name, isFull && !sum.hasTimer(name, labels) ? {} : labels, Math.max(0, ms));
    },
    drain() {
      const taken = sum.toTelemetry();
      sum = new TelemetrySum();
      return taken;
    },
    restore: (telemetry) => sum.add(telemetry),
    snapshot: () => sum.toTelemetry(),
  };
}

/**
 * Room for every name once without its labels. A label that was not from a closed set after all costs its detail then,
 * and not the whole chunk, which the consumer would refuse.
 */
const spareSeries = 50;
