import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { dayMs, hourMs } from "../../lib/traffic/domain";
import { computeReport } from "../../lib/traffic/report/compute-report";
import { presets, toRange } from "../../lib/traffic/report/range";
import { findSnapshotReport } from "../../lib/traffic/snapshot/find-snapshot";
import { publishSnapshot, type PublishOptions } from "../../lib/traffic/snapshot/publish";
import { newIsolate, testDeps } from "./support/deps";
import { createStaleKv } from "./support/stale-kv";
import { clearTraffic } from "./support/aggregate";
import { aggregate, makeEvent, visitorHash } from "./support/traffic";

const minuteMs = 60_000;
let now = 0;

beforeEach(async () => {
  await clearTraffic();
  now = Date.parse("2026-11-20T14:05:00Z");
});

/** A publisher that sees KV through `kv`; another isolate each time unless told otherwise. */
function publish(options: PublishOptions = {}, kv: object = env.PATHS_KV, isolate = newIsolate()) {
  const deps = testDeps({ isolate, now: () => now });
  deps.bindings = { ...deps.bindings, PATHS_KV: kv as KVNamespace };
  return publishSnapshot(deps, options);
}

const count = (amount = 1) =>
  aggregate(
    now,
    Array.from({ length: amount }, () => makeEvent(now - 1)),
  );

/** A snapshot is published, and a minute later there is something new. */
async function publishAndCountOn(): Promise<void> {
  await count();
  await publish();
  now += minuteMs;
  await count();
}

/** KV, whose writes go through `put`. */
const kvWith = (
  put: (key: string, value: string, options: KVNamespacePutOptions) => Promise<unknown>,
) => ({ get: env.PATHS_KV.get.bind(env.PATHS_KV), put });

const find = (preset: (typeof presets)[number]) =>
  findSnapshotReport(testDeps({ now: () => now }), preset);
const pointer = () => env.PATHS_KV.get("paths:snapshot:latest", "json");
const state = () =>
  env.TRAFFIC_DB.prepare(
    `SELECT revision, snapshot_version AS version, snapshot_revision AS published, snapshot_at AS at
     FROM aggregation_state`,
  ).first();

describe("publishing", () => {
  it("leaves every preset as D1 would answer it, behind a pointer", async () => {
    await aggregate(now, [
      makeEvent(now - 1, { route: "/a", status: 500, clientIpHash: visitorHash(1) }),
      makeEvent(now - 5 * dayMs, { route: "/b", responseTime: 33, weight: 4 }),
      makeEvent(now - 80 * dayMs, { route: "/c" }),
    ]);
    expect(await publish()).toMatchObject({ published: true, version: 1 });
    expect(await pointer()).toEqual({ version: 1, prev: 0 });
    expect(await state()).toEqual({ revision: 1, version: 1, published: 1, at: now });
    for (const preset of presets) {
      const computed = await computeReport(testDeps({ now: () => now }), {
        range: toRange({ preset }, now),
        compare: true,
        filter: {},
      });
      expect((await find(preset))?.report).toEqual(computed);
    }
  });

  it("happens when something changed, at most once a minute, or when it is forced", async () => {
    await count();
    expect((await publish()).published).toBe(true);
    expect(await publish()).toEqual({ published: false, reason: "too_soon" });
    now += minuteMs;
    expect(await publish()).toEqual({ published: false, reason: "unchanged" });
    await count();
    expect((await publish()).published).toBe(true);
    expect((await publish({ force: true })).published).toBe(true);
    expect(await pointer()).toEqual({ version: 3, prev: 2 });
  });

  it("happens in a new hour although nothing changed, because ranges move", async () => {
    await count();
    await publish();
    now += hourMs;
    expect((await publish()).published).toBe(true);
    expect((await find("1h"))?.report.totals.requests).toBe(1);
    now += hourMs;
    expect((await publish()).published).toBe(true);
    expect((await find("1h"))?.report.totals.requests).toBe(0);
  });

  it("computes long ranges seldom and carries them over in between", async () => {
    const isolate = newIsolate();
    const requests = async () => {
      const found = await Promise.all(presets.map(find));
      return found.map((each) => each?.report.totals.requests);
    };
    await count();
    await publish({}, env.PATHS_KV, isolate);
    for (const [minutes, expected] of [
      [4, [2, 2, 1, 1, 1]],
      [6, [3, 3, 3, 1, 1]],
      [16, [4, 4, 4, 4, 1]],
      [54, [5, 5, 5, 5, 1]],
      [60, [6, 6, 6, 5, 6]],
    ] as const) {
      now = Date.parse("2026-11-20T14:05:00Z") + minutes * minuteMs;
      await count();
      await publish({}, env.PATHS_KV, isolate);
      expect(await requests()).toEqual(expected);
    }
    const found = await find("90d");
    expect(found?.report.lastUpdated).toBe(now);
  });

  it("takes some kilobytes with sixty routes and believable figures", async () => {
    const events = Array.from({ length: 6_000 }, (_, index) => {
      // Few routes have most of the traffic, and most of it is of today.
      const share = ((index * 7919) % 6_000) / 6_000;
      const age = Math.floor(90 * dayMs * share ** 4);
      return makeEvent(now - 1 - age, {
        route: `/api/some/feature/[id]/part-${Math.floor(60 * (index / 6_000) ** 3)}`,
        responseTime: Math.round(Math.exp(((index * 31) % 600) / 100) * 1000) / 1000,
        clientIpHash: visitorHash(index % 700),
        weight: 1 + (index % 50),
      });
    });
    await aggregate(now, events);
    const outcome = await publish();
    console.log("A snapshot of 60 routes:", outcome);
    expect(outcome.published && outcome.bytes).toBeLessThan(20_000);
  });
});

describe("under faults", () => {
  it("two publishers at once publish one snapshot", async () => {
    await count();
    const outcomes = await Promise.all([publish(), publish(), publish()]);
    expect(outcomes.filter(({ published }) => published)).toHaveLength(1);
    expect(await pointer()).toEqual({ version: 1, prev: 0 });
  });

  it("a publisher that died between the two writes leaves the pointer, and the next takes a higher version", async () => {
    await publishAndCountOn();
    const dying = kvWith((key, value, options) =>
      key.endsWith("latest") ? new Promise(() => {}) : env.PATHS_KV.put(key, value, options),
    );
    // Its isolate is gone: nobody ever hears of it again.
    void publish({}, dying).catch(() => undefined);
    await expect.poll(() => env.PATHS_KV.get("paths:snapshot:2")).not.toBeNull();
    expect(await pointer()).toEqual({ version: 1, prev: 0 });
    expect((await find("1h"))?.report.version).toBe(1);
    expect(await publish()).toEqual({ published: false, reason: "busy" });
    now += 90_000;
    expect(await publish()).toMatchObject({ published: true, version: 3 });
    expect(await pointer()).toEqual({ version: 3, prev: 1 });
    expect((await find("1h"))?.report.totals.requests).toBe(2);
  });

  it("a KV that refuses the snapshot leaves everything as it was, and the next try goes at once", async () => {
    await publishAndCountOn();
    const refusing = kvWith(() => Promise.reject(new Error("KV is down, says the test")));
    await expect(publish({}, refusing)).rejects.toThrow("KV is down");
    expect(await pointer()).toEqual({ version: 1, prev: 0 });
    expect(await state()).toMatchObject({ version: 1, published: 1 });
    expect(await publish()).toMatchObject({ published: true, version: 3 });
  });

  it("a pointer that was refused is not noted in D1 as published", async () => {
    await count();
    const refusing = kvWith((key, value, options) =>
      key.endsWith("latest")
        ? Promise.reject(new Error("KV is down, says the test"))
        : env.PATHS_KV.put(key, value, options),
    );
    await expect(publish({}, refusing)).rejects.toThrow("KV is down");
    expect(await state()).toMatchObject({ version: 0, published: 0, at: 0 });
    expect(await find("1h")).toBeNull();
  });

  it("a publisher that was overtaken puts the newer pointer back", async () => {
    await publishAndCountOn();
    // Asleep for two minutes before its pointer; meanwhile somebody else publishes.
    const sleepy = kvWith(async (key, value, options) => {
      if (key.endsWith("latest") && value.includes('"version":2')) {
        now += 90_000;
        await publish();
      }
      return env.PATHS_KV.put(key, value, options);
    });
    await publish({}, sleepy);
    expect(await pointer()).toEqual({ version: 3, prev: 2 });
    expect(await state()).toMatchObject({ version: 3 });
  });

  it("a publisher that took too long leaves the pointer alone", async () => {
    await count();
    const slow = kvWith(async (key, value, options) => {
      if (!key.endsWith("latest")) now += 61_000;
      return env.PATHS_KV.put(key, value, options);
    });
    expect(await publish({}, slow)).toEqual({ published: false, reason: "too_slow" });
    expect(await pointer()).toBeNull();
  });

  it("an isolate that has seen a newer pointer does not go back to an older one", async () => {
    const world = createStaleKv(env.PATHS_KV, () => now);
    const [near, far] = [world.place(), world.place(30_000)];
    await count();
    await publish({}, near.kv);
    now += minuteMs;
    await count();
    await publish({}, near.kv);
    const reader = testDeps({ now: () => now });
    reader.bindings = { ...reader.bindings, PATHS_KV: near.kv };
    expect((await findSnapshotReport(reader, "1h"))?.report.version).toBe(2);
    reader.bindings = {
      ...reader.bindings,
      PATHS_KV: {
        get: (key: string, type: "arrayBuffer") =>
          (key.endsWith("latest") ? far : near).kv.get(key, type),
      } as KVNamespace,
    };
    expect((await findSnapshotReport(reader, "1h"))?.report.version).toBe(2);
  });

  it("without the last snapshot every range is computed anew", async () => {
    await count();
    await publish();
    await env.PATHS_KV.delete("paths:snapshot:1");
    now += minuteMs;
    await count();
    await publish();
    expect((await find("90d"))?.report.totals.requests).toBe(2);
  });
});
