import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi, afterEach } from "vitest";
import { getPathsReport } from "../../lib/traffic/report/get-report";
import { pathsAnswerSchema, pathsQuerySchema } from "../../lib/traffic/report/schema";
import { publishSnapshot } from "../../lib/traffic/snapshot/publish";
import { dayMs, hourMs } from "../../lib/traffic/domain";
import { newIsolate, testDeps, type TestDeps } from "./support/deps";
import { createStaleKv } from "./support/stale-kv";
import { clearTraffic } from "./support/aggregate";
import { aggregate, makeEvent } from "./support/traffic";

const minuteMs = 60_000;

/** Moves on for every test, so that no test finds another's cache entries. */
let start = Date.parse("2026-11-20T14:05:00Z");
let now = start;

beforeEach(async () => {
  await clearTraffic();
  start += 400 * dayMs;
  now = start;
  await clearCache();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const asked = { range: "24h" };
const question = (range: string) => `https://paths.invalid/report?preset=${range}`;

async function clearCache(): Promise<void> {
  const cache = await caches.open("paths");
  for (const range of ["1h", "24h", "7d"]) await cache.delete(question(range));
}

/** A site isolate, whose stores can be taken away. */
function openSite(kv: KVNamespace = env.PATHS_KV) {
  const isolate = newIsolate();
  const site = {
    kv: kv as KVNamespace,
    traffic: null as D1Database | null,
    deps(): TestDeps {
      const deps = testDeps({ isolate, now: () => now });
      deps.bindings = { ...deps.bindings, PATHS_KV: site.kv };
      return site.traffic ? { ...deps, traffic: site.traffic } : deps;
    },
    /** The answer at once; what it leaves behind it goes on. */
    async glance(query: Record<string, string> = asked) {
      const deps = site.deps();
      const answer = await getPathsReport(deps, pathsQuerySchema.parse(query));
      return { answer, deps };
    },
    /** The answer, once everything behind it is done. */
    async ask(query: Record<string, string> = asked) {
      const { answer, deps } = await site.glance(query);
      await deps.settled();
      return pathsAnswerSchema.strict().parse(answer);
    },
    counts: (name: string) =>
      site
        .deps()
        .counters.snapshot()
        .counters.filter((series) => series.name === name)
        .reduce((sum, { count }) => sum + count, 0),
  };
  return site;
}

const broken = new Error("It is down, says the test");
const brokenKv = { get: () => Promise.reject(broken), put: () => Promise.reject(broken) };
const hangingKv = { get: () => new Promise(() => {}), put: () => new Promise(() => {}) };
const brokenDatabase = {
  prepare: () => {
    throw broken;
  },
} as unknown as D1Database;
const asKv = (kv: object) => kv as unknown as KVNamespace;
const breakCache = (fault: () => Promise<unknown>) =>
  vi.stubGlobal("caches", { open: async () => ({ match: fault, put: fault }) });

const publish = () => publishSnapshot(testDeps({ now: () => now }));

describe("an answer", () => {
  it("walks from d1 over cache and stale to refreshed, and over kv where the cache is empty", async () => {
    const site = openSite();
    await aggregate(now - 2 * minuteMs, [makeEvent(now - 3 * minuteMs)]);
    const first = await site.ask();
    expect(first).toMatchObject({ dataSource: "d1", stale: false, stalenessSeconds: 120 });
    expect(first.totals.requests).toBe(1);

    // D1's answer went to the cache …
    const second = await site.ask();
    expect(second).toMatchObject({ dataSource: "cache", stale: false, version: 0 });
    // … and to KV, as a snapshot.
    await clearCache();
    const third = await site.ask();
    expect(third).toMatchObject({ dataSource: "kv", stale: false, version: 1 });
    expect(third.totals).toEqual(first.totals);
    expect(third.paths).toEqual(first.paths);
    expect(third.series).toEqual(first.series);

    now += 5 * minuteMs - 1;
    expect(await site.ask()).toMatchObject({ dataSource: "cache", stale: false });
    await aggregate(now, [makeEvent(now - 1)]);
    now += 1;
    const stale = await site.ask();
    expect(stale).toMatchObject({ dataSource: "cache", stale: true, stalenessSeconds: 420 });
    expect(stale.totals.requests).toBe(1);
    const refreshed = await site.ask();
    expect(refreshed).toMatchObject({ dataSource: "cache", stale: false, stalenessSeconds: 0 });
    expect(refreshed.totals.requests).toBe(2);
  });

  it("is refreshed from a newer snapshot, without a question to D1", async () => {
    const site = openSite();
    await aggregate(now, [makeEvent(now - 1)]);
    await site.ask();
    now += 6 * minuteMs;
    await aggregate(now, [makeEvent(now - 1)]);
    await publish();
    const { answer, deps } = await site.glance();
    expect(answer.stale).toBe(true);
    await deps.settled();
    expect(deps.cost.d1Queries).toBe(0);
    const next = await site.ask();
    expect(next).toMatchObject({ dataSource: "cache", stale: false });
    expect(next.totals.requests).toBe(2);
    expect(next.version).toBeGreaterThan(answer.version);
  });

  it("from D1 asks it a bounded number of times, from cache and kv never", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    await publish();
    const site = openSite();
    const fromKv = await site.glance();
    await fromKv.deps.settled();
    expect([fromKv.answer.dataSource, fromKv.deps.cost.d1Queries]).toEqual(["kv", 0]);
    const fromCache = await site.glance();
    expect([fromCache.answer.dataSource, fromCache.deps.cost.d1Queries]).toEqual(["cache", 0]);
    const fromD1 = await site.glance({ from: String(now - dayMs) });
    // State twice, routes, totals, paths; two more for days that a longer range may read by the day.
    expect([fromD1.answer.dataSource, fromD1.deps.cost.d1Queries]).toEqual(["d1", 5]);
    const filtered = await site.glance({ ...asked, q: "/" });
    expect([filtered.answer.dataSource, filtered.deps.cost.d1Queries]).toEqual(["d1", 4]);
  });

  it("leaves the comparison out unless it was asked for, and has it in snapshots as well", async () => {
    await aggregate(now, [makeEvent(now - 1), makeEvent(now - 26 * hourMs)]);
    await publish();
    const site = openSite();
    expect((await site.ask()).comparison).toBeNull();
    const compared = await site.ask({ ...asked, compare: "previous" });
    expect(compared.dataSource).toBe("kv");
    expect(compared.comparison).toMatchObject({ totals: { requests: 1 }, change: { requests: 0 } });
  });

  it("comes from D1 when the snapshot's hours are over, though KV has one", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    await publish();
    now += 3 * hourMs;
    const answer = await openSite().ask({ range: "1h" });
    expect(answer).toMatchObject({ dataSource: "d1", totals: { requests: 0 } });
  });
});

describe("a forced refresh", () => {
  it("answers at once with what there is, and computes everything anew behind it", async () => {
    const site = openSite();
    await aggregate(now, [makeEvent(now - 1)]);
    await site.ask();
    await env.TRAFFIC_DB.prepare(
      "UPDATE aggregation_state SET aggregated_at = aggregated_at",
    ).run();
    await aggregate(now, [makeEvent(now - 1)]);
    const { answer, deps } = await site.glance({ ...asked, refresh: "true" });
    expect(answer).toMatchObject({ dataSource: "cache", totals: { requests: 1 } });
    await deps.settled();
    const next = await site.ask();
    expect(next).toMatchObject({ dataSource: "cache", stale: false, totals: { requests: 2 } });
    const { snapshot_version: version } = (await env.TRAFFIC_DB.prepare(
      "SELECT snapshot_version FROM aggregation_state",
    ).first<{ snapshot_version: number }>()) ?? { snapshot_version: 0 };
    expect(version).toBe(2);
  });
});

describe("one refresh at a time", () => {
  /** How often `work` was begun: each refresh writes the cache once. */
  function watchCache() {
    const real = caches;
    let puts = 0;
    vi.stubGlobal("caches", {
      open: async (name: string) => {
        const cache = await real.open(name);
        return {
          match: (key: string) => cache.match(key),
          put: (key: string, response: Response) => {
            puts += 1;
            return cache.put(key, response);
          },
        };
      },
    });
    return { puts: () => puts };
  }

  it("for fifty readers of a stale entry at once", async () => {
    const site = openSite();
    await aggregate(now, [makeEvent(now - 1)]);
    await site.ask();
    now += 6 * minuteMs;
    const watched = watchCache();
    const readers = await Promise.all(Array.from({ length: 50 }, () => site.glance()));
    expect(readers.filter(({ answer }) => answer.stale)).toHaveLength(50);
    await Promise.all(readers.map(({ deps }) => deps.settled()));
    expect(watched.puts()).toBe(1);
  });

  it("and another when the one who began it has died", async () => {
    const site = openSite();
    await aggregate(now, [makeEvent(now - 1)]);
    await site.ask();
    now += 6 * minuteMs;
    await aggregate(now, [makeEvent(now - 1)]);
    const watched = watchCache();
    // Its database never answers, and nobody waits for it: its request is gone.
    site.traffic = { prepare: env.TRAFFIC_DB.prepare.bind(env.TRAFFIC_DB) } as D1Database;
    site.traffic.batch = () => new Promise(() => {});
    site.kv = asKv(hangingKv);
    await site.glance();
    site.traffic = null;
    site.kv = env.PATHS_KV;
    now += 20_000;
    expect((await site.ask()).stale).toBe(true);
    expect(watched.puts()).toBe(0);
    now += 10_000;
    await site.ask();
    expect(watched.puts()).toBe(1);
    expect(await site.ask()).toMatchObject({ stale: false, totals: { requests: 2 } });
  });

  it("for fifty who find nothing anywhere", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    const site = openSite(asKv({ get: async () => null, put: async () => undefined }));
    const readers = await Promise.all(
      Array.from({ length: 50 }, () => site.glance({ ...asked, q: "/" })),
    );
    await Promise.all(readers.map(({ deps }) => deps.settled()));
    const queries = readers.reduce((sum, { deps }) => sum + deps.cost.d1Queries, 0);
    expect(queries).toBe(4);
  });
});

describe("when stores fail", () => {
  it("each is passed over for the next, and it is counted", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    await publish();
    const site = openSite();
    breakCache(() => Promise.reject(broken));
    expect(await site.ask()).toMatchObject({ dataSource: "kv", stale: false });
    site.kv = asKv(brokenKv);
    expect(await site.ask()).toMatchObject({ dataSource: "d1", stale: false });
    expect(site.counts("answer.served")).toBe(2);
    expect(site.counts("answer.fallback")).toBe(2);
  });

  it("the last good answer comes, as stale, when all of them do", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    const site = openSite();
    await site.ask();
    now += minuteMs;
    breakCache(() => Promise.reject(broken));
    site.kv = asKv(brokenKv);
    site.traffic = brokenDatabase;
    const answer = await site.ask();
    expect(answer).toMatchObject({
      dataSource: "cache",
      stale: true,
      stalenessSeconds: 60,
      totals: { requests: 1 },
    });
    expect(answer.paths).toHaveLength(1);
  });

  it("hanging is failing", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    const site = openSite();
    await site.ask();
    breakCache(() => new Promise(() => {}));
    site.kv = asKv(hangingKv);
    site.traffic = { prepare: env.TRAFFIC_DB.prepare.bind(env.TRAFFIC_DB) } as D1Database;
    site.traffic.batch = () => new Promise(() => {});
    const { answer } = await site.glance();
    expect(answer).toMatchObject({ stale: true, totals: { requests: 1 } });
  });

  it("a snapshot whose hours are over comes, as stale, rather than nothing", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    await publish();
    now += 5 * hourMs;
    const site = openSite();
    site.traffic = brokenDatabase;
    const answer = await site.ask();
    expect(answer).toMatchObject({ dataSource: "kv", stale: true, totals: { requests: 1 } });
  });

  it("there is no answer only where there never was one", async () => {
    const site = openSite();
    breakCache(() => Promise.reject(broken));
    site.kv = asKv(brokenKv);
    site.traffic = brokenDatabase;
    await expect(site.ask()).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("on two isolates", () => {
  it("the cache of their data centre is shared, and each keeps its own last good answer", async () => {
    await aggregate(now, [makeEvent(now - 1)]);
    const [first, second] = [openSite(), openSite()];
    expect((await first.ask()).dataSource).toBe("d1");
    expect((await second.ask()).dataSource).toBe("cache");
    breakCache(() => Promise.reject(broken));
    second.kv = asKv(brokenKv);
    second.traffic = brokenDatabase;
    expect(await second.ask()).toMatchObject({ stale: true, totals: { requests: 1 } });
  });

  it("a place that the new version has not reached is served the one before", async () => {
    const world = createStaleKv(env.PATHS_KV, () => now);
    const [near, far] = [world.place(), world.place()];
    const publisher = testDeps({ now: () => now });
    publisher.bindings = { ...publisher.bindings, PATHS_KV: near.kv };
    await aggregate(now, [makeEvent(now - 1)]);
    await publishSnapshot(publisher);
    now += 2 * minuteMs;
    await aggregate(now, [makeEvent(now - 1)]);
    await publishSnapshot(publisher);
    // The pointer arrives before what it points to.
    const racing = asKv({
      get: async (key: string, type: "arrayBuffer") =>
        key.endsWith("latest") ? near.kv.get(key, type) : far.kv.get(key, type),
    });
    const answer = await openSite(racing).ask();
    expect(answer).toMatchObject({ dataSource: "kv", version: 1, totals: { requests: 1 } });
    now += minuteMs;
    await clearCache();
    const later = await openSite(racing).ask();
    expect(later).toMatchObject({ dataSource: "kv", version: 2, totals: { requests: 2 } });
  });
});
