import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { computeReport, type Question } from "../../lib/traffic/report/compute-report";
import { getPathStats } from "../../lib/traffic/report/get-path-stats";
import { toQuestion } from "../../lib/traffic/report/question";
import { pathsQuerySchema, pathStatsQuerySchema } from "../../lib/traffic/report/schema";
import { dayMs, hourMs, toDay, toHour, toStatusClass } from "../../lib/traffic/domain";
import type { TrafficEvent } from "../../lib/traffic/schema";
import { testDeps } from "./support/deps";
import { clearTraffic } from "./support/aggregate";
import { aggregate, makeEvent, rollUp, visitorHash } from "./support/traffic";

const now = Date.parse("2026-11-20T14:20:00Z");
const today = Date.parse("2026-11-20T00:00:00Z");

beforeEach(clearTraffic);

const ask = (query: Record<string, string>, at = now): Question =>
  toQuestion(pathsQuerySchema.parse(query), at);
const compute = (query: Record<string, string>, at = now) =>
  computeReport(testDeps({ now: () => at }), ask(query, at));

/** Figures of events by their definitions, without sketches. */
function plainly(events: TrafficEvent[]) {
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

function expectFigures(actual: Figures, expected: Figures): void {
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

const routes = ["/", "/api/me", "/api/chat/rooms/[roomId]/meta", "/share/[id]"];

/** Believable enough: several days, routes, methods, statuses, countries, bots and weights. */
function makeTraffic(count: number, from: number, to: number): TrafficEvent[] {
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

describe("a report", () => {
  it("equals a plain recomputation from the events, path by path and hour by hour", async () => {
    const events = makeTraffic(3_000, now - 2 * dayMs, now);
    await aggregate(now, events);
    const report = await compute({ range: "24h" });
    const from = Date.parse("2026-11-19T14:00:00Z");
    expect(report.range).toEqual({
      from,
      to: Date.parse("2026-11-20T15:00:00Z"),
      preset: "24h",
      granularity: "hour",
    });
    const within = events.filter(({ timestamp }) => timestamp >= from);
    expectFigures(report.totals, plainly(within));
    expect(report.paths.map(({ path }) => path).sort()).toEqual([...routes].sort());
    for (const path of report.paths) {
      const ofPath = within.filter(({ route }) => route === path.path);
      expectFigures(path, plainly(ofPath));
      expect(path.trend.reduce((a, b) => a + b, 0)).toBe(path.requests);
      expect(path.trend).toHaveLength(25);
    }
    expect(report.series.map(({ bucket }) => bucket).slice(0, 2)).toEqual([
      "2026-11-19T14",
      "2026-11-19T15",
    ]);
    expect(report.series).toHaveLength(25);
    for (const { bucket, ...figures } of report.series) {
      const inBucket = within.filter(({ timestamp }) => toHour(timestamp) === bucket);
      expectFigures(figures, plainly(inBucket));
    }
    expect(report.visitorsExact).toBe(false);
    expect(report.errorBounds).toEqual({ quantiles: 0.01, visitors: 0.02 });
  });

  it.each([false, true])(
    "of a month is the same whether days are rolled up or not: %s",
    async (isRolledUp) => {
      const events = makeTraffic(2_000, now - 6 * dayMs, now);
      await aggregate(now, events);
      if (isRolledUp) await rollUp(now);
      const report = await compute({ range: "30d" });
      expect(report.range.granularity).toBe("day");
      expectFigures(report.totals, plainly(events));
      for (const { bucket, ...figures } of report.series) {
        const ofDay = events.filter(({ timestamp }) => toDay(timestamp) === bucket);
        expectFigures(figures, plainly(ofDay));
      }
      for (const path of report.paths) {
        expectFigures(path, plainly(events.filter(({ route }) => route === path.path)));
      }
      expect(report.series).toHaveLength(31);
    },
  );

  it("takes a day whose hours changed after its roll-up from the hours", async () => {
    const day = today - 2 * dayMs;
    await aggregate(now, [makeEvent(day + 1, { responseTime: 5 })]);
    await rollUp(now);
    await aggregate(now, [makeEvent(day + hourMs, { route: "/late", responseTime: 5 })]);
    const report = await compute({ range: "7d" });
    expect(report.totals.requests).toBe(2);
    expect(report.paths.map(({ path, requests }) => [path, requests])).toEqual([
      ["/", 1],
      ["/late", 1],
    ]);
  });

  it("takes rolled-up days from their daily rows alone", async () => {
    await aggregate(now, [makeEvent(today - 2 * dayMs), makeEvent(today - 40 * dayMs)]);
    await rollUp(now);
    await env.TRAFFIC_DB.batch([
      env.TRAFFIC_DB.prepare("DELETE FROM path_stats_hourly"),
      env.TRAFFIC_DB.prepare("DELETE FROM totals_hourly"),
    ]);
    const report = await compute({ range: "90d" });
    expect([report.totals.requests, report.paths[0]?.requests]).toEqual([2, 2]);
  });

  it("counts an hour at the edge of its range, and not the hour before", async () => {
    await aggregate(now, [
      makeEvent(Date.parse("2026-11-20T13:00:00.000Z")),
      makeEvent(Date.parse("2026-11-20T12:59:59.999Z")),
    ]);
    expect((await compute({ range: "1h" })).totals.requests).toBe(1);
  });

  it("is empty, not wrong, before anything was aggregated", async () => {
    const report = await compute({ range: "1h", compare: "previous" });
    expect(report).toMatchObject({
      lastUpdated: null,
      totals: { requests: 0, errors: 0, errorRate: 0, avgMs: null, p50: null, visitors: 0 },
      paths: [],
      comparison: { change: { requests: null, avgMs: null } },
    });
    expect(report.series).toHaveLength(2);
  });

  it("compares with the period before, in percent, and says nothing where that was empty", async () => {
    await aggregate(now, [
      makeEvent(now - hourMs, { responseTime: 20 }),
      makeEvent(now - hourMs, { responseTime: 20 }),
      makeEvent(now - hourMs, { responseTime: 20, status: 500 }),
      makeEvent(now - 3 * hourMs, { responseTime: 10 }),
      makeEvent(now - 3 * hourMs, { responseTime: 10 }),
    ]);
    const { comparison } = await compute({ range: "1h", compare: "previous" });
    expect(comparison?.range).toEqual({
      from: Date.parse("2026-11-20T11:00:00Z"),
      to: Date.parse("2026-11-20T13:00:00Z"),
      preset: null,
      granularity: "hour",
    });
    expect(comparison?.totals.requests).toBe(2);
    expect(comparison?.change).toMatchObject({ requests: 50, avgMs: 100, errors: null });
  });

  it("says that visitors of several days are the days' sum, and of one day people", async () => {
    const midnight = today;
    await aggregate(now, [
      makeEvent(midnight + 1, { clientIpHash: visitorHash(1) }),
      makeEvent(midnight + hourMs, { clientIpHash: visitorHash(1) }),
      // The same person the day before has another hash.
      makeEvent(midnight - 1, { clientIpHash: visitorHash(2) }),
    ]);
    const oneDay = await compute({ from: "2026-11-20", to: "2026-11-20T12:00:00Z" });
    expect([oneDay.totals.visitors, oneDay.visitorsExact, oneDay.visitorsNote]).toEqual([
      1,
      true,
      null,
    ]);
    const twoDays = await compute({ from: "2026-11-19", to: "2026-11-20T12:00:00Z" });
    expect([twoDays.totals.visitors, twoDays.visitorsExact]).toEqual([2, false]);
    expect(twoDays.visitorsNote).toContain("twice");
  });

  it("counts the hours whose visitors are not kept by the hour any more", async () => {
    await aggregate(now, [makeEvent(now - 29 * dayMs, { clientIpHash: visitorHash(1) })]);
    await env.TRAFFIC_DB.prepare("UPDATE totals_hourly SET visitors = NULL").run();
    const report = await compute({
      from: String(now - 29 * dayMs),
      to: String(now - 29 * dayMs + hourMs),
    });
    expect([report.visitorsMissingHours, report.visitorsExact]).toEqual([1, false]);
  });

  it("is of one moment although statistics are folded while it is computed", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    const deps = testDeps({ now: () => now });
    let calls = 0;
    const batch: D1Database["batch"] = async (statements) => {
      const results = await deps.traffic.batch(statements);
      calls += 1;
      // State, routes, totals; paths come next.
      if (calls === 3) await aggregate(now, [makeEvent(now - 1, { route: "/late" })]);
      return results as never;
    };
    const traffic = { prepare: (query: string) => env.TRAFFIC_DB.prepare(query), batch };
    const report = await computeReport(
      { ...deps, traffic: traffic as unknown as D1Database },
      ask({ range: "1h" }),
    );
    const ofPaths = report.paths.reduce((sum, { requests }) => sum + requests, 0);
    expect([report.totals.requests, ofPaths]).toEqual([2, 2]);
  });
});

describe("a filtered report", () => {
  const events = makeTraffic(3_000, now - 3 * dayMs, now);
  const filters: [string, Record<string, string>, (event: TrafficEvent) => boolean][] = [
    ["method", { method: "get" }, (e) => e.method === "GET"],
    ["other methods", { method: "OTHER" }, (e) => e.method === "PROPFIND"],
    ["status class", { status: "4xx" }, (e) => toStatusClass(e.status) === "4xx"],
    ["a status, meaning its class", { status: "404" }, (e) => toStatusClass(e.status) === "4xx"],
    ["country", { country: "fr" }, (e) => e.country === "FR"],
    ["bots", { bot: "true" }, (e) => e.bot],
    ["part of a path", { q: "API" }, (e) => e.route.includes("api")],
    [
      "everything at once",
      { method: "GET", status: "2xx", country: "DE", bot: "false", q: "chat" },
      (e) =>
        e.method === "GET" &&
        toStatusClass(e.status) === "2xx" &&
        e.country === "DE" &&
        !e.bot &&
        e.route.includes("chat"),
    ],
  ];

  it.each(filters)("by %s equals a plain recomputation", async (_, query, passes) => {
    await aggregate(now, events);
    const report = await compute({ range: "24h", compare: "previous", ...query });
    const { from, to } = report.range;
    const left = events.filter((e) => e.timestamp >= from && e.timestamp < to && passes(e));
    expectFigures(report.totals, plainly(left));
    expect(report.unavailable).toEqual([]);
    for (const path of report.paths) {
      expectFigures(path, plainly(left.filter(({ route }) => route === path.path)));
    }
    for (const { bucket, ...figures } of report.series) {
      const inBucket = left.filter(({ timestamp }) => toHour(timestamp) === bucket);
      expectFigures(figures, plainly(inBucket));
    }
    const before = events.filter(
      (e) => e.timestamp >= from - (to - from) && e.timestamp < from && passes(e),
    );
    expect(report.comparison?.totals.requests).toBe(plainly(before).requests);
  });

  it("has counts but no percentiles and visitors where raw events do not reach", async () => {
    await aggregate(now, [makeEvent(now - 5 * dayMs, { method: "POST", status: 404 })]);
    const report = await compute({ range: "7d", method: "POST" });
    expect(report.unavailable).toEqual(["p50", "p95", "p99", "visitors"]);
    expect(report.totals).toEqual({
      requests: 1,
      errors: 1,
      errorRate: 1,
      avgMs: 10,
      p50: null,
      p95: null,
      p99: null,
      visitors: null,
    });
    expect(report.paths[0]).toMatchObject({ path: "/", requests: 1, p50: null, visitors: null });
  });

  it("has no percentiles once a day of it is in the ledger of archives", async () => {
    await aggregate(now, [makeEvent(today - dayMs)]);
    await env.TRAFFIC_DB.prepare(
      `INSERT INTO archives (date, state, format, requested_at, updated_at)
       VALUES (?, 'verified', 'jsonl.gz', 1, 1)`,
    )
      .bind(toDay(today - dayMs))
      .run();
    const report = await compute({ from: "2026-11-19", to: "2026-11-20", bot: "false" });
    expect([report.totals.requests, report.totals.p50]).toEqual([1, null]);
    const later = await compute({ from: "2026-11-20", bot: "false" });
    expect(later.unavailable).toEqual([]);
  });

  it("puts routes that statistics do not know under (other)", async () => {
    await aggregate(now, [makeEvent(now - 1, { route: "/x", responseTime: 40 })]);
    await env.TRAFFIC_DB.batch([
      env.TRAFFIC_DB.prepare("UPDATE path_stats_hourly SET path = '(other)'"),
      env.TRAFFIC_DB.prepare("DELETE FROM traffic_routes"),
    ]);
    const report = await compute({ range: "1h", method: "GET" });
    expect(report.paths.map(({ path, requests }) => [path, requests])).toEqual([["(other)", 1]]);
    expect(Math.abs((report.paths[0]?.p50 ?? 0) - 40)).toBeLessThanOrEqual(0.4);
  });
});

describe("one path over time", () => {
  const stats = (query: Record<string, string>) =>
    getPathStats(testDeps({ now: () => now }), pathStatsQuerySchema.parse(query));

  it("comes by the hour and by the day with its split by status class and method", async () => {
    await aggregate(now, [
      makeEvent(today - 1, { route: "/a", status: 404, weight: 3 }),
      makeEvent(today + 1, { route: "/a", method: "POST" }),
      makeEvent(today + 2 * hourMs, { route: "/a" }),
      makeEvent(today + 2 * hourMs, { route: "/b" }),
    ]);
    await rollUp(now);
    const byDay = await stats({ path: "/a", range: "7d" });
    expect(byDay.totals).toMatchObject({
      requests: 5,
      errors: 3,
      classes: { "4xx": 3, "2xx": 2 },
      methods: { GET: 4, POST: 1 },
    });
    expect(byDay.series.slice(-2)).toMatchObject([
      { bucket: "2026-11-19", requests: 3, classes: { "4xx": 3 } },
      { bucket: "2026-11-20", requests: 2, methods: { GET: 1, POST: 1 } },
    ]);
    const byHour = await stats({ path: "/a", range: "7d", granularity: "hour" });
    expect(byHour.series).toHaveLength(7 * 24 + 1);
    expect(byHour.series.filter(({ requests }) => requests > 0)).toMatchObject([
      { bucket: "2026-11-19T23", requests: 3 },
      { bucket: "2026-11-20T00", requests: 1 },
      { bucket: "2026-11-20T02", requests: 1 },
    ]);
  });

  it("is not found when statistics do not know it", async () => {
    await expect(stats({ path: "/nowhere" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("does not come by hours that are kept by the day only", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    await expect(stats({ path: "/", range: "90d", granularity: "hour" })).rejects.toMatchObject({
      code: "invalid_input",
      options: { errors: [{ field: "granularity" }] },
    });
  });
});
