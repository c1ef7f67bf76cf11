import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import {
  compareWithAnalytics,
  writeArchivePoint,
  writeCapacityPoint,
} from "../../lib/traffic/collect/analytics";
import { testDeps } from "./support/deps";
import { openSiteIsolate } from "./support/site-isolate";

const from = Date.parse("2026-11-20T12:00:00Z");
const to = Date.parse("2026-11-20T14:00:00Z");
const variables = { CLOUDFLARE_ACCOUNT_ID: "account", CLOUDFLARE_API_TOKEN: "token-of-the-test" };

function openDataset() {
  const points: AnalyticsEngineDataPoint[] = [];
  return { points, dataset: { writeDataPoint: (point = {}) => void points.push(point) } };
}

beforeEach(async () => {
  await env.TRAFFIC_DB.prepare("DELETE FROM totals_hourly").run();
});

describe("Analytics Engine", () => {
  test("gets a point for every request, also for those that sampling leaves out", async () => {
    const { points, dataset } = openDataset();
    const site = openSiteIsolate({
      now: () => from,
      variables: { TRAFFIC_SAMPLE_RATIO: "0.01" },
      analytics: dataset,
    });
    await site.visit({ startedAt: from - 7, endedAt: from, status: 404 }, () => 0.9);
    expect(site.sent).toEqual([]);
    expect(points).toEqual([
      { blobs: ["/api/health", "GET", "DE"], doubles: [7, 404], indexes: ["/api/health"] },
    ]);
  });

  test("has indexes of 96 bytes, and never half a letter", async () => {
    const { points, dataset } = openDataset();
    const site = openSiteIsolate({ now: () => from, analytics: dataset });
    await site.visit({ route: `/${"日".repeat(60)}` });
    expect(points[0]?.indexes).toEqual([`/${"日".repeat(31)}`]);
  });

  test("may throw: the event is recorded all the same, and the failure counted", async () => {
    const dataset = {
      writeDataPoint: () => {
        throw new Error("too many points");
      },
    };
    const site = openSiteIsolate({ now: () => from, analytics: dataset });
    await site.visit();
    expect(site.sent[0]?.events).toHaveLength(1);
    expect(site.sent[0]?.telemetry.counters).toContainEqual({
      name: "traffic.analytics_failed",
      labels: {},
      count: 1,
    });
  });

  test("gets points of its own for archived days and for the database's size", () => {
    const { points, dataset } = openDataset();
    const deps = testDeps();
    deps.bindings = { ...deps.bindings, TRAFFIC_ANALYTICS: dataset };
    writeArchivePoint(deps, { date: "2026-11-17", records: 12, bytes: 345 });
    writeCapacityPoint(deps, { bytes: 10, limitBytes: 100 });
    expect(points).toEqual([
      { blobs: ["archive_daily", "2026-11-17"], doubles: [12, 345], indexes: ["archive_daily"] },
      { blobs: ["d1_capacity"], doubles: [10, 100], indexes: ["d1_capacity"] },
    ]);
  });
});

describe("the comparison", () => {
  const answering =
    (status: number, body: unknown, calls: Request[] = []): typeof fetch =>
    async (input, init) => {
      calls.push(new Request(input, init));
      return Response.json(body, { status });
    };

  test("is null where there is no account", async () => {
    const never: typeof fetch = () => Promise.reject(new Error("asked"));
    expect(await compareWithAnalytics(testDeps(), { from, to }, never)).toBe(null);
  });

  test("puts both counts of the same hours side by side", async () => {
    await env.TRAFFIC_DB.prepare(
      `INSERT INTO totals_hourly (hour_bucket, requests, errors, server_errors, time_sum_us, time_count, latency, counts, revision)
       SELECT value, 100, 7, 0, 0, 100, x'', '{}', 1
       FROM json_each('["2026-11-20T11","2026-11-20T12","2026-11-20T13","2026-11-20T14"]')`,
    ).run();
    const calls: Request[] = [];
    // The SQL API gives 64-bit sums as text.
    const request = answering(200, { data: [{ requests: "198", errors: 14 }] }, calls);
    expect(await compareWithAnalytics(testDeps({ variables }), { from, to }, request)).toEqual({
      counted: { requests: 200, errors: 14 },
      analytics: { requests: 198, errors: 14 },
    });
    expect(calls[0]?.url).toBe(
      "https://api.cloudflare.com/client/v4/accounts/account/analytics_engine/sql",
    );
    expect(calls[0]?.headers.get("authorization")).toBe("Bearer token-of-the-test");
    expect(await calls[0]?.text()).toBe(
      `SELECT SUM(_sample_interval) AS requests, SUM(IF(double2 >= 400, _sample_interval, 0)) AS errors
FROM plaza_traffic
WHERE timestamp >= toDateTime(1795176000) AND timestamp < toDateTime(1795183200)
AND index1 NOT IN ('archive_daily', 'd1_capacity')`,
    );
  });

  test("fails when the other side answers with an error or with something else", async () => {
    const deps = testDeps({ variables });
    await expect(compareWithAnalytics(deps, { from, to }, answering(403, {}))).rejects.toThrow(
      "Analytics Engine answered 403",
    );
    await expect(
      compareWithAnalytics(deps, { from, to }, answering(200, { data: [] })),
    ).rejects.toThrow();
  });
});
