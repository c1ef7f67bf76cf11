import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { getPipeline } from "../../lib/alerts/service";
import { toShardName, type AggregatorObject } from "../../lib/traffic/aggregate/aggregator-object";
import { TrafficKeys } from "../../lib/cache/keys";
import { createIsolateState } from "../../lib/platform/isolate";
import { isolateCounters, type Counters } from "../../lib/telemetry/counters";
import { clearTraffic, trafficEvent } from "./support/aggregate";
import { testDeps } from "./support/deps";

const now = Date.parse("2026-11-20T12:00:30Z");
const minute = 60_000;

const sql = (query: string, ...values: unknown[]) =>
  env.TRAFFIC_DB.prepare(query)
    .bind(...values)
    .run();

async function counted(ago: number, count: (counters: Counters) => void): Promise<void> {
  const counters = isolateCounters(createIsolateState());
  count(counters);
  const at = Math.floor((now - ago) / minute) * minute;
  await sql("INSERT INTO telemetry_minutes VALUES (?, ?)", at, JSON.stringify(counters.drain()));
}

function deps() {
  const all = testDeps({ now: () => now, variables: { TRAFFIC_DB_LIMIT_MB: "500" } });
  const metrics = async () => ({
    backlogCount: 4,
    backlogBytes: 1,
    oldestMessageTimestamp: new Date(now - 3_000),
  });
  const bindings = { ...all.bindings, TRAFFIC_QUEUE: { metrics } as unknown as Queue };
  return { ...all, traffic: all.traffic, bindings };
}

beforeEach(clearTraffic);

it("shows an untouched pipeline without inventing anything", async () => {
  expect(await getPipeline(testDeps({ now: () => now }))).toMatchObject({
    at: now,
    strategy: "single-consumer",
    heartbeatAt: null,
    heartbeat: "none",
    lagMs: 0,
    queue: { messages: 0, events: 0, oldestAt: null },
    shards: null,
    pending: { chunks: 0, events: 0 },
    unfolded: { commits: 0, events: 0 },
    aggregatedAt: null,
    committedAt: null,
    minutes: [],
    deadLetters: 0,
    lost: { missing: 0, givenUp: 0 },
    sampledOneIn: 1,
    snapshot: { version: 0, publishedAt: null, isBehind: false },
    archives: [],
    analytics: null,
  });
});

it("sets Analytics Engine's count beside its own, and does without when that fails", async () => {
  const variables = { CLOUDFLARE_ACCOUNT_ID: "account", CLOUDFLARE_API_TOKEN: "token" };
  const ask = (answer: () => Promise<Response>) =>
    getPipeline(testDeps({ now: () => now, variables }), answer);
  const data = [{ requests: 12, errors: 3 }];
  expect((await ask(async () => Response.json({ data }))).analytics).toEqual({
    from: Date.parse("2026-11-19T12:00:00Z"),
    to: Date.parse("2026-11-20T12:00:00Z"),
    counted: { requests: 0, errors: 0 },
    analytics: { requests: 12, errors: 3 },
  });
  const failed = await ask(async () => new Response("no", { status: 500 }));
  expect(failed.analytics).toBe("unavailable");
  expect(failed.strategy).toBe("single-consumer");
});

it("counts what waits in shards, and how long it has waited, into the lag", async () => {
  const variables = { AGGREGATION: "durable-objects", AGGREGATOR_SHARDS: "2" };
  const shard = (index: number) =>
    env.AGGREGATOR_DO.get(
      env.AGGREGATOR_DO.idFromName(toShardName(index)),
    ) as unknown as AggregatorObject;
  await shard(0).accept({
    events: [trafficEvent(now - 40_000, 1), trafficEvent(now - 70_000, 2)],
    chunks: [],
  });
  await shard(1).accept({ events: [trafficEvent(now - 50_000, 3)], chunks: [] });
  const pipeline = await getPipeline(testDeps({ now: () => now, variables }));
  expect([pipeline.shards, pipeline.lagMs]).toEqual([
    { events: 3, oldestAt: now - 70_000 },
    70_000,
  ]);
  const unbound = testDeps({ now: () => now, variables });
  const bindings = { ...unbound.bindings, AGGREGATOR_DO: undefined };
  const without = { ...unbound, traffic: unbound.traffic, bindings };
  expect(await getPipeline(without)).toMatchObject({ shards: "unavailable", lagMs: 0 });
  for (const index of [0, 1]) await shard(index).drain();
});

it("shows what waits, what was done, what it took and what is left of the plan", async () => {
  await env.PATHS_KV.put(TrafficKeys.heartbeat, String(now - 20_000));
  await env.PATHS_KV.put(TrafficKeys.sampling, JSON.stringify({ ratio: 0.2, since: now }));
  await sql(
    `UPDATE aggregation_state SET revision = 9, aggregated_at = ?1, committed_at = ?1,
     snapshot_version = 3, snapshot_revision = 8, snapshot_at = ?2`,
    now - 1_000,
    now - 61_000,
  );
  await sql(
    "INSERT INTO pending_chunks (id, body, events, created_at, next_at) VALUES ('a:1', '{}', 7, ?1, ?1)",
    now - 5_000,
  );
  await sql("INSERT INTO aggregation_deltas VALUES (1, '{}', 2, 5, ?)", now - 4_000);
  await sql("INSERT INTO dead_letters VALUES ('m', 'tries', '{\"events\":[1,2,3]}', 1, NULL, 0)");
  await sql("INSERT INTO traffic_isolates VALUES ('i', 4, 40, '[[6,70,10]]', 2, 1, 1)");
  for (const [date, state, error] of [
    ["2026-11-16", "done", null],
    ["2026-11-17", "uploading", "R2 is down"],
  ]) {
    await sql(
      `INSERT INTO archives (date, state, format, record_count, bytes, error, requested_at, updated_at)
       VALUES (?, ?, 'jsonl.gz', 10, 400, ?, 0, 5)`,
      date,
      state,
      error,
    );
  }
  await counted(90 * minute, (counters) => counters.count("traffic.event", {}, 1_000));
  await counted(5 * minute, (counters) => {
    counters.count("traffic.event", {}, 500);
    counters.count("traffic.message", {}, 10);
    counters.count("traffic.queued", {}, 10);
    counters.count("cache.hit", { family: "role", tier: "redis" }, 9);
    counters.count("cache.miss", { family: "role", tier: "redis" });
    counters.count("cache.breaker_open");
  });
  await counted(2 * minute, (counters) => {
    counters.count("traffic.request", {}, 600);
    counters.count("traffic.event", {}, 100);
    counters.count("traffic.message", {}, 2);
    counters.count("traffic.queued", {}, 2);
    counters.count("traffic.retry", { reason: "failed" });
    counters.count("ticket.issued", { store: "kv" }, 3);
    counters.time("kv.read", 10, { store: "paths" });
    counters.time("kv.read", 20, { store: "paths" });
    counters.time("ticket.store", 5, { store: "kv", call: "put" });
  });
  const pipeline = await getPipeline(deps());
  expect(pipeline).toMatchObject({
    heartbeatAt: now - 20_000,
    heartbeat: "seen",
    lagMs: 5_000,
    // Fifty events a message in the last hour.
    queue: { messages: 4, events: 200, oldestAt: now - 3_000 },
    pending: { chunks: 1, events: 7 },
    unfolded: { commits: 1, events: 5 },
    revision: 9,
    aggregatedAt: now - 1_000,
    committedAt: now - 1_000,
    minutes: [
      { minute: Date.parse("2026-11-20T11:55:00Z"), events: 500, messages: 10, retries: 0 },
      { minute: Date.parse("2026-11-20T11:58:00Z"), events: 100, messages: 2, retries: 1 },
    ],
    deadLetters: 3,
    lost: { missing: 20, givenUp: 2 },
    sampledOneIn: 5,
    sampledSince: now,
    snapshot: { version: 3, publishedAt: now - 61_000, isBehind: true },
    archives: [
      { date: "2026-11-17", state: "uploading", records: 10, bytes: 400, error: "R2 is down" },
      { date: "2026-11-16", state: "done", records: 10, bytes: 400, error: null },
    ],
    lastHour: {
      events: 600,
      messages: 12,
      retries: 1,
      caches: [{ family: "role", tier: "redis", hits: 9, misses: 1, errors: 0 }],
      tickets: { issued: 3, redeemed: 0, refused: 0, degraded: 0 },
    },
  });
  expect(pipeline.lastHour.storages).toMatchObject([
    { name: "kv.read", labels: { store: "paths" }, count: 2, averageMs: 15, maxMs: 20 },
    { name: "ticket.store", count: 1, averageMs: 5 },
  ]);
  expect(pipeline.budget).toEqual([
    line("requests", 14_400, "counted", 100_000, 333_333),
    line("queue_operations", 24 * 36, "counted", 10_000, 33_333),
    line("kv_reads", 48, "counted", 100_000, 333_333),
    line("kv_writes", 24, "counted", 1_000, 33_333),
    line("d1_rows_written", 31_680, "estimated", 100_000, 1_666_667),
  ]);
  expect(pipeline.database.limitBytes).toBe(500_000_000);
  expect(pipeline.database.bytes).toBeGreaterThan(10_000);
});

function line(
  resource: string,
  perDay: number,
  basis: string,
  freePerDay: number,
  paidPerDay: number,
) {
  return { resource, perDay, basis, freePerDay, paidPerDay };
}
