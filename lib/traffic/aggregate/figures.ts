import { DistinctSketch } from "../../sketch/distinct";
import { QuantileSketch } from "../../sketch/quantiles";
import { toStatusClass } from "../domain";
import type { TrafficEvent } from "../schema";

/**
 * What statistics say of one path, or of all, in an hour or a day. Everything adds up to the same in any order and in any
 * parts: integers, and sketches that merge.
 */
export type Figures = {
  /** Sum of weights, like every count here. */
  requests: number;
  /** Status ≥ 400. */
  errors: number;
  /** Status ≥ 500. */
  serverErrors: number;
  /** Sum of response times in microseconds. */
  timeSumUs: number;
  timeCount: number;
  /** Response times in milliseconds. */
  latency: QuantileSketch;
  /** Hashes of visitors' addresses; null where there is none. */
  visitors: DistinctSketch | null;
  /** By `toCountsKey`: requests and microseconds. */
  counts: Map<string, [requests: number, timeSumUs: number]>;
};

const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The combination that filters ask for: `GET|2xx|DE|0`. Unusual methods are `OTHER`, so that the keys stay bounded. */
function toCountsKey(event: Pick<TrafficEvent, "method" | "status" | "country" | "bot">): string {
  const method = knownMethods.has(event.method) ? event.method : "OTHER";
  return `${method}|${toStatusClass(event.status)}|${event.country}|${event.bot ? 1 : 0}`;
}

export function emptyFigures(): Figures {
  return {
    requests: 0,
    errors: 0,
    serverErrors: 0,
    timeSumUs: 0,
    timeCount: 0,
    latency: new QuantileSketch(),
    visitors: null,
    counts: new Map(),
  };
}

/** Counts an event as often as it weighs. */
export function addEvent(figures: Figures, event: TrafficEvent): void {
  const { weight, status } = event;
  const timeUs = Math.round(event.responseTime * 1000) * weight;
  figures.requests += weight;
  if (status >= 400) figures.errors += weight;
  if (status >= 500) figures.serverErrors += weight;
  figures.timeSumUs += timeUs;
  figures.timeCount += weight;
  figures.latency.add(event.responseTime, weight);
  if (event.clientIpHash !== null) {
    figures.visitors ??= new DistinctSketch();
    figures.visitors.add(event.clientIpHash);
  }
  addCount(figures, toCountsKey(event), weight, timeUs);
}

/** Adds `from` to `into`, which shares nothing with it afterwards. */
export function mergeFigures(into: Figures, from: Figures): void {
  into.requests += from.requests;
  into.errors += from.errors;
  into.serverErrors += from.serverErrors;
  into.timeSumUs += from.timeSumUs;
  into.timeCount += from.timeCount;
  into.latency.merge(from.latency);
  if (from.visitors) {
    into.visitors ??= new DistinctSketch();
    into.visitors.merge(from.visitors);
  }
  for (const [key, [requests, timeSumUs]] of from.counts) {
    addCount(into, key, requests, timeSumUs);
  }
}

function addCount(figures: Figures, key: string, requests: number, timeSumUs: number): void {
  const count = figures.counts.get(key);
  if (!count) {
    figures.counts.set(key, [requests, timeSumUs]);
    return;
  }
  count[0] += requests;
  count[1] += timeSumUs;
}
