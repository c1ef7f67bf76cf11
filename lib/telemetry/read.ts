import { z } from "zod";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { QuantileSketch } from "../sketch/quantiles";
import { addTelemetry } from "./merge";
import { telemetrySchema, type Telemetry } from "./schema";
import { listTelemetryMinutes } from "./store";
import { decodeLatency, type Labels } from "./sum";

const minuteMs = 60_000;
/** A day: more minutes at once would be some 10 MB of sketches. */
const maxMinutes = 1440;

/** What was counted from the minute of `fromMs` up to `toMs` (milliseconds), all isolates together. */
export async function readTelemetry(
  deps: Pick<Deps, "traffic">,
  fromMs: number,
  toMs: number,
): Promise<Telemetry> {
  const minutes = await readTelemetryMinutes(deps, fromMs, toMs);
  return addTelemetry(minutes.map(({ telemetry }) => telemetry));
}

/**
 * The same minute by minute, newest first; minutes in which nothing was counted are not there.
 * @param isWanted by name: the other series are left out before they cost anything
 */
export async function readTelemetryMinutes(
  deps: Pick<Deps, "traffic">,
  fromMs: number,
  toMs: number,
  isWanted: (name: string) => boolean = () => true,
): Promise<{ minute: number; telemetry: Telemetry }[]> {
  const from = Math.floor(fromMs / minuteMs) * minuteMs;
  const rows = await listTelemetryMinutes(deps, { fromMs: from, toMs, limit: maxMinutes });
  return rows.flatMap(({ minute, body }) => {
    const telemetry = parse(body, isWanted);
    return telemetry ? [{ minute, telemetry }] : [];
  });
}

/** The sum of a counter, or the number of times of a timer, over all series that have these labels. */
export function countOf(telemetry: Telemetry, name: string, labels: Labels = {}): number {
  return [...telemetry.counters, ...telemetry.timers]
    .filter((series) => isMatch(series, name, labels))
    .reduce((sum, series) => sum + series.count, 0);
}

/** The 95th percentile of a timer in milliseconds over all series that have these labels; null without any. */
export function p95Of(telemetry: Telemetry, name: string, labels: Labels = {}): number | null {
  return quantileOf(telemetry, name, 0.95, labels);
}

/** The same for any `quantile` between 0 and 1. */
export function quantileOf(
  telemetry: Telemetry,
  name: string,
  quantile: number,
  labels: Labels = {},
): number | null {
  const all = new QuantileSketch();
  for (const timer of telemetry.timers) {
    const sketch = isMatch(timer, name, labels) ? decodeLatency(timer.latency) : null;
    if (sketch) all.merge(sketch);
  }
  return all.quantile(quantile);
}

function isMatch(series: { name: string; labels: Labels }, name: string, labels: Labels): boolean {
  if (series.name !== name) return false;
  return Object.entries(labels).every(([label, value]) => series.labels[label] === value);
}

/** Rows are merged from many isolates, so that limits of one chunk do not bind them. */
const rowSchema = z.object({
  counters: z.array(telemetrySchema.shape.counters.element),
  timers: z.array(telemetrySchema.shape.timers.element.extend({ latency: z.string() })),
});

const namedSchema = z.object({ counters: z.array(z.unknown()), timers: z.array(z.unknown()) });

function parse(body: string, isWanted: (name: string) => boolean): Telemetry | null {
  try {
    const { counters, timers } = namedSchema.parse(JSON.parse(body));
    const isOne = (series: unknown) => isWanted(nameOf(series));
    return rowSchema.parse({ counters: counters.filter(isOne), timers: timers.filter(isOne) });
  } catch (cause) {
    log("error", "telemetry.unreadable", {}, cause);
    return null;
  }
}

function nameOf(series: unknown): string {
  const isNamed = typeof series === "object" && series !== null && "name" in series;
  return isNamed ? String(series.name) : "";
}
