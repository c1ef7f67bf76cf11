import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { toShardName, type AggregatorObject } from "../../lib/traffic/aggregate/aggregator-object";
import { consumeMessages } from "../../lib/traffic/aggregate/consume";
import { feedPendingChunks } from "../../lib/traffic/aggregate/pending";
import { Shard } from "../../lib/traffic/aggregate/shard";
import { drainShards } from "../../lib/traffic/aggregate/shards";
import { toDay } from "../../lib/traffic/domain";
import type { TrafficEvent } from "../../lib/traffic/schema";
import { clearTraffic, trafficEvent, trafficRows } from "./support/aggregate";
import { testDeps } from "./support/deps";
import { chunkOf, delivered, failingDatabase } from "./support/queue";

// Objects have the real clock.
const now = Date.now();
const variables = { AGGREGATION: "durable-objects", AGGREGATOR_SHARDS: "4" };
const commitSql = "INSERT INTO aggregation_deltas";

const stubOf = (index: number) =>
  env.AGGREGATOR_DO.get(env.AGGREGATOR_DO.idFromName(toShardName(index)));
const shardOf = (index: number) => stubOf(index) as unknown as AggregatorObject;
const many = (count: number, from = 0, fields: Partial<TrafficEvent> = {}) =>
  Array.from({ length: count }, (_, name) => trafficEvent(now, from + name, fields));
const countEvents = async () =>
  (await trafficRows("SELECT COUNT(*) AS events FROM traffic_events"))[0]?.events;

/** Gives the object another database until it is evicted. */
async function replaceDatabase(index: number, database: D1Database): Promise<void> {
  await runInDurableObject(stubOf(index), (instance: object) => {
    Object.defineProperty(instance, "env", {
      value: { ...env, TRAFFIC_DB: database },
      configurable: true,
    });
  });
}

/** A shard on the storage of an object that nobody else uses, with a database and a refresh of the test's. */
async function withShard(
  name: string,
  work: (shard: Shard, refreshed: () => number) => Promise<void>,
  database: D1Database = env.TRAFFIC_DB,
): Promise<void> {
  const stub = env.AGGREGATOR_DO.get(env.AGGREGATOR_DO.idFromName(name));
  await runInDurableObject(stub, async (_, state) => {
    let refreshed = 0;
    const shard = new Shard({
      storage: state.storage,
      deps: () => ({ ...testDeps(), traffic: database }),
      refresh: async () => {
        refreshed += 1;
        await Promise.resolve();
      },
    });
    await work(shard, () => refreshed);
  });
}

beforeEach(async () => {
  for (const level of ["log", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  await clearTraffic();
});

describe("the shards", () => {
  it("take a batch durably, and commit it by their alarm, also after eviction", async () => {
    const deps = testDeps({ variables });
    const message = delivered("a", chunkOf("isolate-a", 1, many(58)));
    await consumeMessages(deps, [message]);
    expect(message.fate).toBe("acknowledged");
    expect(await countEvents()).toBe(0);
    // Fewer than a hundred events go to one shard.
    await evictDurableObject(stubOf(0));
    expect(await runDurableObjectAlarm(stubOf(0))).toBe(true);
    expect(await countEvents()).toBe(58);
    expect(
      await trafficRows("SELECT COUNT(*) AS deltas FROM aggregation_deltas WHERE events > 0"),
    ).toEqual([{ deltas: 1 }]);
  });

  it("share a large batch, and all give it up when they are drained", async () => {
    const deps = testDeps({ variables });
    const messages = [0, 1, 2, 3].map((index) =>
      delivered(`${index}`, chunkOf(`isolate-${index}`, 1, many(100, index * 100))),
    );
    await consumeMessages(deps, messages);
    expect(new Set(messages.map(({ fate }) => fate))).toEqual(new Set(["acknowledged"]));
    await drainShards(deps);
    expect(await countEvents()).toBe(400);
    expect(
      await trafficRows("SELECT COUNT(*) AS deltas FROM aggregation_deltas WHERE events > 0"),
    ).toEqual([{ deltas: 4 }]);
  });

  it("keep what D1 does not take; a drain then fails, and the next one succeeds", async () => {
    await shardOf(2).accept({ events: many(3), chunks: [] });
    const { database, control } = failingDatabase(env.TRAFFIC_DB, commitSql, []);
    await replaceDatabase(2, database);
    control.isDown = true;
    await expect(drainShards(testDeps())).rejects.toThrow("Shard 2 keeps 1 rows back");
    expect(await countEvents()).toBe(0);
    await evictDurableObject(stubOf(2));
    await drainShards(testDeps());
    expect(await countEvents()).toBe(3);
  });

  it("are not acknowledged for by a consumer that one of them refuses", async () => {
    const deps = testDeps({ variables });
    const refusing = {
      idFromName: (name: string) => name,
      get: (name: string) => ({
        accept: () => Promise.resolve(name === "shard-3" ? "full" : "accepted"),
      }),
    } as unknown as DurableObjectNamespace;
    const messages = [delivered("a", chunkOf("isolate-a", 1, many(1000)))];
    await consumeMessages(
      { ...deps, bindings: { ...deps.bindings, AGGREGATOR_DO: refusing } },
      messages,
    );
    expect(messages[0]?.fate).toBe("retried in 120 s");
  });
});

describe("a shard", () => {
  it("refuses what would make more than 50,000 events wait, and takes nothing of it", async () => {
    await withShard("full", async (shard) => {
      const batch = many(10_000);
      for (let taken = 0; taken < 5; taken++) {
        expect(await shard.accept({ events: batch, chunks: [] })).toBe("accepted");
      }
      expect(await shard.accept({ events: many(1), chunks: [] })).toBe("full");
      expect(await shard.drain()).toEqual({ waiting: 0 });
      expect(await shard.accept({ events: many(1), chunks: [] })).toBe("accepted");
      await shard.drain();
    });
    expect(await countEvents()).toBe(10_000);
  });

  it("refreshes the snapshot after every tenth batch, not after the first", async () => {
    await withShard("tenth", async (shard, refreshed) => {
      const seen: number[] = [];
      for (let batch = 1; batch <= 21; batch++) {
        await shard.accept({ events: [trafficEvent(now, batch)], chunks: [] });
        await shard.alarm();
        seen.push(refreshed());
      }
      expect(seen).toEqual([
        ...Array.from({ length: 9 }, () => 0),
        ...Array.from({ length: 10 }, () => 1),
        2,
        2,
      ]);
    });
  });

  it("does not let a row that D1 never takes hold the others up", async () => {
    // The group's commit fails, then that of the first row; the second row's does not.
    const { database } = failingDatabase(env.TRAFFIC_DB, commitSql, [1, 2]);
    await withShard(
      "poison",
      async (shard) => {
        await shard.accept({ events: [trafficEvent(now, 1)], chunks: [] });
        await shard.accept({ events: [trafficEvent(now, 2)], chunks: [] });
        await shard.alarm();
        expect(await trafficRows("SELECT id FROM traffic_events")).toEqual([
          { id: trafficEvent(now, 2).id },
        ]);
        await shard.alarm();
        expect(await countEvents()).toBe(2);
      },
      database,
    );
  });

  it("leaves a row to people after ten failures while D1 takes other writes", async () => {
    const failures = Array.from({ length: 10 }, (_, index) => index + 1);
    const { database } = failingDatabase(
      env.TRAFFIC_DB,
      commitSql,
      failures.flatMap((n) => [2 * n - 1, 2 * n]),
    );
    await withShard(
      "hopeless",
      async (shard) => {
        await shard.accept({ events: [trafficEvent(now, 1)], chunks: [] });
        for (let tries = 0; tries < 10; tries++) await shard.alarm();
        expect(await shard.drain()).toEqual({ waiting: 0 });
      },
      database,
    );
    expect(await trafficRows("SELECT id, reason FROM dead_letters")).toEqual([
      { id: `event:${trafficEvent(now, 1).id}`, reason: "exhausted" },
    ]);
  });

  it("puts events of a day that is being archived aside, until they can be counted", async () => {
    const today = toDay(now);
    await env.TRAFFIC_DB.prepare(
      "INSERT INTO archives (date, state, format, requested_at, updated_at) VALUES (?1, 'uploading', 'jsonl.gz', 1, 1)",
    )
      .bind(today)
      .run();
    await withShard("frozen", async (shard) => {
      await shard.accept({ events: many(2), chunks: [] });
      expect(await shard.drain()).toEqual({ waiting: 0 });
    });
    expect(await countEvents()).toBe(0);
    const later = testDeps({ now: () => now + 3_600_000 });
    expect(await feedPendingChunks(later)).toEqual({ fed: 0 });
    await env.TRAFFIC_DB.prepare("DELETE FROM archives").run();
    const evenLater = testDeps({ now: () => now + 7_200_000 });
    expect(await feedPendingChunks(evenLater)).toEqual({ fed: 2 });
    expect(await countEvents()).toBe(2);
  });
});
