import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { clearTraffic, trafficRows } from "./support/aggregate";
import { believableChunks, recompute } from "./support/aggregate-traffic";
import { commitSql, consumeAll, deaths, expectExactSums, seed } from "./support/aggregate-chaos";

// The objects have the real clock, so the events are of today.
const startAt = Date.now();

const makeTraffic = (seed: number, events = 20_000) =>
  believableChunks({
    seed,
    events,
    routes: 60,
    isolates: 10,
    from: startAt - 3 * 3_600_000,
    spanMs: 2.5 * 3_600_000,
  });

beforeEach(async () => {
  Object.assign(deaths, { consumer: 0, fold: 0, object: 0 });
  await clearTraffic();
  // Thousands of lines about failures that are meant to be.
  for (const level of ["log", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
});

describe("20,000 events through deaths, repetitions and regroupings", () => {
  it("are counted once each by the single consumer", async () => {
    const chunks = makeTraffic(seed);
    await consumeAll({ seed, chunks, strategy: () => "single-consumer" });
    await expectExactSums(chunks);
    expect(deaths.consumer).toBeGreaterThan(20);
    expect(deaths.fold).toBeGreaterThan(0);
  });

  it("are counted once each through durable objects that are killed and evicted", async () => {
    const chunks = makeTraffic(seed + 1);
    await consumeAll({ seed: seed + 1, chunks, strategy: () => "durable-objects" });
    await expectExactSums(chunks);
    expect(deaths.consumer).toBeGreaterThan(20);
    expect(deaths.object).toBeGreaterThan(5);
  });

  it("are counted once each while the strategy is switched to and fro", async () => {
    const chunks = makeTraffic(seed + 2);
    await consumeAll({
      seed: seed + 2,
      chunks,
      strategy: (round) =>
        Math.floor(round / 3) % 2 === 0 ? "single-consumer" : "durable-objects",
    });
    await expectExactSums(chunks);
    expect(deaths.consumer).toBeGreaterThan(20);
    expect(deaths.object).toBeGreaterThan(1);
  });

  it("are counted wrongly when the commit is two transactions", async () => {
    const chunks = makeTraffic(seed + 3, 6000);
    await consumeAll({
      seed: seed + 3,
      chunks,
      strategy: () => "single-consumer",
      runBatch: async (mortal, statements, sql) => {
        if (!sql.includes(commitSql)) return env.TRAFFIC_DB.batch(statements);
        const results: D1Result[] = [];
        for (const statement of statements) {
          results.push(await mortal.around("between two statements", () => statement.run()));
        }
        return results;
      },
    });
    const [sum] = await trafficRows("SELECT SUM(requests) AS requests FROM totals_hourly");
    const expected = recompute(
      chunks.flatMap((chunk) => chunk.events),
      () => "all",
    );
    expect(sum?.requests).not.toBe(expected[0]?.requests);
  });
});
