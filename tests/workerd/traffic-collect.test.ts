import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { TrafficKeys } from "../../lib/cache/keys";
import { openSiteIsolate } from "./support/site-isolate";

const start = Date.parse("2026-11-20T12:00:00Z");
const salt = "5a".repeat(32);

beforeEach(async () => {
  await env.PATHS_KV.put(TrafficKeys.salt("2026-11-20"), salt);
  await env.PATHS_KV.delete(TrafficKeys.sampling);
});

describe("a request becomes an event", () => {
  test("with everything the statistics know of it", async () => {
    const site = openSiteIsolate({ now: () => start });
    await site.visit({ startedAt: start, endedAt: start + 12.3456, requestId: "r1" });
    expect(site.sent).toHaveLength(1);
    expect(site.sent[0]?.events).toEqual([
      {
        version: 1,
        // SHA-256 of `203.0.113.7:/api/health:r1`
        id: "1795176000000-83ea6398fdf9974d",
        path: "/api/health",
        route: "/api/health",
        method: "GET",
        status: 200,
        responseTime: 12.346,
        // SHA-256 of the salt and the address
        clientIpHash: "6345878d47072d59",
        country: "DE",
        bot: false,
        userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        weight: 1,
        timestamp: start,
      },
    ]);
  });

  test("and nothing of the address is in the chunk", async () => {
    const site = openSiteIsolate({ now: () => start });
    await site.visit();
    expect(JSON.stringify(site.sent)).not.toContain("203.0.113");
    expect(JSON.stringify(site.sent)).not.toContain(salt);
  });

  test("without a name it is a bot's, and so it is under a bot's name", async () => {
    const site = openSiteIsolate({ now: () => start });
    const userAgent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    await site.visit({ userAgent: null });
    await site.visit({ userAgent });
    expect(site.sent.flatMap(({ events }) => events)).toMatchObject([
      { bot: true },
      { bot: true, userAgent },
    ]);
    expect(site.sent[0]?.events[0]).not.toHaveProperty("userAgent");
  });

  test("whatever rubbish it is made of", async () => {
    const site = openSiteIsolate({ now: () => start });
    await site.visit({
      method: "M-SEARCH",
      pathname: `/${"%E6%97%A5".repeat(300)}`,
      route: "/x/[id]",
      status: 0,
      country: "é",
      userAgent: "u".repeat(5000),
      startedAt: start + 50,
      endedAt: start,
    });
    expect(site.sent[0]?.events).toMatchObject([
      { method: "OTHER", path: "/…", status: 500, country: "XX", responseTime: 0 },
    ]);
    expect(site.sent[0]?.events[0]?.userAgent).toHaveLength(256);
  });

  test("without address and agent where they are not collected", async () => {
    const variables = { TRAFFIC_COLLECT_IP: "0", TRAFFIC_COLLECT_UA: "0" };
    const site = openSiteIsolate({ now: () => start, variables });
    await site.visit();
    expect(site.sent[0]?.events).toMatchObject([{ clientIpHash: null, bot: false }]);
    expect(site.sent[0]?.events[0]).not.toHaveProperty("userAgent");
  });
});

describe("sampling", () => {
  test("takes one in n, and each taken event stands for n", async () => {
    const site = openSiteIsolate({
      now: () => start,
      variables: { TRAFFIC_SAMPLE_RATIO: "0.3", TRAFFIC_FLUSH_MS: "1" },
    });
    await site.visit({}, () => 0.34);
    await site.visit({}, () => 0.33);
    await site.visit({}, () => 0);
    expect(site.sent.flatMap(({ events }) => events.map(({ weight }) => weight))).toEqual([3, 3]);
  });

  test("takes fewer when the database fills up, from the next look at KV on", async () => {
    let now = start;
    const site = openSiteIsolate({ now: () => now });
    await site.visit({}, () => 0.5);
    await env.PATHS_KV.put(TrafficKeys.sampling, JSON.stringify({ ratio: 0.1, since: start }));
    await site.visit({}, () => 0.5);
    now += 60_000;
    // This one asks, and does not wait for the answer.
    await site.visit({}, () => 0.5);
    await site.visit({}, () => 0.5);
    await site.visit({}, () => 0.09);
    expect(site.sent.flatMap(({ events }) => events.map(({ weight }) => weight))).toEqual([
      1, 1, 1, 10,
    ]);
  });

  test("stays as it is when KV holds rubbish or fails", async () => {
    await env.PATHS_KV.put(TrafficKeys.sampling, '{"ratio":0}');
    const site = openSiteIsolate({ now: () => start });
    await site.visit({}, () => 0.99);
    await site.visit({}, () => 0.99);
    expect(site.sent.flatMap(({ events }) => events)).toHaveLength(2);
  });

  test("leaves the counters alone: they travel once a minute without any event", async () => {
    let now = start;
    const site = openSiteIsolate({
      now: () => now,
      variables: { TRAFFIC_SAMPLE_RATIO: "0.001" },
    });
    for (let request = 0; request < 5; request += 1) await site.visit({}, () => 0.9);
    expect(site.sent).toEqual([]);
    now += 60_000;
    await site.visit({}, () => 0.9);
    expect(site.sent).toHaveLength(1);
    expect(site.sent[0]).toMatchObject({ seq: 1, total: 0, events: [] });
    expect(site.sent[0]?.telemetry.counters).toContainEqual({
      name: "traffic.request",
      labels: {},
      count: 6,
    });
  });
});

describe("chunks", () => {
  test("hold up to 100 events, leave when they are full, and are numbered", async () => {
    const site = openSiteIsolate({ now: () => start, variables: { TRAFFIC_FLUSH_MS: "50" } });
    const running = Array.from({ length: 250 }, () => site.start());
    await Promise.all(running.map((deps) => deps.settled()));
    const shape = site.sent.map(({ seq, total, lost, events }) => [
      seq,
      total,
      lost,
      events.length,
    ]);
    expect(shape).toEqual([
      [1, 100, 0, 100],
      [2, 200, 0, 100],
      [3, 250, 0, 50],
    ]);
    expect(new Set(site.sent.map(({ isolate }) => isolate)).size).toBe(1);
    const ids = site.sent.flatMap(({ events }) => events.map(({ id }) => id));
    expect(new Set(ids).size).toBe(250);
  });

  test("hold up to 64 KB", async () => {
    const site = openSiteIsolate({ now: () => start, variables: { TRAFFIC_FLUSH_MS: "50" } });
    const large = { userAgent: "ü".repeat(256), pathname: `/${"a/".repeat(250)}`, route: "(none)" };
    const running = Array.from({ length: 90 }, () => site.start(large));
    await Promise.all(running.map((deps) => deps.settled()));
    expect(site.sent.map(({ events }) => events.length)).toEqual([52, 38]);
    for (const { events } of site.sent) {
      const bytes = new TextEncoder().encode(JSON.stringify(events)).length;
      expect(bytes).toBeLessThanOrEqual(64 * 1024);
    }
  });

  test("are taken over by the next request when the one that looked after them has died", async () => {
    let now = start;
    const site = openSiteIsolate({ now: () => now, variables: { TRAFFIC_FLUSH_MS: "600000" } });
    // Its `waitUntil` never ends within this test, as if it had been cut off.
    site.start();
    await expect.poll(() => site.counters.snapshot().timers.length).toBe(1);
    now += 604_999;
    await site.visit();
    expect(site.sent).toEqual([]);
    now += 1;
    await site.visit();
    expect(site.sent.map(({ events }) => events.length)).toEqual([3]);
  });

  test("carry what was counted exactly once", async () => {
    const site = openSiteIsolate({ now: () => start });
    site.counters.count("cache.hit", { family: "meta" }, 7);
    await site.visit();
    await site.visit();
    const hits = site.sent.map(({ telemetry }) =>
      telemetry.counters.filter(({ name }) => name === "cache.hit").map(({ count }) => count),
    );
    expect(hits).toEqual([[7], []]);
  });
});
