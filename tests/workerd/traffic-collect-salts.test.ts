import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { TrafficKeys } from "../../lib/cache/keys";
import { SaltDesk } from "../../lib/traffic/collect/salt-desk";
import { prepareSalts } from "../../lib/traffic/collect/prepare-salts";
import { findCoordinator } from "../../lib/traffic/coordinator-object";
import { testDeps } from "./support/deps";
import { openSiteIsolate, type SiteIsolate } from "./support/site-isolate";
import { createStaleKv, type StalePlace } from "./support/stale-kv";

const hour = 3_600_000;
const noon = Date.parse("2026-11-20T12:00:00Z");
const midnight = Date.parse("2026-11-21T00:00:00Z");

let now = noon;
const clock = () => now;

/** A storage that keeps nothing but what it was told, as an object's does over its restarts. */
function memoryStorage() {
  const kept = new Map<string, unknown>();
  const storage = {
    get: async (key: string) => structuredClone(kept.get(key)),
    put: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
    delete: async (key: string) => kept.delete(key),
    list: async ({ prefix }: { prefix: string }) =>
      new Map([...kept].filter(([key]) => key.startsWith(prefix)).sort()),
  };
  return { kept, storage: storage as unknown as DurableObjectStorage };
}

function openWorld() {
  const network = createStaleKv(env.PATHS_KV, clock);
  const place = network.place();
  const { kept, storage } = memoryStorage();
  const open = () => new SaltDesk({ kv: place.kv, storage, now: clock });
  const desk = { current: open(), place, kept, restart: () => (desk.current = open()) };
  const coordinator = { salt: (day: string) => desk.current.salt(day) };
  const openSite = (at: StalePlace = network.place()) =>
    openSiteIsolate({ now: clock, kv: at.kv, coordinator });
  return { network, desk, openSite };
}

const lastHash = (site: SiteIsolate) => site.sent.at(-1)?.events.at(-1)?.clientIpHash;

beforeEach(async () => {
  now = noon;
  for (const { name } of (await env.PATHS_KV.list()).keys) await env.PATHS_KV.delete(name);
});

describe("two isolates of the site, whose KV is up to a minute old", () => {
  test("give one visitor one hash a day, and another one on the next", async () => {
    const { openSite } = openWorld();
    const [one, two] = [openSite(), openSite()];
    // Both find nothing in KV, and the second still does after the salt was written there.
    await one.visit();
    now += 1_000;
    await two.visit();
    expect(lastHash(one)).toMatch(/^[0-9a-f]{16}$/);
    expect(lastHash(two)).toBe(lastHash(one));
    const today = lastHash(one);
    await two.visit({ ip: "203.0.113.8" });
    expect(lastHash(two)).not.toBe(today);
    now = midnight + 1_000;
    await one.visit();
    await two.visit();
    expect(lastHash(one)).not.toBe(today);
    expect(lastHash(two)).toBe(lastHash(one));
  });

  test("ask at once a hundred times over and get one salt", async () => {
    const { openSite, desk } = openWorld();
    const sites = Array.from({ length: 10 }, () => openSite());
    await Promise.all(sites.flatMap((site) => Array.from({ length: 10 }, () => site.visit())));
    const hashes = sites.flatMap((site) =>
      site.sent.flatMap(({ events }) => events.map(({ clientIpHash }) => clientIpHash)),
    );
    expect(hashes).toHaveLength(100);
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).not.toBe(null);
    expect(desk.place.calls.filter((call) => call.startsWith("put"))).toHaveLength(1);
  });

  test("use a salt that KV shows without asking the coordinator", async () => {
    const { network, openSite } = openWorld();
    await openSite().visit();
    now += 60_000;
    const alone = openSiteIsolate({ now: clock, kv: network.place().kv, coordinator: null });
    await alone.visit();
    expect(lastHash(alone)).toMatch(/^[0-9a-f]{16}$/);
  });

  test("hash a request from before midnight with its own day's salt, and forget that one later", async () => {
    const { openSite } = openWorld();
    const site = openSite();
    now = midnight - 1_000;
    await site.visit();
    const before = lastHash(site);
    now = midnight + 1_000;
    await site.visit({ startedAt: midnight - 500 });
    expect(lastHash(site)).toBe(before);
    now = midnight + hour;
    await site.visit({ startedAt: midnight - 500 });
    expect(lastHash(site)).toBe(null);
  });

  test("take events without a hash when nobody has a salt, count them, and ask again soon", async () => {
    const { network, desk } = openWorld();
    const place = network.place();
    place.fault = "throw";
    let isGone = true;
    const coordinator = {
      salt: (day: string) => (isGone ? Promise.reject(new Error("reset")) : desk.current.salt(day)),
    };
    const site = openSiteIsolate({ now: clock, kv: place.kv, coordinator });
    await site.visit();
    expect(lastHash(site)).toBe(null);
    isGone = false;
    await site.visit();
    expect(lastHash(site)).toBe(null);
    now += 5_000;
    await site.visit();
    expect(lastHash(site)).toMatch(/^[0-9a-f]{16}$/);
    const missing = site.sent
      .flatMap(({ telemetry }) => telemetry.counters)
      .filter(({ name }) => name === "traffic.salt_missing");
    expect(missing.map(({ count }) => count)).toEqual([1, 1]);
  });
});

describe("the desk", () => {
  test("serves from memory while KV is down, and brings the salt there later", async () => {
    const { desk } = openWorld();
    desk.place.fault = "throw";
    const salt = await desk.current.salt("2026-11-20");
    expect(salt).toMatch(/^[0-9a-f]{64}$/);
    expect(await desk.current.salt("2026-11-20")).toBe(salt);
    desk.place.fault = "none";
    expect(await desk.current.salt("2026-11-20")).toBe(salt);
    expect(await env.PATHS_KV.get(TrafficKeys.salt("2026-11-20"))).toBe(salt);
  });

  test("waits after a restart until KV shows the salt, and never makes a second one", async () => {
    const { desk, network } = openWorld();
    const salt = await desk.current.salt("2026-11-20");
    // It wakes up elsewhere, where the write is not to be seen yet.
    const elsewhere = network.place();
    const { storage } = memoryStorage();
    for (const [key, value] of desk.kept) await storage.put(key, value);
    const successor = new SaltDesk({ kv: elsewhere.kv, storage, now: clock });
    expect(await successor.salt("2026-11-20")).toBe(null);
    now += 60_000;
    expect(await successor.salt("2026-11-20")).toBe(salt);
  });

  test("never makes a second one when the first was handed out and did not reach KV", async () => {
    const { desk } = openWorld();
    desk.place.fault = "throw";
    await desk.current.salt("2026-11-20");
    desk.place.fault = "none";
    desk.restart();
    now += hour;
    expect(await desk.current.salt("2026-11-20")).toBe(null);
  });

  test("makes another when its predecessor died before anybody could have the first", async () => {
    const { desk } = openWorld();
    desk.place.fault = "hang";
    // Dies while KV does not answer: noted, and handed to nobody.
    void desk.current.salt("2026-11-20").catch(() => undefined);
    await expect.poll(() => [...desk.kept.keys()]).toEqual(["salt-made:2026-11-20"]);
    desk.place.fault = "none";
    desk.restart();
    expect(await desk.current.salt("2026-11-20")).toBe(null);
    now += 5 * 60_000 + 1;
    expect(await desk.current.salt("2026-11-20")).toMatch(/^[0-9a-f]{64}$/);
  });

  test("makes tomorrow's ahead, and keeps it to itself while KV does not have it", async () => {
    const { desk } = openWorld();
    desk.place.fault = "throw";
    expect(await desk.current.salt("2026-11-21")).toBe(null);
    desk.place.fault = "none";
    const salt = await desk.current.salt("2026-11-21");
    expect(await env.PATHS_KV.get(TrafficKeys.salt("2026-11-21"))).toBe(salt);
    now = midnight;
    expect(await desk.current.salt("2026-11-21")).toBe(salt);
  });

  test("has none for other days, and forgets a day when it is over", async () => {
    const { desk } = openWorld();
    await desk.current.salt("2026-11-20");
    expect(await desk.current.salt("2026-11-19")).toBe(null);
    expect(await desk.current.salt("2026-11-22")).toBe(null);
    expect(await desk.current.salt("rubbish")).toBe(null);
    now = midnight + hour;
    expect(await desk.current.salt("2026-11-20")).toBe(null);
  });

  test("lets salts die after 48 hours", async () => {
    const { desk, network } = openWorld();
    await desk.current.salt("2026-11-20");
    const reader = network.place(0);
    now += 48 * hour - 1;
    expect(await reader.kv.get(TrafficKeys.salt("2026-11-20"))).not.toBe(null);
    now += 1;
    expect(await reader.kv.get(TrafficKeys.salt("2026-11-20"))).toBe(null);
  });
});

describe("the real coordinator", () => {
  const today = new Date().toISOString().slice(0, 10);
  const coordinator = findCoordinator(env);
  const stub = () => env.COORDINATOR_DO.get(env.COORDINATOR_DO.idFromName("coordinator"));

  test("keeps one salt over its eviction, and none in its storage", async () => {
    const salt = await coordinator?.salt(today);
    expect(salt).toMatch(/^[0-9a-f]{64}$/);
    await evictDurableObject(stub());
    expect(await coordinator?.salt(today)).toBe(salt);
    const kept = await runInDurableObject(stub(), async (_, { storage }) =>
      JSON.stringify([...(await storage.list())]),
    );
    expect(kept).toContain(`salt-made:${today}`);
    expect(kept).not.toContain(salt);
    const { keys } = await env.PATHS_KV.list();
    const expiry = keys.find(({ name }) => name === TrafficKeys.salt(today))?.expiration ?? 0;
    expect(Math.round((expiry - Date.now() / 1000) / 3600)).toBe(48);
  });

  test("answers nothing after its eviction when KV has lost the salt", async () => {
    await coordinator?.salt(today);
    await env.PATHS_KV.delete(TrafficKeys.salt(today));
    await evictDurableObject(stub());
    expect(await coordinator?.salt(today)).toBe(null);
  });

  test("is asked by the cron for tomorrow's", async () => {
    const tomorrow = new Date(Date.now() + 24 * hour).toISOString().slice(0, 10);
    await prepareSalts(testDeps());
    expect(await env.PATHS_KV.get(TrafficKeys.salt(tomorrow))).toMatch(/^[0-9a-f]{64}$/);
  });
});
