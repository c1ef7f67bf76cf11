import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { getPathStats } from "../../lib/traffic/report/get-path-stats";
import { pathStatsQuerySchema } from "../../lib/traffic/report/schema";
import { dayMs, hourMs, toDay, toHour, toStatusClass } from "../../lib/traffic/domain";
import type { TrafficEvent } from "../../lib/traffic/schema";
import { testDeps } from "./support/deps";
import { clearTraffic } from "./support/aggregate";
import { aggregate, makeEvent, rollUp } from "./support/traffic";
import { now, today, compute, plainly, expectFigures, makeTraffic } from "./support/report";

beforeEach(clearTraffic);

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
