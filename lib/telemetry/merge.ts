import type { Telemetry } from "./schema";
import { TelemetrySum } from "./sum";

export function emptyTelemetry(): Telemetry {
  return { counters: [], timers: [] };
}

/** The sum of both, as a new value; any order and nesting of merges gives the same. */
export function mergeTelemetry(into: Telemetry, from: Telemetry): Telemetry {
  return addTelemetry([into, from]);
}

/** The sum of all of them; cheaper than merging two by two. */
export function addTelemetry(parts: Iterable<Telemetry>): Telemetry {
  const sum = new TelemetrySum();
  for (const part of parts) sum.add(part);
  return sum.toTelemetry();
}
