import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { CacheKeys } from "../../lib/cache/keys";
import { createIsolateState } from "../../lib/platform/isolate";
import { isolateCounters } from "../../lib/telemetry/counters";
import { getCachesReport } from "../../lib/telemetry/report/service";
import { testDeps } from "./support/deps";
import { configured, countedBy, file, minute, now, report } from "./support/telemetry";

beforeEach(async () => {
  configured.variables = {};
  await env.TRAFFIC_DB.prepare("DELETE FROM telemetry_minutes").run();
});

const family = async (range: "1h" | "24h", name: string) =>
  (await report(range)).families.find((one) => one.family === name);

it("says that nothing was counted where nothing was", async () => {
  expect(await report("1h")).toMatchObject({
    at: now,
    from: Date.parse("2026-11-20T11:01:00Z"),
    to: Date.parse("2026-11-20T12:01:00Z"),
    bucketMs: minute,
    redis: { isConfigured: false, breakerOpened: 0 },
    families: [],
    tickets: { chosen: { store: "kv", isThere: true }, stores: [] },
  });
});

describe("a family's figures", () => {
  const role = { family: "role", tier: "redis" };

  it("are the sums of what two isolates counted in several minutes", async () => {
    await file(
      3,
      countedBy((counters) => {
        counters.count("cache.hit", role, 7);
        counters.count("cache.miss", role, 2);
        counters.count("cache.stale", role);
        for (let ms = 1; ms <= 50; ms++) counters.time("cache.read", ms, role);
      }),
      countedBy((counters) => {
        counters.count("cache.hit", role, 30);
        for (let ms = 51; ms <= 100; ms++) counters.time("cache.read", ms, role);
      }),
    );
    await file(
      1,
      countedBy((counters) => {
        counters.count("cache.miss", role, 1);
        counters.count("cache.error", role, 4);
        counters.time("cache.write", 8, role);
        counters.count("cache.breaker_open", {}, 2);
      }),
    );
    const found = await family("1h", "role");
    expect(found).toMatchObject({ hits: 37, misses: 3 });
    expect(found?.tiers).toHaveLength(1);
    expect(found?.tiers[0]).toMatchObject({
      tier: "redis",
      hits: 37,
      misses: 3,
      stale: 1,
      errors: 4,
      reads: { calls: 100, averageMs: 50.5, maxMs: 100 },
      writes: { calls: 1, averageMs: 8, maxMs: 8 },
    });
    expect(Math.abs((found?.tiers[0]?.reads?.p95Ms ?? 0) - 95)).toBeLessThan(0.96);
    expect(found?.series.hits.slice(-4)).toEqual([37, 0, 0, 0]);
    expect(found?.series.misses.slice(-4)).toEqual([2, 0, 1, 0]);
    expect(found?.series.hits).toHaveLength(60);
    expect((await report("1h")).redis.breakerOpened).toBe(2);
  });

  it("of a day hold every hour of it and nothing older, by quarters of an hour", async () => {
    const hit = (by: number) => countedBy((counters) => counters.count("cache.hit", role, by));
    // The day began at 12:15 of the day before.
    await file(1, hit(1));
    await file(61, hit(10));
    await file(23 * 60 + 45, hit(100));
    await file(23 * 60 + 46, hit(1_000));
    const found = await family("24h", "role");
    expect(found?.hits).toBe(111);
    expect(found?.series.hits).toHaveLength(96);
    expect(found?.series.hits.slice(0, 2)).toEqual([100, 0]);
    expect(found?.series.hits.slice(-6)).toEqual([10, 0, 0, 0, 1, 0]);
    expect((await family("1h", "role"))?.hits).toBe(1);
  });

  it("count a lookup once though it asks memory, then Redis, then the database", async () => {
    await file(
      0,
      countedBy((counters) => {
        counters.count("cache.hit", { family: "meta", tier: "memory" }, 60);
        counters.count("cache.miss", { family: "meta", tier: "memory" }, 40);
        counters.count("cache.hit", { family: "meta", tier: "redis" }, 30);
        counters.count("cache.miss", { family: "meta", tier: "redis" }, 10);
      }),
    );
    const found = await family("1h", "meta");
    expect(found).toMatchObject({ hits: 90, misses: 10 });
    expect(found?.tiers.map(({ tier, hits, misses }) => [tier, hits, misses])).toEqual([
      ["memory", 60, 40],
      ["redis", 30, 10],
    ]);
    expect([found?.series.hits.at(-1), found?.series.misses.at(-1)]).toEqual([90, 10]);
  });

  it("of shares come from who answered, and those of the statistics' answers from edge and KV", async () => {
    await file(
      0,
      countedBy((counters) => {
        for (const [source, reads] of [
          ["memory", 5],
          ["kv", 3],
          ["d1", 2],
        ] as const) {
          for (let at = 0; at < reads; at++) counters.time("share.read", 1, { source });
        }
        counters.time("kv.read", 12, { store: "shares" });
        counters.count("kv.failed", { store: "shares" });
        counters.count("cache.hit", { family: "paths", tier: "edge" }, 8);
        counters.count("cache.miss", { family: "paths", tier: "edge" }, 4);
        counters.count("cache.hit", { family: "paths", tier: "kv" }, 3);
        counters.count("cache.miss", { family: "paths", tier: "kv" });
        counters.time("kv.read", 20, { store: "paths" });
      }),
    );
    const share = await family("1h", "share");
    expect(share).toMatchObject({ hits: 8, misses: 2 });
    expect(share?.tiers).toMatchObject([
      { tier: "memory", hits: 5, misses: 5, reads: null },
      { tier: "kv", hits: 3, misses: 2, errors: 1, reads: { calls: 1, averageMs: 12 } },
    ]);
    const paths = await family("1h", "paths");
    expect(paths).toMatchObject({ hits: 11, misses: 1 });
    expect(paths?.tiers).toMatchObject([
      { tier: "edge", hits: 8, misses: 4 },
      { tier: "kv", hits: 3, misses: 1, reads: { calls: 1, averageMs: 20 } },
    ]);
  });

  it("are those that the caches themselves have counted", async () => {
    const counters = isolateCounters(createIsolateState());
    const isolate = createIsolateState();
    const entry = CacheKeys.role("ada");
    const request = () => {
      const deps = testDeps({ now: () => now, isolate });
      return { cache: deps.cache, counters: deps.counters };
    };
    const first = request();
    expect(await first.cache.read(entry, String)).toBeNull();
    await first.cache.load(entry, async () => ({ version: 1, value: "admin" }));
    await request().cache.read(entry, String);
    await request().cache.read(entry, String);
    counters.restore(first.counters.drain());
    await file(0, counters.drain());
    expect(await family("1h", "role")).toMatchObject({
      hits: 2,
      misses: 1,
      tiers: [{ tier: "memory", hits: 2, misses: 1, stale: 0, errors: 0 }],
    });
  });
});

it("puts what has labels that nobody knows under `other`, however many there are", async () => {
  await file(
    0,
    countedBy((counters) => {
      for (let at = 0; at < 300; at++) {
        counters.count("cache.hit", { family: `room-${at}`, tier: "memory" });
      }
      counters.count("cache.miss", { family: "role", tier: "tape" }, 2);
      counters.count("ticket.issued", { store: "drawer" }, 3);
      counters.count("ticket.refused", { store: "kv", reason: "mood" }, 4);
    }),
  );
  const { families, tickets } = await report("1h");
  expect(families.map((one) => [one.family, one.hits, one.misses])).toEqual([
    ["role", 0, 2],
    ["other", 300, 0],
  ]);
  expect(families[0]?.tiers.map(({ tier }) => tier)).toEqual(["other"]);
  expect(families[1]?.series.hits.at(-1)).toBe(300);
  expect(tickets.stores).toMatchObject([
    { store: "kv", refused: 4, refusals: [{ reason: "other", count: 4 }] },
    { store: "other", issued: 3 },
  ]);
});

it("reads past a minute that cannot be read", async () => {
  await file(
    2,
    countedBy((counters) => counters.count("cache.hit", { family: "role", tier: "redis" })),
  );
  await env.TRAFFIC_DB.prepare("INSERT INTO telemetry_minutes VALUES (?, '{')")
    .bind(Math.floor(now / minute) * minute)
    .run();
  expect((await family("1h", "role"))?.hits).toBe(1);
});

it("asks the database once, also for a day", async () => {
  const deps = testDeps({ now: () => now });
  await getCachesReport(deps, { range: "24h" });
  expect(deps.cost.d1Queries).toBe(1);
});
