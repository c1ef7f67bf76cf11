import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { forgetOldLimits, takeFromLimit } from "../../lib/limit/take";
import { PlazaError } from "../../lib/http/problem";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { redisCommand, resetRedis, setRedisFault } from "./support/redis";

const threePerMinute = { limit: 3, windowSeconds: 60 };

/** `"ok"`, or the seconds to wait. */
async function attempt(deps: Parameters<typeof takeFromLimit>[0], key: string) {
  try {
    await takeFromLimit(deps, key, threePerMinute);
    return "ok";
  } catch (error) {
    if (!(error instanceof PlazaError) || error.code !== "rate_limited") throw error;
    return error.options.retryAfterSeconds;
  }
}

const countOf = (key: string) =>
  env.DB.prepare("select count from rate_limits where key = ?1").bind(key).first<number>("count");

beforeEach(async () => {
  await env.DB.prepare("delete from rate_limits").run();
  if (hasRedis) await resetRedis();
});

describe("without Redis", () => {
  it("counts in D1 across isolates, and a window starts with its first action", async () => {
    expect(await attempt(testDeps({ now: () => 1_000_000 }), "k")).toBe("ok");
    expect(await attempt(testDeps({ now: () => 1_010_000 }), "k")).toBe("ok");
    expect(await attempt(testDeps({ now: () => 1_020_000 }), "k")).toBe("ok");
    expect(await attempt(testDeps({ now: () => 1_030_000 }), "k")).toBe(30);
    expect(await attempt(testDeps({ now: () => 1_059_999 }), "k")).toBe(1);
    expect(await attempt(testDeps({ now: () => 1_030_000 }), "other")).toBe("ok");
    expect(await attempt(testDeps({ now: () => 1_060_000 }), "k")).toBe("ok");
    expect(await countOf("k")).toBe(1);
  });

  it("lets exactly three of twenty at once through", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => attempt(testDeps({ now: () => 5_000 }), "k")),
    );
    expect(answers.filter((answer) => answer === "ok")).toHaveLength(3);
    expect(answers.filter((answer) => answer === 60)).toHaveLength(17);
  });

  it("costs one query, and stops writing once a window is full", async () => {
    const deps = testDeps({ now: () => 5_000 });
    await attempt(deps, "k");
    await deps.settled();
    expect((await countOf("k")) ?? 0).toBe(1);
    const next = testDeps({ now: () => 5_000, isolate: deps.isolate });
    await attempt(next, "k");
    expect(next.cost.d1Queries).toBe(1);
    for (let index = 0; index < 10; index += 1) await attempt(next, "k");
    expect(await countOf("k")).toBe(4);
  });

  it("forgets counters after an hour, once in a while and on demand", async () => {
    const site = newIsolate();
    const hour = 3_600_000;
    await attempt(testDeps({ now: () => 2 * hour }), "old");
    const busy = testDeps({ now: () => 3 * hour, isolate: site });
    await attempt(busy, "new");
    await busy.settled();
    expect(await countOf("old")).toBeNull();
    expect(await countOf("new")).toBe(1);
    await forgetOldLimits(testDeps({ now: () => 4 * hour - 1 }));
    expect(await countOf("new")).toBe(1);
    await forgetOldLimits(testDeps({ now: () => 4 * hour }));
    expect(await countOf("new")).toBeNull();
  });
});

describe.skipIf(!hasRedis)("with Redis", () => {
  it("counts there in one round trip and asks D1 nothing", async () => {
    const answers = [];
    const all = Array.from({ length: 5 }, () => testDeps({ redis: true }));
    for (const deps of all) answers.push(await attempt(deps, "limit:k"));
    expect(answers.slice(0, 3)).toEqual(["ok", "ok", "ok"]);
    expect(answers[3]).toBeGreaterThanOrEqual(59);
    expect(answers[3]).toBeLessThanOrEqual(60);
    expect(all[0]?.cost).toEqual({ d1Queries: 0, redisRoundTrips: 1 });
    const leftMs = Number(await redisCommand("PTTL", "limit:k"));
    expect(leftMs).toBeGreaterThan(50_000);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  });

  it("starts anew when the window has ended", async () => {
    for (let index = 0; index < 4; index += 1) await attempt(testDeps({ redis: true }), "limit:k");
    await redisCommand("DEL", "limit:k");
    expect(await attempt(testDeps({ redis: true }), "limit:k")).toBe("ok");
  });

  it("gives a counter that lost its expiry a new one", async () => {
    await redisCommand("SET", "limit:k", 9);
    expect(await attempt(testDeps({ redis: true }), "limit:k")).toBe(60);
    expect(Number(await redisCommand("PTTL", "limit:k"))).toBeGreaterThan(50_000);
  });

  it.each([{ mode: "down" }, { mode: "hang" }] as const)(
    "goes on counting in D1 when Redis is $mode",
    async (fault) => {
      await setRedisFault(fault);
      const site = newIsolate();
      const answers = [];
      for (let index = 0; index < 5; index += 1) {
        const deps = testDeps({
          redis: true,
          isolate: site,
          now: () => 9_000,
          variables: { REDIS_TIMEOUT_MS: "30" },
        });
        answers.push(await attempt(deps, "limit:k"));
      }
      expect(answers).toEqual(["ok", "ok", "ok", 60, 60]);
    },
  );
});
