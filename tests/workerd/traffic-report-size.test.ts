import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { DistinctSketch } from "../../lib/sketch/distinct";
import { toHex } from "../../lib/sketch/hex";
import { QuantileSketch } from "../../lib/sketch/quantiles";
import { dayMs, toDay } from "../../lib/traffic/domain";
import { computeReport } from "../../lib/traffic/report/compute-report";
import { toQuestion } from "../../lib/traffic/report/question";
import { pathsQuerySchema } from "../../lib/traffic/report/schema";
import { testDeps } from "./support/deps";
import { clearTraffic } from "./support/aggregate";
import { visitorHash } from "./support/traffic";

const now = Date.parse("2026-11-20T14:20:00Z");
const routeCount = 500;

beforeEach(clearTraffic);

/** A daily row of every route for so many days: 101 requests of 0 to 100 ms by 20 visitors each. */
async function fillDays(days: number): Promise<void> {
  const latency = new QuantileSketch();
  for (let ms = 0; ms <= 100; ms++) latency.add(ms);
  const visitors = new DistinctSketch();
  for (let visitor = 0; visitor < 20; visitor++) visitors.add(visitorHash(visitor));
  const buckets = Array.from({ length: days }, (_, back) => toDay(now - (back + 1) * dayMs));
  const paths = Array.from({ length: routeCount }, (_, index) => `/route/${index}`);
  const figures = "101, 0, 0, 5050000, 101, unhex(?2), unhex(?3), '{}', 1";
  const sketches = [toHex(latency.toBytes()), toHex(visitors.toBytes())];
  const db = env.TRAFFIC_DB;
  await db
    .prepare("INSERT INTO traffic_routes SELECT value, 1 FROM json_each(?1)")
    .bind(JSON.stringify(paths))
    .run();
  for (const day of buckets) {
    await db.batch([
      db
        .prepare(`INSERT INTO path_stats_daily SELECT value, ?4, ${figures} FROM json_each(?1)`)
        .bind(JSON.stringify(paths), ...sketches, day),
      db.prepare(`INSERT INTO totals_daily SELECT ?1, ${figures}`).bind(day, ...sketches),
    ]);
  }
  await db.prepare("UPDATE aggregation_state SET revision = 1, aggregated_at = ?").bind(now).run();
}

/** What each answer of D1 held at once. */
function watch(database: D1Database) {
  const most = { rows: 0, characters: 0, calls: 0 };
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await database.batch(statements);
    const rows = results.reduce((sum, { results: found }) => sum + found.length, 0);
    most.calls += 1;
    most.rows = Math.max(most.rows, rows);
    most.characters = Math.max(most.characters, JSON.stringify(results).length);
    return results;
  };
  const traffic = { prepare: (query: string) => database.prepare(query), batch };
  return { most, traffic: traffic as unknown as D1Database };
}

const ask = (traffic: D1Database, query: Record<string, string>) =>
  computeReport(
    { ...testDeps({ now: () => now }), traffic },
    toQuestion(pathsQuerySchema.parse(query), now),
  );

it("ninety days of five hundred routes come in pages of at most a thousand rows", async () => {
  await fillDays(90);
  const { most, traffic } = watch(env.TRAFFIC_DB);
  const startedAt = Date.now();
  const report = await ask(traffic, { range: "90d" });
  console.log("90 days of 500 routes:", { ...most, ms: Date.now() - startedAt });
  expect(report.paths).toHaveLength(routeCount);
  expect(report.pathsTotal).toBe(routeCount);
  for (const { requests, avgMs, p50, visitors } of report.paths) {
    expect({ requests, avgMs, visitors }).toEqual({ requests: 9090, avgMs: 50, visitors: 20 });
    expect(Math.abs((p50 ?? 0) - 50)).toBeLessThanOrEqual(0.51);
  }
  expect(report.paths[0]?.trend).toHaveLength(31);
  expect(report.series).toHaveLength(91);
  expect(most.rows).toBeLessThanOrEqual(1_000);
  expect(most.characters).toBeLessThan(2_000_000);
});

it("two years of five hundred routes have percentiles for the busiest alone", async () => {
  await fillDays(20);
  // So that few days are enough to pass the limit: the range counts, not what is there.
  await env.TRAFFIC_DB.prepare(
    "UPDATE path_stats_daily SET requests = 202 WHERE path = '/route/7'",
  ).run();
  const { most, traffic } = watch(env.TRAFFIC_DB);
  const report = await ask(traffic, { from: String(now - 730 * dayMs) });
  expect(report.paths).toHaveLength(routeCount);
  expect(report.paths[0]).toMatchObject({ path: "/route/7", requests: 202 * 20, visitors: 20 });
  const estimated = report.paths.filter(({ p50 }) => p50 !== null);
  expect(estimated.length).toBeGreaterThan(80);
  expect(estimated.length).toBeLessThan(100);
  expect(report.paths.at(-1)).toMatchObject({ requests: 101 * 20, avgMs: 50, p50: null });
  expect(most.rows).toBeLessThanOrEqual(10_000);
  expect(most.characters).toBeLessThan(2_000_000);
});

it("ninety days of an installation that has three have percentiles for every path", async () => {
  await fillDays(3);
  const report = await ask(env.TRAFFIC_DB, { range: "90d" });
  expect(report.paths.filter(({ p99 }) => p99 === null)).toHaveLength(0);
});
