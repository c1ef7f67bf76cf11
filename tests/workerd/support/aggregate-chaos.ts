import {
  abortAllDurableObjects,
  evictAllDurableObjects,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { toHour } from "../../../lib/traffic/domain";
import { toShardName } from "../../../lib/traffic/aggregate/aggregator-object";
import { consumeMessages, type QueueMessage } from "../../../lib/traffic/aggregate/consume";
import { foldDeltas } from "../../../lib/traffic/aggregate/fold";
import { feedPendingChunks } from "../../../lib/traffic/aggregate/pending";
import { drainShards } from "../../../lib/traffic/aggregate/shards";
import type { NewChunk, TrafficEvent } from "../../../lib/traffic/schema";
import { trafficRows } from "./aggregate";
import { recompute } from "./aggregate-traffic";
import { testDeps } from "./deps";
import { Mortal, seededRandom, type Death } from "./aggregate-deaths";

type Strategy = "single-consumer" | "durable-objects";

type Waiting = { id: string; body: NewChunk; attempts: number };

type Consumption = {
  seed: number;
  chunks: NewChunk[];
  strategy: (round: number) => Strategy;
  /** How a consumer's transactions are carried out; a mutant does it otherwise. */
  runBatch?: (
    mortal: Mortal,
    statements: D1PreparedStatement[],
    sql: string,
  ) => Promise<D1Result[]>;
};

/** By these names calls are recognised: a consumer's commit, a fold, and what a shard is handed. */
export const commitSql = "INSERT INTO aggregation_deltas";

const foldSql = "DELETE FROM aggregation_deltas";

const acceptName = "accept";

/** The same seed makes the same traffic and deaths. */
export const seed = Number(env.CHAOS_SEED);

/** How often something died: a run without deaths proves nothing. */
export const deaths = { consumer: 0, fold: 0, object: 0 };

/** Delivers everything at least once, two consumers and two folds at a time, until the queue is empty. */
export async function consumeAll({ seed, chunks, strategy, runBatch }: Consumption): Promise<void> {
  const random = seededRandom(seed);
  const pick = (most: number) => Math.floor(random() * most);
  let queue: Waiting[] = chunks.map((body) => ({
    id: `${body.isolate}:${body.seq}`,
    body,
    attempts: 1,
  }));
  for (let round = 0; queue.length > 0; round++) {
    if (round > 1000) throw new Error("The queue does not become empty");
    const chosen = strategy(round);
    const takeBatch = () => {
      const batch: Waiting[] = [];
      for (let size = 1 + pick(10); size > 0 && queue.length > 0; size--) {
        const at = pick(queue.length);
        batch.push(...queue.splice(at, 1));
      }
      return batch;
    };
    const first = takeBatch();
    const second = takeBatch();
    const twice = [...first, ...second].filter(() => random() < 0.05);
    for (const waiting of twice) {
      // To both at once, or again when it has been acknowledged already.
      if (random() < 0.5) queue.push(waiting);
      else (first.includes(waiting) ? second : first).push(waiting);
    }
    const left = await Promise.all([
      deliver(first, chosen, toDeath(random, chosen, runBatch !== undefined), runBatch),
      deliver(second, chosen, toDeath(random, chosen, runBatch !== undefined), runBatch),
      ...(random() < 0.5 ? [fold(random), fold(random)] : []),
    ]);
    queue = [...queue, ...left.flat()];
    if (chosen === "durable-objects") await harmObjects(random);
  }
  await drainShards(testDeps());
  await feedPendingChunks(testDeps());
  while ((await foldDeltas(testDeps())).folded > 0);
}

/** Some processes are quick, some sleep between what they read and what they write. */
function toPauses(): () => number {
  const mostMs = Math.random() < 0.5 ? 0 : 30;
  return () => Math.random() * mostMs;
}

/** 15 % before the commit, 15 % after it. */
function toDeath(random: () => number, strategy: Strategy, isSplit: boolean): Death | null {
  const chance = random();
  if (chance >= 0.3) return null;
  if (isSplit) return { sql: "between two statements", nth: 1, when: "after" };
  return {
    sql: strategy === "single-consumer" ? commitSql : acceptName,
    nth: 1,
    when: chance < 0.15 ? "before" : "after",
  };
}

/** One invocation of the consumer, as an isolate of its own; answers the messages that come again. */
async function deliver(
  batch: Waiting[],
  strategy: Strategy,
  death: Death | null,
  runBatch: Consumption["runBatch"],
): Promise<Waiting[]> {
  const mortal = new Mortal(death, () => (deaths.consumer += 1), toPauses());
  const deps = testDeps({ variables: { AGGREGATION: strategy } });
  const acknowledged = new Set<Waiting>();
  const messages = batch.map((waiting): QueueMessage => ({
    ...waiting,
    ack: () => void (mortal.isDead || acknowledged.add(waiting)),
    retry: () => undefined,
  }));
  await consumeMessages(
    {
      ...deps,
      traffic: mortal.database(
        env.TRAFFIC_DB,
        runBatch && ((statements, sql) => runBatch(mortal, statements, sql)),
      ),
      bindings: { ...deps.bindings, AGGREGATOR_DO: mortalObjects(mortal) },
    },
    messages,
  );
  return batch
    .filter((waiting) => !acknowledged.has(waiting))
    .map((waiting) => ({ ...waiting, attempts: waiting.attempts + 1 }));
}

async function fold(random: () => number): Promise<Waiting[]> {
  const chance = random();
  const when = chance < 0.15 ? "before" : "after";
  const mortal = new Mortal(
    chance < 0.3 ? { sql: foldSql, nth: 1, when } : null,
    () => (deaths.fold += 1),
    toPauses(),
  );
  await foldDeltas({ ...testDeps(), traffic: mortal.database(env.TRAFFIC_DB) }).catch(() => null);
  return [];
}

/** The shards as a mortal consumer reaches them. */
function mortalObjects(mortal: Mortal): DurableObjectNamespace {
  const get = (id: DurableObjectId) => {
    const stub = env.AGGREGATOR_DO.get(id) as unknown as {
      accept: (batch: unknown) => Promise<unknown>;
    };
    return { accept: (batch: unknown) => mortal.around(acceptName, () => stub.accept(batch)) };
  };
  const idFromName = (name: string) => env.AGGREGATOR_DO.idFromName(name);
  return { get, idFromName } as unknown as DurableObjectNamespace;
}

/** Objects die around their commits to D1, are evicted, or restarted without warning. */
async function harmObjects(random: () => number): Promise<void> {
  const chance = random();
  if (chance < 0.15) await evictAllDurableObjects();
  else if (chance < 0.3) await abortAllDurableObjects();
  else if (chance < 0.7) {
    const when = chance < 0.5 ? "before" : "after";
    const mortal = new Mortal({ sql: commitSql, nth: 1, when }, () => (deaths.object += 1));
    const shard = env.AGGREGATOR_DO.get(
      env.AGGREGATOR_DO.idFromName(toShardName(Math.floor(random() * 4))),
    );
    await runInDurableObject(shard, async (instance: object) => {
      const TRAFFIC_DB = mortal.database(env.TRAFFIC_DB);
      Object.defineProperty(instance, "env", { value: { ...env, TRAFFIC_DB } });
      await (instance as { drain: () => Promise<unknown> }).drain().catch(() => null);
    });
    if (mortal.isDead) await abortAllDurableObjects();
  }
}

/** Holds every statistic against a recomputation from the 20,000 events. */
export async function expectExactSums(chunks: NewChunk[]): Promise<void> {
  const events = chunks.flatMap((chunk): TrafficEvent[] => chunk.events);
  const columns =
    "requests, errors, server_errors, time_sum_us, hex(latency) AS latency, hex(visitors) AS visitors";
  expect(
    await trafficRows(`SELECT hour_bucket AS key, ${columns} FROM totals_hourly ORDER BY key`),
  ).toEqual(recompute(events, (event) => toHour(event.timestamp)));
  expect(
    await trafficRows(
      `SELECT hour_bucket || ' ' || path AS key, ${columns} FROM path_stats_hourly ORDER BY key`,
    ),
  ).toEqual(recompute(events, (event) => `${toHour(event.timestamp)} ${event.route}`));
  expect(await trafficRows("SELECT COUNT(*) AS events FROM traffic_events")).toEqual([
    { events: 20_000 },
  ]);
  expect(
    await trafficRows(
      `SELECT SUM(c.value ->> 'count') AS counted FROM telemetry_minutes, json_each(body, '$.counters') AS c
       WHERE c.value ->> 'name' = 'test.event'`,
    ),
  ).toEqual([{ counted: 20_000 }]);
  expect(
    await trafficRows(
      `SELECT SUM(upto_total) AS arrived, COUNT(gap_since) AS gaps FROM traffic_isolates
       WHERE isolate LIKE 'isolate-%'`,
    ),
  ).toEqual([{ arrived: 20_000, gaps: 0 }]);
}
