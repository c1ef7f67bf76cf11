import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { CacheKeys } from "../../lib/cache/keys";
import type { CacheMemory } from "../../lib/cache/memory";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { redisCommand, resetRedis } from "./support/redis";
import { asText, truth } from "./support/cached-values";

beforeEach(async () => {
  if (hasRedis) await resetRedis();
});

describe.skipIf(!hasRedis)("with Redis", () => {
  it("reads session, membership, meta and page in one round trip, and again in none", async () => {
    const entries = [
      CacheKeys.role("u"),
      CacheKeys.partner("u"),
      CacheKeys.member("room", "u"),
      CacheKeys.meta("room"),
      CacheKeys.messages("room", 10),
    ];
    const filler = testDeps({ redis: true });
    await filler.cache.replace(entries.map((entry) => ({ entry, version: 1, value: "v1" })));
    expect(filler.cost).toEqual({ d1Queries: 0, redisRoundTrips: 1 });

    const deps = testDeps({ redis: true });
    const first = await Promise.all(entries.map((entry) => deps.cache.read(entry, asText)));
    expect(first.map((hit) => hit?.value)).toEqual(["v1", "v1", "v1", "v1", "v1"]);
    for (const entry of entries) await deps.cache.read(entry, asText);
    expect(deps.cost).toEqual({ d1Queries: 0, redisRoundTrips: 1 });
  });

  it("keeps nothing about persons or members in memory, and a room's numbers for 250 ms", async () => {
    let now = 1_000_000;
    const site = newIsolate();
    const request = () => testDeps({ redis: true, isolate: site, now: () => now });
    const persons = [
      CacheKeys.role("u"),
      CacheKeys.partner("u"),
      CacheKeys.member("room", "u"),
      CacheKeys.messages("room", 10),
    ];
    const meta = CacheKeys.meta("room");
    for (const entry of [...persons, meta]) {
      const loader = request();
      await loader.cache.load(entry, truth(1));
      await loader.settled();
      await request().cache.read(entry, asText);
      await request().cache.replace([{ entry, version: 1, value: "v1" }]);
    }
    const memory = site<CacheMemory | null>("cache.memory", () => null);
    expect(persons.map((entry) => memory?.get(entry.key, now))).toEqual([null, null, null, null]);
    expect(memory?.get(meta.key, now)?.version).toBe(1);

    const poll = request();
    await poll.cache.read(meta, asText);
    expect(poll.cost.redisRoundTrips).toBe(0);
    now += 250;
    const later = request();
    await later.cache.read(meta, asText);
    expect(later.cost.redisRoundTrips).toBe(1);
  });

  it("never stays behind another isolate for longer than those 250 ms", async () => {
    let now = 1_000_000;
    const [one, other] = [newIsolate(), newIsolate()];
    const on = (isolate: typeof one) => testDeps({ redis: true, isolate, now: () => now }).cache;
    const meta = CacheKeys.meta("room");
    await on(one).replace([{ entry: meta, version: 1, value: "v1" }]);
    await on(other).replace([{ entry: meta, version: 2, value: "v2" }]);
    now += 250;
    expect((await on(one).read(meta, asText))?.version).toBe(2);
  });

  it("gives keys at most their TTL, and a tenth less at least", async () => {
    const ttls = [
      [CacheKeys.meta("room"), 1_000],
      [CacheKeys.messages("room", 10), 3_000],
      [CacheKeys.role("u"), 1_800_000],
      [CacheKeys.partner("u"), 300_000],
      [CacheKeys.member("room", "u"), 300_000],
    ] as const;
    for (const [entry, ttlMs] of ttls) {
      const deps = testDeps({ redis: true });
      await deps.cache.replace([{ entry, version: 1, value: "v1" }]);
      const left = Number(await redisCommand("PTTL", entry.key));
      expect(left).toBeLessThanOrEqual(ttlMs);
      expect(left).toBeGreaterThan(ttlMs * 0.9 - 500);
      expect(await redisCommand("GET", entry.key)).toBe('1|"v1"');
    }
    const floor = Number(await redisCommand("PTTL", CacheKeys.meta("room").floorKey));
    expect(floor).toBeGreaterThan(55_000);
    expect(floor).toBeLessThanOrEqual(60_000);
  });

  it("refuses a late fill after a drop, and a newer value that stands after its floor ended", async () => {
    const entry = CacheKeys.role("u");
    const fillLate = async (meanwhile: () => Promise<unknown>) => {
      const reader = testDeps({ redis: true });
      await reader.cache.load(entry, async () => {
        await meanwhile();
        return { version: 1, value: "v1" };
      });
      await reader.settled();
      return redisCommand("GET", entry.key);
    };
    const write = (version: number, value?: string) => () =>
      testDeps({ redis: true }).cache.replace([{ entry, version, value }]);
    expect(await fillLate(write(2))).toBeNull();
    expect(await fillLate(write(3, "v3"))).toBe('3|"v3"');
    expect(await fillLate(() => redisCommand("DEL", entry.floorKey))).toBe('3|"v3"');
  });

  it("refuses a late fill when the value expired meanwhile, as long as the floor stands", async () => {
    const entry = CacheKeys.role("u");
    const reader = testDeps({ redis: true });
    await reader.cache.load(entry, async () => {
      await testDeps({ redis: true }).cache.replace([{ entry, version: 2, value: "v2" }]);
      await redisCommand("DEL", entry.key);
      return { version: 1, value: "v1" };
    });
    await reader.settled();
    expect(await redisCommand("GET", entry.key)).toBeNull();
  });

  it("refuses a late fill when Redis lost its memory, floors included, since the reader looked", async () => {
    const entry = CacheKeys.role("u");
    const warm = testDeps({ redis: true });
    await warm.cache.load(CacheKeys.role("somebody"), truth(1));
    await warm.settled();
    const reader = testDeps({ redis: true });
    await reader.cache.load(entry, async () => {
      await testDeps({ redis: true }).cache.replace([{ entry, version: 2, value: "v2" }]);
      await redisCommand("FLUSHALL");
      return { version: 1, value: "v1" };
    });
    await reader.settled();
    expect(await redisCommand("GET", entry.key)).toBeNull();
  });

  it("does not let rubbish that stands in Redis block or answer", async () => {
    const entry = CacheKeys.role("u");
    await redisCommand("SET", entry.key, "rubbish");
    await redisCommand("SET", entry.floorKey, "rubbish");
    const deps = testDeps({ redis: true });
    expect(await deps.cache.read(entry, asText)).toBeNull();
    await deps.cache.load(entry, truth(2));
    await deps.settled();
    expect(await redisCommand("GET", entry.key)).toBe('2|"v2"');
  });

  it("counts hits, misses and times by family and tier", async () => {
    const site = newIsolate();
    const request = () => testDeps({ redis: true, isolate: site });
    await request().cache.read(CacheKeys.meta("room"), asText);
    await request().cache.replace([{ entry: CacheKeys.meta("room"), version: 1, value: "v1" }]);
    await request().cache.read(CacheKeys.meta("room"), asText);
    await request().cache.replace([{ entry: CacheKeys.role("u"), version: 1, value: "v1" }]);
    const reader = request();
    await reader.cache.read(CacheKeys.role("u"), asText);
    await reader.cache.read(CacheKeys.role("u"), asText);
    const { counters, timers } = reader.counters.snapshot();
    const meta = { family: "meta" };
    expect(counters).toEqual([
      { name: "cache.hit", labels: { ...meta, tier: "memory" }, count: 1 },
      { name: "cache.hit", labels: { family: "role", tier: "redis" }, count: 1 },
      { name: "cache.miss", labels: { ...meta, tier: "memory" }, count: 1 },
      { name: "cache.miss", labels: { ...meta, tier: "redis" }, count: 1 },
    ]);
    expect(timers.map(({ name, labels, count }) => ({ name, ...labels, count }))).toEqual([
      { name: "cache.read", family: "meta", tier: "redis", count: 1 },
      { name: "cache.read", family: "role", tier: "redis", count: 1 },
      { name: "cache.write", family: "meta", tier: "redis", count: 1 },
      { name: "cache.write", family: "role", tier: "redis", count: 1 },
    ]);
  });

  it("never shows either of two isolates an older version, in random sequences", async () => {
    const site = fc.nat(1);
    const event = fc.oneof(
      fc.record({ does: fc.constant("replace" as const), site }),
      fc.record({ does: fc.constant("drop" as const), site }),
      fc.record({ does: fc.constant("retry" as const), site, back: fc.nat(3) }),
      fc.record({ does: fc.constant("fill" as const), site, back: fc.nat(3) }),
      fc.record({ does: fc.constant("expire" as const), site }),
    );
    const events = fc.array(event, { minLength: 5, maxLength: 20 });
    let person = 0;
    await fc.assert(
      fc.asyncProperty(events, async (sequence) => {
        person += 1;
        const entry = CacheKeys.role(`u${person}`);
        const sites = [newIsolate(), newIsolate()];
        const on = (index: number) => testDeps({ redis: true, isolate: sites[index] });
        let newest = 1;
        for (const { does, site: index, ...rest } of sequence) {
          const old = Math.max(1, newest - ("back" in rest ? rest.back : 0));
          const deps = on(index);
          if (does === "replace") {
            newest += 1;
            await deps.cache.replace([{ entry, version: newest, value: `v${newest}` }]);
          }
          if (does === "drop") {
            newest += 1;
            await deps.cache.replace([{ entry, version: newest }]);
          }
          if (does === "retry") {
            await deps.cache.replace([{ entry, version: old, value: `v${old}` }]);
          }
          if (does === "fill") await deps.cache.load(entry, truth(old));
          if (does === "expire") await redisCommand("DEL", entry.key);
          await deps.settled();
          for (const each of [0, 1]) {
            const seen = await on(each).cache.read(entry, asText);
            if (seen) expect(seen).toEqual({ version: newest, value: `v${newest}` });
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
