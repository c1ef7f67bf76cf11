import { beforeEach, describe, expect, it } from "vitest";
import { CacheKeys } from "../../lib/cache/keys";
import type { IsolateState } from "../../lib/platform/isolate";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import {
  countOpenRedisCalls,
  countRedisCalls,
  redisCommand,
  resetRedis,
  setRedisFault,
} from "./support/redis";

const asText = (value: unknown) => String(value);
const truth = (version: number) => async () => ({ version, value: `v${version}` });
const entry = CacheKeys.role("u");

let now = 0;

/** A request of an isolate whose Redis calls may take 40 ms. */
const request = (isolate: IsolateState) =>
  testDeps({
    redis: true,
    isolate,
    now: () => now,
    variables: { REDIS_TIMEOUT_MS: "40" },
  });

/** What a request would answer, by read and load. */
async function answer(isolate: IsolateState, version: number): Promise<string> {
  const deps = request(isolate);
  const cached = await deps.cache.read(entry, asText);
  const { value } = cached ?? (await deps.cache.load(entry, truth(version)));
  await deps.settled();
  return value;
}

const countOf = (isolate: IsolateState, name: string) =>
  request(isolate)
    .counters.snapshot()
    .counters.filter((series) => series.name === name)
    .reduce((sum, series) => sum + series.count, 0);

describe.skipIf(!hasRedis)("when Redis fails", () => {
  beforeEach(async () => {
    now = 1_000_000;
    await resetRedis();
  });

  it.each([{ mode: "down" }, { mode: "hang" }, { mode: "slow", delayMs: 200 }] as const)(
    "($mode) every answer is right, and after three failures nobody asks it for five seconds",
    async (fault) => {
      const site = newIsolate();
      await setRedisFault(fault);
      for (let version = 1; version <= 20; version += 1) {
        expect(await answer(site, version)).toBe(`v${version}`);
      }
      expect(await countRedisCalls()).toBe(3);
      expect(countOf(site, "cache.breaker_open")).toBe(1);
      expect(countOf(site, "cache.hit")).toBe(0);

      now += 4_999;
      expect(await answer(site, 21)).toBe("v21");
      expect(await countRedisCalls()).toBe(3);

      now += 1;
      const answers = await Promise.all([answer(site, 22), answer(site, 22), answer(site, 22)]);
      expect(answers).toEqual(["v22", "v22", "v22"]);
      expect(await countRedisCalls()).toBe(4);
    },
  );

  it("goes back to it when a probe succeeds", async () => {
    const site = newIsolate();
    await setRedisFault({ mode: "down" });
    for (let version = 1; version <= 5; version += 1) await answer(site, version);
    await setRedisFault({ mode: "pass" });
    now += 5_000;
    expect(await answer(site, 6)).toBe("v6");
    expect(await answer(site, 7)).toBe("v6");
  });

  it("says that a replace was not confirmed, and keeps the old value from this isolate", async () => {
    const site = newIsolate();
    await request(site).cache.replace([{ entry, version: 1, value: "v1" }]);
    await setRedisFault({ mode: "down" });
    const writer = request(site);
    expect(await writer.cache.replace([{ entry, version: 2, value: "v2" }])).toBe(false);
    await setRedisFault({ mode: "pass" });
    expect(await redisCommand("GET", entry.key)).toBe('1|"v1"');
    expect(await answer(site, 2)).toBe("v2");
    expect(await redisCommand("GET", entry.key)).toBe('2|"v2"');
  });

  it("confirms a replace that is retried after Redis is back, in every isolate", async () => {
    const [site, other] = [newIsolate(), newIsolate()];
    await request(site).cache.replace([{ entry, version: 1, value: "v1" }]);
    await setRedisFault({ mode: "hang" });
    const change = [{ entry, version: 2, value: "v2" }];
    expect(await request(site).cache.replace(change)).toBe(false);
    await setRedisFault({ mode: "pass" });
    expect(await request(site).cache.replace(change)).toBe(true);
    expect(await answer(other, 0)).toBe("v2");
  });

  it("does no harm when a call that was given up is carried out later", async () => {
    const site = newIsolate();
    await setRedisFault({ mode: "slow", delayMs: 300 });
    const late = request(site);
    expect(await late.cache.replace([{ entry, version: 1, value: "v1" }])).toBe(false);
    await setRedisFault({ mode: "pass" });
    expect(await request(site).cache.replace([{ entry, version: 2, value: "v2" }])).toBe(true);
    expect(await redisCommand("GET", entry.key)).toBe('2|"v2"');
    await expect.poll(countOpenRedisCalls).toBe(0);
    expect(await redisCommand("GET", entry.key)).toBe('2|"v2"');
  });

  it("remembers nothing of a person for the time Redis is away", async () => {
    const site = newIsolate();
    await setRedisFault({ mode: "hang" });
    expect(await answer(site, 1)).toBe("v1");
    expect(await answer(site, 2)).toBe("v2");
  });
});
