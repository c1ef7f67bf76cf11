import { env } from "cloudflare:workers";
import { inject } from "vitest";
import { evaluateAlerts, listAlerts } from "../../../lib/alerts/service";
import { TrafficKeys } from "../../../lib/cache/keys";
import type { Deps } from "../../../lib/platform/deps";
import { createIsolateState } from "../../../lib/platform/isolate";
import { isolateCounters, type Counters } from "../../../lib/telemetry/counters";
import { testDeps } from "./deps";
import type { ReceivedCall, ReceiverPlan } from "./webhook-receiver";

export const webhook = inject("testWebhook");
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** Noon, in the past: KV refuses what is to expire before its own clock. */
const noon = Date.parse("2026-11-20T12:00:00Z");

/** What the rules look at outside of the database. */
export const world = {
  now: noon,
  /** What the queue answers. */
  queue: idleQueue,
  kv: env.PATHS_KV,
  variables: {} as Record<string, string>,
};

async function idleQueue(): Promise<QueueMetrics> {
  return { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: new Date(0) };
}

const tables = [
  "alerts",
  "alert_deliveries",
  "pending_chunks",
  "aggregation_deltas",
  "archives",
  "traffic_routes",
  "traffic_events",
  "dead_letters",
  "traffic_isolates",
  "totals_hourly",
  "telemetry_minutes",
];

/** Before each test: nothing has happened, and all is well. */
export async function resetWorld(): Promise<void> {
  Object.assign(world, { now: noon, queue: idleQueue, kv: env.PATHS_KV, variables: {} });
  await env.TRAFFIC_DB.batch([
    ...tables.map((table) => env.TRAFFIC_DB.prepare(`DELETE FROM ${table}`)),
    env.TRAFFIC_DB.prepare(
      `UPDATE aggregation_state SET revision = 0, aggregated_at = 0, committed_at = 0,
       snapshot_version = 0, snapshot_revision = 0, snapshot_at = 0`,
    ),
  ]);
  await world.kv.delete(TrafficKeys.heartbeat);
  await world.kv.delete(TrafficKeys.sampling);
  await plan([]);
}

export function deps(): Deps {
  const all = testDeps({ now: () => world.now, variables: world.variables });
  const bindings = {
    ...all.bindings,
    PATHS_KV: world.kv,
    TRAFFIC_QUEUE: { ...all.bindings.TRAFFIC_QUEUE, metrics: () => world.queue() } as Queue,
  };
  // The getter of `traffic` reads the bindings it was made with.
  return { ...all, traffic: all.traffic, bindings };
}

export const evaluate = () => evaluateAlerts(deps());
export const sql = (query: string, ...values: unknown[]) =>
  env.TRAFFIC_DB.prepare(query)
    .bind(...values)
    .run();

export async function openRules(): Promise<Record<string, string>> {
  const { alerts } = await listAlerts(deps(), { state: "open", limit: 100 });
  return Object.fromEntries(alerts.map(({ rule, severity }) => [rule, severity]));
}

export async function plan(answers: ReceiverPlan["answers"]): Promise<void> {
  await fetch(webhook.controlUrl, { method: "PUT", body: JSON.stringify({ answers }) });
}

export async function received(): Promise<ReceivedCall[]> {
  return (await fetch(webhook.controlUrl)).json();
}

/** Counts as isolates do, in the minute `ago` milliseconds before now. */
export async function counted(count: (counters: Counters) => void, ago = minute): Promise<void> {
  const counters = isolateCounters(createIsolateState());
  count(counters);
  const at = Math.floor((world.now - ago) / minute) * minute;
  await sql(
    "INSERT OR REPLACE INTO telemetry_minutes VALUES (?, ?)",
    at,
    JSON.stringify(counters.drain()),
  );
}

export const uncount = () => sql("DELETE FROM telemetry_minutes");
export const waiting = (messages: number, ageMs: number) => {
  const oldestMessageTimestamp = new Date(world.now - ageMs);
  world.queue = async () => ({ backlogCount: messages, backlogBytes: 1, oldestMessageTimestamp });
};
export const pendingChunk = (events: number, ageMs: number) =>
  sql(
    "INSERT INTO pending_chunks (id, body, events, created_at, next_at) VALUES ('a:1', '{}', ?1, ?2, ?2)",
    events,
    world.now - ageMs,
  );
export const delta = (ageMs: number) =>
  sql("INSERT INTO aggregation_deltas VALUES (1, '{}', 2, 5, ?)", world.now - ageMs);
export const event = (date: string) =>
  sql(
    `INSERT INTO traffic_events VALUES (?1, ?1 || '-1', 0, '/', '/', 'GET', 200, 1, NULL, 'XX', 0, NULL, 1)`,
    date,
  );
export const ledger = (date: string, state: string, error: string | null) =>
  sql(
    `INSERT INTO archives (date, state, format, error, requested_at, updated_at)
     VALUES (?1, ?2, 'jsonl.gz', ?3, 0, 0)`,
    date,
    state,
    error,
  );
export const requests = (count: number) =>
  sql(
    "INSERT INTO totals_hourly VALUES ('2026-11-20T11', ?, 0, 0, 0, 0, x'00', NULL, '{}', 1)",
    count,
  );

export function failingKv(): KVNamespace {
  const fail = () => Promise.reject(new Error("KV is down"));
  return { get: fail, put: fail, delete: fail } as unknown as KVNamespace;
}
