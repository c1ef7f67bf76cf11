import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { computeReport } from "../../lib/traffic/report/compute-report";
import { dayMs, hourMs, toDay, toHour } from "../../lib/traffic/domain";
import { testDeps } from "./support/deps";
import { clearTraffic } from "./support/aggregate";
import { aggregate, makeEvent, rollUp, visitorHash } from "./support/traffic";
import {
  now,
  today,
  ask,
  compute,
  plainly,
  expectFigures,
  routes,
  makeTraffic,
} from "./support/report";

beforeEach(clearTraffic);

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
