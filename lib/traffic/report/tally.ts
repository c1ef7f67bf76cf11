import { DistinctSketch } from "../../sketch/distinct";
import { QuantileSketch } from "../../sketch/quantiles";

/** Sums and sketches on their way to the figures of a report. */
export type Tally = {
  requests: number;
  errors: number;
  timeSumUs: number;
  timeCount: number;
  /** Null where the question cannot be answered from sketches. */
  latency: QuantileSketch | null;
  visitors: DistinctSketch | null;
  /** Hours with requests whose visitors are no longer kept by the hour. */
  hoursWithoutVisitors: number;
};

/** What is added to a tally: a row of statistics, or another tally. */
export type Addend = Omit<Tally, "hoursWithoutVisitors"> & { hoursWithoutVisitors?: number };

export type Figures = {
  requests: number;
  errors: number;
  /** 0 to 1. */
  errorRate: number;
  /** Milliseconds; null without requests. */
  avgMs: number | null;
  /** Milliseconds; null without requests, or when the question cannot be answered. */
  p50: number | null;
  p95: number | null;
  p99: number | null;
  /** Null when the question cannot be answered. */
  visitors: number | null;
};

/** Without `sketches` only counts, errors and averages come out. */
export function newTally(sketches: boolean): Tally {
  return {
    requests: 0,
    errors: 0,
    timeSumUs: 0,
    timeCount: 0,
    latency: sketches ? new QuantileSketch() : null,
    visitors: sketches ? new DistinctSketch() : null,
    hoursWithoutVisitors: 0,
  };
}

export function addToTally(tally: Tally, addend: Addend): void {
  tally.requests += addend.requests;
  tally.errors += addend.errors;
  tally.timeSumUs += addend.timeSumUs;
  tally.timeCount += addend.timeCount;
  tally.hoursWithoutVisitors += addend.hoursWithoutVisitors ?? 0;
  if (addend.latency) tally.latency?.merge(addend.latency);
  if (addend.visitors) tally.visitors?.merge(addend.visitors);
}

export function toFigures(tally: Tally): Figures {
  const { requests, errors, timeSumUs, timeCount, latency, visitors } = tally;
  return {
    requests,
    errors,
    errorRate: toErrorRate(requests, errors),
    avgMs: timeCount === 0 ? null : Math.round(timeSumUs / timeCount) / 1000,
    p50: toQuantile(latency, 0.5),
    p95: toQuantile(latency, 0.95),
    p99: toQuantile(latency, 0.99),
    visitors: visitors?.estimate() ?? null,
  };
}

export function toErrorRate(requests: number, errors: number): number {
  return requests === 0 ? 0 : Number((errors / requests).toPrecision(6));
}

/** Five digits: rounding shall not add to the sketch's error. */
function toQuantile(latency: QuantileSketch | null, q: number): number | null {
  const value = latency?.quantile(q) ?? null;
  return value === null ? null : Number(value.toPrecision(5));
}

/** How much each figure changed, in percent of before; null where before is nothing. */
export function toChange(now: Figures, before: Figures): Record<keyof Figures, number | null> {
  const change = (figure: keyof Figures) => {
    const [value, base] = [now[figure], before[figure]];
    if (value === null || base === null || base === 0) return null;
    return Math.round((value / base - 1) * 10_000) / 100;
  };
  return {
    requests: change("requests"),
    errors: change("errors"),
    errorRate: change("errorRate"),
    avgMs: change("avgMs"),
    p50: change("p50"),
    p95: change("p95"),
    p99: change("p99"),
    visitors: change("visitors"),
  };
}
