import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi, afterEach } from "vitest";
import { hourMs } from "../../lib/traffic/domain";
import { aggregate, makeEvent } from "./support/traffic";
import {
  asked,
  asKv,
  beginElsewhen,
  breakCache,
  broken,
  brokenDatabase,
  brokenKv,
  clock,
  openSite,
  publish,
} from "./support/report-site";

beforeEach(beginElsewhen);

afterEach(() => {
  vi.unstubAllGlobals();
});

const minuteMs = 60_000;

const hangingKv = { get: () => new Promise(() => {}), put: () => new Promise(() => {}) };

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
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await site.ask();
    clock.now += 6 * minuteMs;
    const watched = watchCache();
    const readers = await Promise.all(Array.from({ length: 50 }, () => site.glance()));
    expect(readers.filter(({ answer }) => answer.stale)).toHaveLength(50);
    await Promise.all(readers.map(({ deps }) => deps.settled()));
    expect(watched.puts()).toBe(1);
  });

  it("and another when the one who began it has died", async () => {
    const site = openSite();
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await site.ask();
    clock.now += 6 * minuteMs;
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    const watched = watchCache();
    // Its database never answers, and nobody waits for it: its request is gone.
    site.traffic = { prepare: env.TRAFFIC_DB.prepare.bind(env.TRAFFIC_DB) } as D1Database;
    site.traffic.batch = () => new Promise(() => {});
    site.kv = asKv(hangingKv);
    await site.glance();
    site.traffic = null;
    site.kv = env.PATHS_KV;
    clock.now += 20_000;
    expect((await site.ask()).stale).toBe(true);
    expect(watched.puts()).toBe(0);
    clock.now += 10_000;
    await site.ask();
    expect(watched.puts()).toBe(1);
    expect(await site.ask()).toMatchObject({ stale: false, totals: { requests: 2 } });
  });

  it("for fifty who find nothing anywhere", async () => {
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
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
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
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
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    const site = openSite();
    await site.ask();
    clock.now += minuteMs;
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
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
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
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await publish();
    clock.now += 5 * hourMs;
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
