import { fromBase64, toBase64 } from "../sketch/base64";
import { QuantileSketch } from "../sketch/quantiles";
import type { Telemetry } from "./schema";

export type Labels = Record<string, string>;
type Count = { name: string; labels: Labels; count: number };
type Times = Count & { sumMs: number; maxMs: number; latency: QuantileSketch };

/** Telemetry that is being added up. Any order of additions gives the same result. */
export class TelemetrySum {
  private readonly counters = new Map<string, Count>();
  private readonly timers = new Map<string, Times>();

  get counterSeries(): number {
    return this.counters.size;
  }

  get timerSeries(): number {
    return this.timers.size;
  }

  hasCounter(name: string, labels: Labels): boolean {
    return this.counters.has(toKey(name, labels));
  }

  hasTimer(name: string, labels: Labels): boolean {
    return this.timers.has(toKey(name, labels));
  }

  count(name: string, labels: Labels, by: number): void {
    const key = toKey(name, labels);
    const series = this.counters.get(key);
    if (series) series.count += by;
    else this.counters.set(key, { name, labels: { ...labels }, count: by });
  }

  time(name: string, labels: Labels, ms: number): void {
    const series = this.timerOf(name, labels);
    series.count += 1;
    series.sumMs = addMs(series.sumMs, ms);
    series.maxMs = Math.max(series.maxMs, roundMs(ms));
    series.latency.add(ms);
  }

  /** Timers whose sketch cannot be read are left out: a fold must not stop at what one isolate has garbled. */
  add(telemetry: Telemetry): void {
    for (const { name, labels, count } of telemetry.counters) this.count(name, labels, count);
    for (const { name, labels, ...timer } of telemetry.timers) {
      const latency = decodeLatency(timer.latency);
      if (!latency) continue;
      const series = this.timerOf(name, labels);
      series.count += timer.count;
      series.sumMs = addMs(series.sumMs, timer.sumMs);
      series.maxMs = Math.max(series.maxMs, roundMs(timer.maxMs));
      series.latency.merge(latency);
    }
  }

  /** Series in the order of their names and labels. */
  toTelemetry(): Telemetry {
    return {
      counters: inOrder(this.counters).map((series) => ({ ...series })),
      timers: inOrder(this.timers).map(({ latency, ...series }) => ({
        ...series,
        latency: toBase64(latency.toBytes()),
      })),
    };
  }

  private timerOf(name: string, labels: Labels): Times {
    const key = toKey(name, labels);
    const known = this.timers.get(key);
    if (known) return known;
    const latency = new QuantileSketch();
    const series = { name, labels: { ...labels }, count: 0, sumMs: 0, maxMs: 0, latency };
    this.timers.set(key, series);
    return series;
  }
}

/** The sketch of a timer; null when it cannot be read. */
export function decodeLatency(latency: string): QuantileSketch | null {
  try {
    return QuantileSketch.fromBytes(fromBase64(latency));
  } catch {
    return null;
  }
}

function toKey(name: string, labels: Labels): string {
  return `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
}

function inOrder<T>(series: Map<string, T>): T[] {
  return [...series.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** Whole microseconds add up to the same in any order; fractions of milliseconds do not. */
function addMs(a: number, b: number): number {
  return (Math.round(a * 1000) + Math.round(b * 1000)) / 1000;
}

function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
