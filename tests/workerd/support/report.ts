import { expect } from "vitest";
import { computeReport, type Question } from "../../../lib/traffic/report/compute-report";
import { toQuestion } from "../../../lib/traffic/report/question";
import { pathsQuerySchema } from "../../../lib/traffic/report/schema";
import type { TrafficEvent } from "../../../lib/traffic/schema";
import { testDeps } from "./deps";
import { makeEvent, visitorHash } from "./traffic";

/** The moment at which these tests ask. */
export const now = Date.parse("2026-11-20T14:20:00Z");

export const today = Date.parse("2026-11-20T00:00:00Z");

export const ask = (query: Record<string, string>, at = now): Question =>
  toQuestion(pathsQuerySchema.parse(query), at);

/** The report as D1 answers it. */
export const compute = (query: Record<string, string>, at = now) =>
  computeReport(testDeps({ now: () => at }), ask(query, at));

/** Figures of events by their definitions, without sketches. */
export function plainly(events: TrafficEvent[]) {
  const times = events.flatMap((event) => Array<number>(event.weight).fill(event.responseTime));
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.max(1, Math.ceil(q * times.length)) - 1] ?? null;
  const errors = events.filter(({ status }) => status >= 400).reduce((n, e) => n + e.weight, 0);
  const hashes = new Set(
    events.flatMap((event) => (event.clientIpHash === null ? [] : [event.clientIpHash])),
  );
  return {
    requests: times.length,
    errors,
    errorRate: times.length === 0 ? 0 : errors / times.length,
    avgMs: times.length === 0 ? null : times.reduce((a, b) => a + b, 0) / times.length,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    visitors: hashes.size,
  };
}

type Figures = { [Figure in keyof ReturnType<typeof plainly>]: number | null };

/** Counts exactly; percentiles and visitors within what their sketches promise. */
export function expectFigures(actual: Figures, expected: Figures): void {
  expect([actual.requests, actual.errors]).toEqual([expected.requests, expected.errors]);
  expect(actual.errorRate).toBeCloseTo(expected.errorRate ?? 0, 5);
  if (expected.avgMs === null) expect(actual.avgMs).toBeNull();
  else expect(actual.avgMs).toBeCloseTo(expected.avgMs, 2);
  for (const figure of ["p50", "p95", "p99"] as const) {
    const [value, exact] = [actual[figure], expected[figure]];
    if (exact === null) expect(value).toBeNull();
    else expect(Math.abs((value ?? NaN) - exact)).toBeLessThanOrEqual(0.0101 * exact);
  }
  const distance = Math.abs((actual.visitors ?? NaN) - (expected.visitors ?? NaN));
  expect(distance).toBeLessThanOrEqual(Math.max(1, 0.06 * (expected.visitors ?? 0)));
}

export const routes = ["/", "/api/me", "/api/chat/rooms/[roomId]/meta", "/share/[id]"];

/** Believable enough: several days, routes, methods, statuses, countries, bots and weights. */
export function makeTraffic(count: number, from: number, to: number): TrafficEvent[] {
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, () =>
    makeEvent(Math.floor(from + random() * (to - from)), {
      route: pick(routes),
      method: pick(["GET", "GET", "GET", "POST", "DELETE", "PROPFIND"]),
      status: pick([200, 200, 200, 204, 301, 404, 429, 500]),
      responseTime: Math.round(Math.exp(random() * 6) * 1000) / 1000,
      clientIpHash: random() < 0.9 ? visitorHash(Math.floor(random() * 300)) : null,
      country: pick(["DE", "FR", "JP"]),
      bot: random() < 0.2,
      weight: pick([1, 1, 1, 10]),
    }),
  );
}
