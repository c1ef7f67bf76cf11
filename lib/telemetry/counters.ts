import { isolateState, type IsolateState } from "../platform/isolate";

/**
 * Counters of caches, tickets and storages, kept per isolate until the statistics pipeline collects them.
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
  | "effect.pending";

type TimerName = "cache.read" | "cache.write" | "ticket.store";

type CounterSeries = { name: string; labels: Record<string, string>; count: number };
type TimerSeries = CounterSeries & { sumMs: number; maxMs: number };

export interface Counters {
  count(name: CounterName, labels?: Record<string, string>, by?: number): void;
  time(name: TimerName, ms: number, labels?: Record<string, string>): void;
  /** Everything counted since the last drain; starts again at zero. */
  drain(): { counters: CounterSeries[]; timers: TimerSeries[] };
  /** The same without resetting. */
  snapshot(): { counters: CounterSeries[]; timers: TimerSeries[] };
}

/** The counters of an isolate; of this one unless told otherwise. */
export function isolateCounters(isolate: IsolateState = isolateState): Counters {
  return isolate("counters", createCounters);
}

function createCounters(): Counters {
  let counters = new Map<string, CounterSeries>();
  let timers = new Map<string, TimerSeries>();
  const snapshot = () => ({
    counters: [...counters.values()].map((series) => ({ ...series })),
    timers: [...timers.values()].map((series) => ({ ...series })),
  });
  return {
    count(name, labels = {}, by = 1) {
      const key = seriesKey(name, labels);
      const series = counters.get(key) ?? { name, labels, count: 0 };
      series.count += by;
      counters.set(key, series);
    },
    time(name, ms, labels = {}) {
      const key = seriesKey(name, labels);
      const series = timers.get(key) ?? { name, labels, count: 0, sumMs: 0, maxMs: 0 };
      series.count += 1;
      series.sumMs += ms;
      series.maxMs = Math.max(series.maxMs, ms);
      timers.set(key, series);
    },
    drain() {
      const taken = snapshot();
      counters = new Map();
      timers = new Map();
      return taken;
    },
    snapshot,
  };
}

function seriesKey(name: string, labels: Record<string, string>): string {
  return `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
}
