import { p95Of } from "../read";
import type { Telemetry } from "../schema";
import type { Labels } from "../sum";
import type { Latency } from "./schema";

/** A timer over all series that have these labels; null when nothing was timed. */
export function toLatency(telemetry: Telemetry, name: string, labels: Labels): Latency | null {
  const timers = telemetry.timers.filter(
    (timer) =>
      timer.name === name &&
      Object.entries(labels).every(([label, value]) => timer.labels[label] === value),
  );
  const calls = timers.reduce((sum, timer) => sum + timer.count, 0);
  if (calls === 0) return null;
  return {
    calls,
    averageMs: round(timers.reduce((sum, timer) => sum + timer.sumMs, 0) / calls),
    p95Ms: round(p95Of(telemetry, name, labels) ?? 0),
    maxMs: timers.reduce((max, timer) => Math.max(max, timer.maxMs), 0),
  };
}

/** To microseconds. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
