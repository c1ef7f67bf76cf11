import type { Counters } from "../../telemetry/counters";
import { telemetryLimits, type Telemetry } from "../../telemetry/schema";

/** A message of the queue holds 128 KB, of which the events take up to 64. */
const mostBytes = 48 * 1024;

const encoder = new TextEncoder();

/** What has been counted since the last time, as far as it fits into a chunk; the rest stays for the next one. */
export function takeTelemetry(counters: Pick<Counters, "drain" | "restore">): Telemetry {
  const counted = counters.drain();
  let bytes = 0;
  const fits = (series: unknown): boolean => {
    bytes += encoder.encode(JSON.stringify(series)).length + 1;
    return bytes <= mostBytes;
  };
  const [taken, left] = split(counted.counters, telemetryLimits.counters, fits);
  const [takenTimers, leftTimers] = split(counted.timers, telemetryLimits.timers, fits);
  if (left.length + leftTimers.length > 0) {
    counters.restore({ counters: left, timers: leftTimers });
  }
  return { counters: taken, timers: takenTimers };
}

function split<Series>(
  all: Series[],
  most: number,
  fits: (series: Series) => boolean,
): [taken: Series[], left: Series[]] {
  const end = all.findIndex((series, index) => index >= most || !fits(series));
  return end < 0 ? [all, []] : [all.slice(0, end), all.slice(end)];
}
