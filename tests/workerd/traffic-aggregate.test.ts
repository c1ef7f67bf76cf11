import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { commitEvents } from "../../lib/traffic/aggregate/commit";
import { toDelta } from "../../lib/traffic/aggregate/delta";
import { foldDeltas } from "../../lib/traffic/aggregate/fold";
import { rollUpDays } from "../../lib/traffic/aggregate/roll-up";
import { writeCommit } from "../../lib/traffic/aggregate/store/commit";
import { dayMs } from "../../lib/traffic/domain";
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

/** A ledger row of noon's day. */
const ledger = (state: string, parts = 1) =>
  env.TRAFFIC_DB.prepare(
    "INSERT INTO archives (date, state, format, parts, requested_at, updated_at) VALUES ('2026-11-20', ?1, 'jsonl.gz', ?2, 1, 1)",
  ).bind(state, parts);

describe("events of days that are archived", () => {
  const commitAt = (now: number, names: number[]) =>
    commitEvents(testDeps({ now: () => now }), {
      events: names.map((name) => trafficEvent(noon, name)),
      chunks: [],
    });

  it("count the normal way while nobody has begun to archive the day, however old it is", async () => {
    expect(await commitAt(noon + 200 * dayMs, [1])).toMatchObject({ counted: 1 });
  });

  it.each(["requested", "uploading", "uploaded", "verified"])(
    "are put off while the day is %s, and others are not",
    async (state) => {
      await ledger(state).run();
      const deps = testDeps({ now: () => noon });
      const old = trafficEvent(noon, 1);
      const events = [old, trafficEvent(noon + dayMs, 2)];
      expect(await commitEvents(deps, { events, chunks: [] })).toEqual({
        counted: 1,
        duplicates: 0,
        refused: {},
        frozen: [old],
      });
    },
  );

  it("are refused when the archive has expired, cannot be read, or is too old", async () => {
    await ledger("expired").run();
    expect(await commitAt(noon, [1])).toMatchObject({ counted: 0, refused: { expired: 1 } });
    await env.TRAFFIC_DB.prepare("UPDATE archives SET state = 'done'").run();
    expect(await commitAt(noon, [1, 2])).toMatchObject({ refused: { undecidable: 2 } });
    expect(await commitAt(noon + 90 * dayMs, [1])).toMatchObject({ refused: { too_old: 1 } });
    expect(await trafficRows("SELECT id FROM traffic_events")).toEqual([]);
  });

  it.each([
    ["begins to be archived", null, "requested", 0],
    ["gets another part", 2, "done", 3],
  ])(
    "are not counted when their day %s between reading and writing",
    async (_, before, state, parts) => {
      const deps = testDeps({ now: () => noon });
      if (before !== null) await ledger("done", before).run();
      const write = () =>
        writeCommit(deps, {
          events: [trafficEvent(noon, 1)],
          delta: JSON.stringify(toDelta([trafficEvent(noon, 1)], [])),
          guards: [["2026-11-20", before]],
        });
      await env.TRAFFIC_DB.prepare("DELETE FROM archives").run();
      await ledger(state, parts).run();
      await expect(write()).rejects.toThrow("NOT NULL constraint failed: aggregation_deltas.body");
      expect(await trafficRows("SELECT id FROM traffic_events")).toEqual([]);
      await env.TRAFFIC_DB.prepare("DELETE FROM archives").run();
      if (before !== null) await ledger("done", before).run();
      await write();
      expect(await trafficRows("SELECT id FROM traffic_events")).toHaveLength(1);
    },
  );
});

describe("folding", () => {
  it("knows 500 routes, and counts the others together", async () => {
    const deps = testDeps({ now: () => noon });
    const commit = (from: number, to: number) =>
      commitEvents(deps, {
        events: Array.from({ length: to - from }, (_, index) =>
          trafficEvent(noon, from + index, { route: `/r${from + index}` }),
        ),
        chunks: [],
      });
    await commit(0, 400);
    await foldDeltas(deps);
    await commit(400, 800);
    await foldDeltas(deps);
    expect(
      await trafficRows("SELECT requests FROM path_stats_hourly WHERE path = '(other)'"),
    ).toEqual([{ requests: 300 }]);
    expect(await trafficRows("SELECT COUNT(*) AS routes FROM traffic_routes")).toEqual([
      { routes: 501 },
    ]);
    expect(await trafficRows("SELECT requests FROM totals_hourly")).toEqual([{ requests: 800 }]);
  });

  it("takes no more at once than fits into an isolate, and goes on until nothing waits", async () => {
    const deps = testDeps({ now: () => noon });
    for (let commit = 0; commit < 3; commit++) {
      await commitEvents(deps, {
        events: Array.from({ length: 600 }, (_, index) => {
          const at = noon - index * 3_600_000;
          return trafficEvent(at, commit * 1000 + index, { route: `/r${commit}` });
        }),
        chunks: [],
      });
    }
    expect(await foldDeltas(deps)).toEqual({ folded: 3 });
    expect(await trafficRows("SELECT revision FROM aggregation_state")).toEqual([{ revision: 3 }]);
    expect(await trafficRows("SELECT SUM(requests) AS requests FROM totals_hourly")).toEqual([
      { requests: 1800 },
    ]);
  });

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
    const tomorrow = testDeps({ now: () => noon + dayMs });
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
