import { beforeEach, describe, expect, it } from "vitest";
import { commitEvents } from "../../lib/traffic/aggregate/commit";
import { foldDeltas } from "../../lib/traffic/aggregate/fold";
import { rollUpDays } from "../../lib/traffic/aggregate/roll-up";
import { testDeps } from "./support/deps";
import { clearTraffic, trafficEvent, trafficRows } from "./support/aggregate";

const noon = Date.parse("2026-11-20T12:00:00Z");
const hash = "00000000000000aa";

beforeEach(clearTraffic);

describe("committing events", () => {
  it("counts each event once, whoever hands it in and how often", async () => {
    const deps = testDeps({ now: () => noon });
    const events = [trafficEvent(noon, 1), trafficEvent(noon, 2)];
    expect(
      await commitEvents(deps, { events: [...events, trafficEvent(noon, 1)], chunks: [] }),
    ).toEqual({
      counted: 2,
      duplicates: 1,
      refused: {},
      frozen: [],
    });
    expect(
      await commitEvents(deps, { events: [...events, trafficEvent(noon, 3)], chunks: [] }),
    ).toEqual({
      counted: 1,
      duplicates: 2,
      refused: {},
      frozen: [],
    });
    expect(await foldDeltas(deps)).toEqual({ folded: 2 });
    expect(await trafficRows("SELECT requests FROM totals_hourly")).toEqual([{ requests: 3 }]);
  });
});

describe("folding", () => {
  it("puts weights, errors, times and combinations into hours by path and in total", async () => {
    const deps = testDeps({ now: () => noon });
    await commitEvents(deps, {
      events: [
        trafficEvent(noon, 1, { responseTime: 12.345, clientIpHash: hash }),
        trafficEvent(noon, 2, { status: 503, weight: 10, method: "PROPFIND", bot: true }),
        trafficEvent(noon + 3_600_000, 3, { status: 404, route: "/b" }),
      ],
      chunks: [],
    });
    await foldDeltas(deps);
    expect(
      await trafficRows(
        `SELECT path, hour_bucket, requests, errors, server_errors, time_sum_us, time_count, counts,
           visitors IS NULL AS anonymous, revision FROM path_stats_hourly ORDER BY path`,
      ),
    ).toEqual([
      {
        path: "/api/chat/rooms",
        hour_bucket: "2026-11-20T12",
        requests: 11,
        errors: 10,
        server_errors: 10,
        time_sum_us: 112_345,
        time_count: 11,
        counts: '{"GET|2xx|DE|0":[1,12345],"OTHER|5xx|DE|1":[10,100000]}',
        anonymous: 0,
        revision: 1,
      },
      {
        path: "/b",
        hour_bucket: "2026-11-20T13",
        requests: 1,
        errors: 1,
        server_errors: 0,
        time_sum_us: 10_000,
        time_count: 1,
        counts: '{"GET|4xx|DE|0":[1,10000]}',
        anonymous: 1,
        revision: 1,
      },
    ]);
    expect(await trafficRows("SELECT hour_bucket, requests FROM totals_hourly")).toEqual([
      { hour_bucket: "2026-11-20T12", requests: 11 },
      { hour_bucket: "2026-11-20T13", requests: 1 },
    ]);
    expect(await trafficRows("SELECT path FROM traffic_routes ORDER BY path")).toEqual([
      { path: "/api/chat/rooms" },
      { path: "/b" },
    ]);
  });
});

describe("rolling days up", () => {
  it("sums an ended day, again after something late came", async () => {
    const tomorrow = testDeps({ now: () => noon + 86_400_000 });
    await commitEvents(tomorrow, {
      events: [
        trafficEvent(noon, 1),
        trafficEvent(noon + 3_600_000, 2),
        trafficEvent(noon, 3, { route: "/b" }),
      ],
      chunks: [],
    });
    await foldDeltas(tomorrow);
    expect(await rollUpDays(tomorrow)).toEqual({ days: 1 });
    const daily = "SELECT path, day_bucket, requests FROM path_stats_daily ORDER BY path";
    expect(await trafficRows(daily)).toEqual([
      { path: "/api/chat/rooms", day_bucket: "2026-11-20", requests: 2 },
      { path: "/b", day_bucket: "2026-11-20", requests: 1 },
    ]);
    expect(await rollUpDays(tomorrow)).toEqual({ days: 0 });
    await commitEvents(tomorrow, { events: [trafficEvent(noon, 4, { route: "/b" })], chunks: [] });
    await foldDeltas(tomorrow);
    expect(await rollUpDays(tomorrow)).toEqual({ days: 1 });
    expect(await trafficRows(daily)).toEqual([
      { path: "/api/chat/rooms", day_bucket: "2026-11-20", requests: 2 },
      { path: "/b", day_bucket: "2026-11-20", requests: 2 },
    ]);
    expect(await trafficRows("SELECT requests FROM totals_daily")).toEqual([{ requests: 4 }]);
  });
});
