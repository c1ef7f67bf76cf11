import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi, afterEach } from "vitest";
import { publishSnapshot } from "../../lib/traffic/snapshot/publish";
import { dayMs, hourMs } from "../../lib/traffic/domain";
import { testDeps } from "./support/deps";
import { createStaleKv } from "./support/stale-kv";
import { aggregate, makeEvent } from "./support/traffic";
import {
  asked,
  asKv,
  beginElsewhen,
  breakCache,
  broken,
  brokenDatabase,
  brokenKv,
  clearCache,
  clock,
  openSite,
  publish,
} from "./support/report-site";

beforeEach(beginElsewhen);

afterEach(() => {
  vi.unstubAllGlobals();
});

const minuteMs = 60_000;

const readVersion = () =>
  env.TRAFFIC_DB.prepare("SELECT snapshot_version FROM aggregation_state").first(
    "snapshot_version",
  );

describe("an answer", () => {
  it("walks from d1 over cache and stale to refreshed, and over kv where the cache is empty", async () => {
    const site = openSite();
    await aggregate(clock.now - 2 * minuteMs, [makeEvent(clock.now - 3 * minuteMs)]);
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

    clock.now += 5 * minuteMs - 1;
    expect(await site.ask()).toMatchObject({ dataSource: "cache", stale: false });
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    clock.now += 1;
    const stale = await site.ask();
    expect(stale).toMatchObject({ dataSource: "cache", stale: true, stalenessSeconds: 420 });
    expect(stale.totals.requests).toBe(1);
    const refreshed = await site.ask();
    expect(refreshed).toMatchObject({ dataSource: "cache", stale: false, stalenessSeconds: 0 });
    expect(refreshed.totals.requests).toBe(2);
  });

  it("is refreshed from a newer snapshot, without a question to D1", async () => {
    const site = openSite();
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await site.ask();
    clock.now += 6 * minuteMs;
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
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
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await publish();
    const site = openSite();
    const fromKv = await site.glance();
    await fromKv.deps.settled();
    expect([fromKv.answer.dataSource, fromKv.deps.cost.d1Queries]).toEqual(["kv", 0]);
    const fromCache = await site.glance();
    expect([fromCache.answer.dataSource, fromCache.deps.cost.d1Queries]).toEqual(["cache", 0]);
    const fromD1 = await site.glance({ from: String(clock.now - dayMs) });
    // State twice, routes, totals, paths; two more for days that a longer range may read by the day.
    expect([fromD1.answer.dataSource, fromD1.deps.cost.d1Queries]).toEqual(["d1", 5]);
    const filtered = await site.glance({ ...asked, q: "/" });
    expect([filtered.answer.dataSource, filtered.deps.cost.d1Queries]).toEqual(["d1", 4]);
  });

  it("leaves the comparison out unless it was asked for, and has it in snapshots as well", async () => {
    await aggregate(clock.now, [makeEvent(clock.now - 1), makeEvent(clock.now - 26 * hourMs)]);
    await publish();
    const site = openSite();
    expect((await site.ask()).comparison).toBeNull();
    const compared = await site.ask({ ...asked, compare: "previous" });
    expect(compared.dataSource).toBe("kv");
    expect(compared.comparison).toMatchObject({ totals: { requests: 1 }, change: { requests: 0 } });
  });

  it("comes from D1 when the snapshot's hours are over, though KV has one", async () => {
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await publish();
    clock.now += 3 * hourMs;
    const answer = await openSite().ask({ range: "1h" });
    expect(answer).toMatchObject({ dataSource: "d1", totals: { requests: 0 } });
  });
});

describe("a forced refresh", () => {
  it("answers at once with what there is, and computes everything anew behind it", async () => {
    const site = openSite();
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await site.ask();
    await env.TRAFFIC_DB.prepare(
      "UPDATE aggregation_state SET aggregated_at = aggregated_at",
    ).run();
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    const { answer, deps } = await site.glance({ ...asked, refresh: "true" });
    expect(answer).toMatchObject({ dataSource: "cache", totals: { requests: 1 } });
    await deps.settled();
    const next = await site.ask();
    expect(next).toMatchObject({ dataSource: "cache", stale: false, totals: { requests: 2 } });
    expect(await readVersion()).toBe(2);
  });
});

describe("an answer that is watched", () => {
  it("is made anew behind each that is some seconds old, and no snapshot is published for it", async () => {
    const site = openSite();
    const live = { ...asked, live: "true" };
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await site.ask(live);
    const version = await readVersion();
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    clock.now += 3_999;
    await site.ask(live);
    expect((await site.ask(live)).totals.requests).toBe(1);
    clock.now += 1;
    expect((await site.ask(live)).totals.requests).toBe(1);
    expect(await site.ask(live)).toMatchObject({ dataSource: "cache", totals: { requests: 2 } });
    expect(await readVersion()).toBe(version);
  });
});

describe("on two isolates", () => {
  it("the cache of their data centre is shared, and each keeps its own last good answer", async () => {
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    const [first, second] = [openSite(), openSite()];
    expect((await first.ask()).dataSource).toBe("d1");
    expect((await second.ask()).dataSource).toBe("cache");
    breakCache(() => Promise.reject(broken));
    second.kv = asKv(brokenKv);
    second.traffic = brokenDatabase;
    expect(await second.ask()).toMatchObject({ stale: true, totals: { requests: 1 } });
  });

  it("a place that the new version has not reached is served the one before", async () => {
    const world = createStaleKv(env.PATHS_KV, () => clock.now);
    const [near, far] = [world.place(), world.place()];
    const publisher = testDeps({ now: () => clock.now });
    publisher.bindings = { ...publisher.bindings, PATHS_KV: near.kv };
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await publishSnapshot(publisher);
    clock.now += 2 * minuteMs;
    await aggregate(clock.now, [makeEvent(clock.now - 1)]);
    await publishSnapshot(publisher);
    // The pointer arrives before what it points to.
    const racing = asKv({
      get: async (key: string, type: "arrayBuffer") =>
        key.endsWith("latest") ? near.kv.get(key, type) : far.kv.get(key, type),
    });
    const answer = await openSite(racing).ask();
    expect(answer).toMatchObject({ dataSource: "kv", version: 1, totals: { requests: 1 } });
    clock.now += minuteMs;
    await clearCache();
    const later = await openSite(racing).ask();
    expect(later).toMatchObject({ dataSource: "kv", version: 2, totals: { requests: 2 } });
  });
});
