import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { CacheKeys } from "../../lib/cache/keys";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { resetRedis } from "./support/redis";
import { createRoom } from "./support/rows";
import { asText, truth } from "./support/cached-values";

beforeEach(async () => {
  if (hasRedis) await resetRedis();
});

describe.each([{ redis: false }, ...(hasRedis ? [{ redis: true }] : [])])(
  "the cache, with Redis: $redis",
  ({ redis }) => {
    it("answers a burst of 200 requests on a cold key with one query", async () => {
      const room = await createRoom({ rev: 7 });
      const entry = CacheKeys.meta(room.id);
      const site = newIsolate();
      let queries = 0;
      const answers = await Promise.all(
        Array.from({ length: 200 }, async () => {
          const { cache } = testDeps({ redis, isolate: site });
          const cached = await cache.read(entry, (value) => Number(value));
          if (cached) return cached;
          return cache.load(entry, async () => {
            queries += 1;
            const statement = env.DB.prepare("select rev from rooms where id = ?1").bind(room.id);
            const rev = (await statement.first<number>("rev")) ?? 0;
            return { version: rev, value: rev };
          });
        }),
      );
      expect(queries).toBe(1);
      expect(new Set(answers.map(({ value }) => value))).toEqual(new Set([7]));
    });

    it("gives what one request loaded to the next ones of the isolate", async () => {
      const site = newIsolate();
      const first = testDeps({ redis, isolate: site });
      expect(await first.cache.read(CacheKeys.role("u"), asText)).toBeNull();
      await first.cache.load(CacheKeys.role("u"), truth(3));
      await first.settled();
      const next = testDeps({ redis, isolate: site });
      expect(await next.cache.read(CacheKeys.role("u"), asText)).toEqual({
        version: 3,
        value: "v3",
      });
    });

    it("shows a request what it wrote, also before Redis knows", async () => {
      const { cache } = testDeps({ redis });
      await cache.load(CacheKeys.role("u"), truth(3));
      const writing = cache.replace([{ entry: CacheKeys.role("u"), version: 4, value: "v4" }]);
      expect((await cache.read(CacheKeys.role("u"), asText))?.version).toBe(4);
      expect(await writing).toBe(true);
      await cache.replace([{ entry: CacheKeys.role("u"), version: 5 }]);
      expect(await cache.read(CacheKeys.role("u"), asText)).toBeNull();
    });

    it("never goes back when a replace comes late or twice", async () => {
      const site = newIsolate();
      const entry = CacheKeys.role("u");
      const write = (version: number, value?: string) =>
        testDeps({ redis, isolate: site }).cache.replace([{ entry, version, value }]);
      const seen = async () =>
        (await testDeps({ redis, isolate: site }).cache.read(entry, asText))?.value;
      await write(5, "v5");
      await write(4, "v4");
      expect(await seen()).toBe("v5");
      await write(4);
      expect(await seen()).toBe("v5");
      await write(5, "v5");
      expect(await seen()).toBe("v5");
      await write(6);
      await write(5, "v5");
      expect(await seen()).toBeUndefined();
    });

    it("takes a value that does not parse for a miss, and replaces it", async () => {
      const site = newIsolate();
      const entry = CacheKeys.role("u");
      const old = testDeps({ redis, isolate: site });
      await old.cache.replace([{ entry, version: 3, value: { shape: "of an earlier release" } }]);
      const deps = testDeps({ redis, isolate: site });
      expect(await deps.cache.read(entry, asText)).toBeNull();
      await deps.cache.load(entry, truth(3));
      await deps.settled();
      const next = testDeps({ redis, isolate: site });
      expect((await next.cache.read(entry, asText))?.value).toBe("v3");
    });

    it("gives a hostile value no power over prototypes", async () => {
      const site = newIsolate();
      const entry = CacheKeys.role("__proto__");
      const value: unknown = JSON.parse('{"__proto__":{"role":"admin"},"constructor":1}');
      await testDeps({ redis, isolate: site }).cache.replace([{ entry, version: 1, value }]);
      const { cache } = testDeps({ redis, isolate: site });
      const read = await cache.read(entry, (json) => json);
      expect(Object.getPrototypeOf(read?.value)).toBe(Object.prototype);
      expect(Reflect.get({}, "role")).toBeUndefined();
    });

    it("treats a page older than what the room is known to have reached as no answer", async () => {
      const site = newIsolate();
      const page = CacheKeys.messages("room", 10);
      const reader = testDeps({ redis, isolate: site });
      await reader.cache.load(page, truth(7));
      await reader.settled();
      const writer = testDeps({ redis, isolate: site });
      await writer.cache.replace([{ entry: CacheKeys.meta("room"), version: 8, value: "v8" }]);
      const next = testDeps({ redis, isolate: site });
      expect(await next.cache.read(page, asText)).toBeNull();
      expect((await next.cache.load(page, truth(8), { atLeast: 8 })).version).toBe(8);
    });

    it("does not keep what took more than ten seconds to read", async () => {
      let now = 1_000_000;
      const site = newIsolate();
      const entry = CacheKeys.role("u");
      const slow = testDeps({ redis, isolate: site, now: () => now });
      await slow.cache.load(entry, async () => {
        now += 10_001;
        return { version: 3, value: "v3" };
      });
      await slow.settled();
      const next = testDeps({ redis, isolate: site, now: () => now });
      expect(await next.cache.read(entry, asText)).toBeNull();
    });

    it("passes an error of the truth on, and asks again next time", async () => {
      const site = newIsolate();
      const entry = CacheKeys.role("u");
      const failing = testDeps({ redis, isolate: site }).cache.load(entry, () =>
        Promise.reject(new Error("D1 is down")),
      );
      await expect(failing).rejects.toThrow("D1 is down");
      const { cache } = testDeps({ redis, isolate: site });
      expect((await cache.load(entry, truth(1))).version).toBe(1);
    });
  },
);

describe("without Redis", () => {
  it("keeps what it knows of a person for five seconds at most, from when the read began", async () => {
    let now = 1_000_000;
    const site = newIsolate();
    const request = () => testDeps({ isolate: site, now: () => now }).cache;
    for (const entry of [
      CacheKeys.role("u"),
      CacheKeys.partner("u"),
      CacheKeys.member("room", "u"),
    ]) {
      const began = now;
      await request().load(entry, async () => {
        now += 2_000;
        return { version: 1, value: "v1" };
      });
      now = began + 4_400;
      expect((await request().read(entry, asText))?.version).toBe(1);
      now = began + 5_000;
      expect(await request().read(entry, asText)).toBeNull();
    }
  });

  it("keeps a room's numbers for a second and a page for three", async () => {
    let now = 1_000_000;
    const site = newIsolate();
    const request = () => testDeps({ isolate: site, now: () => now }).cache;
    await request().load(CacheKeys.meta("room"), truth(1));
    await request().load(CacheKeys.messages("room", 10), truth(1));
    now += 899;
    expect(await request().read(CacheKeys.meta("room"), asText)).not.toBeNull();
    now += 101;
    expect(await request().read(CacheKeys.meta("room"), asText)).toBeNull();
    expect(await request().read(CacheKeys.messages("room", 10), asText)).not.toBeNull();
    now += 2_000;
    expect(await request().read(CacheKeys.messages("room", 10), asText)).toBeNull();
  });
});
