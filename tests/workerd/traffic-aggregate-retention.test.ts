import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { DistinctSketch } from "../../lib/sketch/distinct";
import { fromHex } from "../../lib/sketch/hex";
import { commitEvents } from "../../lib/traffic/aggregate/commit";
import type { ChunkHeader } from "../../lib/traffic/aggregate/delta";
import { foldDeltas } from "../../lib/traffic/aggregate/fold";
import { removeExpired } from "../../lib/traffic/aggregate/retention";
import { rollUpDays } from "../../lib/traffic/aggregate/roll-up";
import { dayMs, hourMs } from "../../lib/traffic/domain";
import type { TrafficEvent } from "../../lib/traffic/schema";
import { clearTraffic, trafficEvent, trafficRows } from "./support/aggregate";
import { testDeps } from "./support/deps";

const noon = Date.parse("2026-11-20T12:00:00Z");
const at = (now: number) => testDeps({ now: () => now });
const visitor = (name: number) =>
  (name * 0x9e3779b97f4a7c).toString(16).slice(0, 16).padEnd(16, "7");

beforeEach(clearTraffic);

async function count(now: number, events: TrafficEvent[], chunks: ChunkHeader[] = []) {
  await commitEvents(at(now), { events, chunks });
  await foldDeltas(at(now));
}

async function visitorsOf(table: string): Promise<(number | null)[]> {
  const rows = await trafficRows(`SELECT hex(visitors) AS visitors FROM ${table} ORDER BY rowid`);
  return rows.map(({ visitors }) =>
    visitors === "" ? null : DistinctSketch.fromBytes(fromHex(String(visitors))).estimate(),
  );
}

const archive = (now: number) =>
  env.TRAFFIC_DB.prepare(
    "INSERT INTO archives (date, state, format, parts, requested_at, updated_at) VALUES ('2026-11-20', 'done', 'jsonl.gz', 1, ?1, ?1)",
  )
    .bind(now)
    .run();

describe("visitors", () => {
  it("leave the hours after a week, stay in the day, and are joined by late ones", async () => {
    const events = [1, 2, 3].map((name) =>
      trafficEvent(noon + (name % 2) * hourMs, name, { clientIpHash: visitor(name) }),
    );
    await count(noon, events);
    // Not before the day holds them.
    await removeExpired(at(noon + 8 * dayMs));
    expect(await visitorsOf("path_stats_hourly")).toEqual([2, 1]);
    await rollUpDays(at(noon + 8 * dayMs));
    await removeExpired(at(noon + 7 * dayMs));
    expect(await visitorsOf("path_stats_hourly")).toEqual([2, 1]);
    await removeExpired(at(noon + 8 * dayMs));
    expect(await visitorsOf("path_stats_hourly")).toEqual([null, null]);
    expect(await visitorsOf("totals_hourly")).toEqual([null, null]);
    const late = trafficEvent(noon, 4, { clientIpHash: visitor(4) });
    await count(noon + 8 * dayMs, [late]);
    await rollUpDays(at(noon + 8 * dayMs));
    expect(await visitorsOf("path_stats_daily")).toEqual([4]);
    expect(await visitorsOf("totals_daily")).toEqual([4]);
    expect(await trafficRows("SELECT requests FROM path_stats_daily")).toEqual([{ requests: 4 }]);
  });
});

describe("hours", () => {
  const hours = "SELECT COUNT(*) AS hours FROM path_stats_hourly";
  const old = noon + 92 * dayMs;

  beforeEach(async () => {
    await count(noon, [trafficEvent(noon, 1), trafficEvent(noon + hourMs, 2)]);
  });

  it("go after 90 days, once the day is summed up and archived; the day stays", async () => {
    await removeExpired(at(old));
    expect(await trafficRows(hours)).toEqual([{ hours: 2 }]);
    await rollUpDays(at(old));
    await removeExpired(at(old));
    expect(await trafficRows(hours)).toEqual([{ hours: 2 }]);
    await archive(noon + 3 * dayMs);
    await removeExpired(at(noon + 90 * dayMs));
    expect(await trafficRows(hours)).toEqual([{ hours: 2 }]);
    await removeExpired(at(old));
    expect(await trafficRows(hours)).toEqual([{ hours: 0 }]);
    expect(await trafficRows("SELECT hour_bucket FROM totals_hourly")).toEqual([]);
    expect(await rollUpDays(at(old))).toEqual({ days: 0 });
    expect(await trafficRows("SELECT requests FROM path_stats_daily")).toEqual([{ requests: 2 }]);
  });

  it("stay while something older than an hour waits to be folded", async () => {
    await rollUpDays(at(old));
    await archive(noon + 3 * dayMs);
    await commitEvents(at(old), { events: [trafficEvent(old, 3)], chunks: [] });
    await removeExpired(at(old + hourMs + 1));
    expect(await trafficRows(hours)).toEqual([{ hours: 2 }]);
    await foldDeltas(at(old + hourMs + 1));
    await removeExpired(at(old + hourMs + 1));
    expect(await trafficRows(hours)).toEqual([{ hours: 1 }]);
  });

  it("leave days for two years, and then the route's place is free", async () => {
    await rollUpDays(at(old));
    await archive(noon + 3 * dayMs);
    await removeExpired(at(noon + 729 * dayMs));
    expect(await trafficRows("SELECT day_bucket FROM totals_daily")).toHaveLength(1);
    await removeExpired(at(noon + 732 * dayMs));
    expect(await trafficRows("SELECT day_bucket FROM totals_daily")).toEqual([]);
    expect(await trafficRows("SELECT day_bucket FROM path_stats_daily")).toEqual([]);
    expect(await trafficRows("SELECT path FROM traffic_routes")).toEqual([]);
  });
});

describe("rolling up", () => {
  it("does not miss a path that changes between its own sum and that of all paths", async () => {
    const tomorrow = noon + dayMs;
    await count(tomorrow, [trafficEvent(noon, 1), trafficEvent(noon, 2, { route: "/b" })]);
    let batches = 0;
    const deps = at(tomorrow);
    const traffic = new Proxy(deps.traffic, {
      get(target, property) {
        if (property !== "batch") {
          return (Reflect.get(target, property) as () => unknown).bind(target);
        }
        return async (statements: D1PreparedStatement[]) => {
          batches += 1;
          // Stale days, stale paths, their rows, their days, no stale path any more: then the totals are read.
          if (batches === 6) await count(tomorrow, [trafficEvent(noon, 3, { route: "/b" })]);
          return target.batch(statements);
        };
      },
    });
    await rollUpDays({ ...deps, traffic });
    expect(batches).toBe(7);
    expect(await rollUpDays(deps)).toEqual({ days: 1 });
    expect(await trafficRows("SELECT path, requests FROM path_stats_daily ORDER BY path")).toEqual([
      { path: "/api/chat/rooms", requests: 1 },
      { path: "/b", requests: 2 },
    ]);
    expect(await trafficRows("SELECT requests FROM totals_daily")).toEqual([{ requests: 3 }]);
  });

  it("leaves today alone", async () => {
    await count(noon, [trafficEvent(noon, 1)]);
    expect(await rollUpDays(at(noon))).toEqual({ days: 0 });
  });

  it("sums up many paths in several steps", async () => {
    const events = Array.from({ length: 90 }, (_, name) =>
      trafficEvent(noon, name, { route: `/r${name % 45}` }),
    );
    await count(noon, events);
    expect(await rollUpDays(at(noon + dayMs))).toEqual({ days: 1 });
    expect(
      await trafficRows(
        "SELECT COUNT(*) AS paths, SUM(requests) AS requests FROM path_stats_daily",
      ),
    ).toEqual([{ paths: 45, requests: 90 }]);
  });
});

describe("isolates", () => {
  const header = (isolate: string, seq: number, lost: number): ChunkHeader => ({
    isolate,
    seq,
    total: seq * 10,
    events: 10,
    lost,
    sentAt: noon,
    telemetry: { counters: [], timers: [] },
  });

  it("are forgotten after two days of silence; what they lost is not", async () => {
    const gap = [header("isolate-gap", 1, 0), header("isolate-gap", 3, 4)];
    await count(noon, [], [...gap, header("isolate-whole", 1, 0)]);
    await count(noon + dayMs, [], [header("isolate-young", 1, 2)]);
    await removeExpired(at(noon + 2 * dayMs + 1));
    const rows = "SELECT isolate, lost FROM traffic_isolates ORDER BY isolate";
    expect(await trafficRows(rows)).toEqual([
      { isolate: "(forgotten)", lost: 14 },
      { isolate: "isolate-young", lost: 2 },
    ]);
    await removeExpired(at(noon + 4 * dayMs));
    expect(await trafficRows(rows)).toEqual([{ isolate: "(forgotten)", lost: 16 }]);
  });
});

describe("old rows", () => {
  it("of telemetry go after 7 days, of replayed dead letters after 30", async () => {
    await env.TRAFFIC_DB.batch([
      env.TRAFFIC_DB.prepare("INSERT INTO telemetry_minutes VALUES (?1, '{}'), (?2, '{}')").bind(
        noon - 7 * dayMs - 1,
        noon - 7 * dayMs,
      ),
      env.TRAFFIC_DB.prepare(
        "INSERT INTO dead_letters VALUES ('old', '', '', 1, ?1, 0), ('young', '', '', 1, ?2, 0), ('open', '', '', 1, NULL, 0)",
      ).bind(noon - 30 * dayMs - 1, noon - 30 * dayMs),
    ]);
    await removeExpired(at(noon));
    expect(await trafficRows("SELECT minute FROM telemetry_minutes")).toEqual([
      { minute: noon - 7 * dayMs },
    ]);
    expect(await trafficRows("SELECT id FROM dead_letters ORDER BY id")).toEqual([
      { id: "open" },
      { id: "young" },
    ]);
  });
});
