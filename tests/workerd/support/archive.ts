import { env } from "cloudflare:workers";
import type { Deps } from "../../../lib/platform/deps";
import { runArchiveStep } from "../../../lib/traffic/archive/run-step";
import type { TrafficEvent } from "../../../lib/traffic/schema";
import { testDeps } from "./deps";
import { insertRawEvents } from "./traffic-rows";

/** 2026-11-20 03:00 UTC: the 17th has left the raw window an hour ago. */
export const night = Date.UTC(2026, 10, 20, 3);
export const day = "2026-11-17";

const routes = ["/", "/api/chat/rooms/[roomId]/meta", "/api/chat/rooms", "/login"];

/** Event number `index` of a day, the same every time; ids ascend with the index. */
export function makeEvent(index: number, date = day): TrafficEvent {
  const timestamp = Date.parse(`${date}T00:00:00Z`) + Math.floor(index * 0.25);
  const route = routes[index % routes.length] ?? "/";
  const hash = (index * 2654435761) % 2 ** 32;
  const visitor = (index * 40503) % 997;
  return {
    version: 1,
    id: `${timestamp}-${index.toString(16).padStart(8, "0")}${hash.toString(16).padStart(8, "0")}`,
    path: route.replace("[roomId]", `room${index % 50}`),
    route,
    method: index % 10 === 0 ? "POST" : "GET",
    status: index % 25 === 0 ? 404 : 200,
    responseTime: ((index * 7919) % 100_000) / 1000,
    clientIpHash: index % 20 === 0 ? null : visitor.toString(16).padStart(16, "f"),
    country: ["DE", "US", "CN"][index % 3] ?? "XX",
    bot: index % 11 === 0,
    ...(index % 7 === 0 ? {} : { userAgent: `Browser/${visitor % 9}` }),
    weight: 1 + (index % 3),
    timestamp,
  };
}

/** The first `count` events of a day. */
export async function insertDay(count: number, date = day): Promise<void> {
  for (let at = 0; at < count; at += 20_000) {
    const length = Math.min(20_000, count - at);
    await insertRawEvents(Array.from({ length }, (_, index) => makeEvent(at + index, date)));
  }
}

/** Runs steps until nothing is due; fails when that does not come to an end. */
export async function runToEnd(deps: Deps): Promise<number> {
  for (let steps = 0; steps < 200; steps += 1) {
    if (!(await runArchiveStep(deps))) return steps;
  }
  throw new Error("The archive does not come to rest");
}

/** Without the coordinator: it would go to work by itself, and by another clock. */
export function archiveDeps(now = night, variables: Record<string, string> = {}) {
  const deps = testDeps({ now: () => now, variables });
  return { ...deps, bindings: { ...deps.bindings, COORDINATOR_DO: undefined } };
}

export async function clearArchive(): Promise<void> {
  await env.TRAFFIC_DB.batch(
    ["traffic_events", "archives", "archive_parts", "aggregation_deltas"].map((table) =>
      env.TRAFFIC_DB.prepare(`DELETE FROM ${table}`),
    ),
  );
  const { objects } = await env.ARCHIVE_BUCKET.list();
  await env.ARCHIVE_BUCKET.delete(objects.map(({ key }) => key));
  const { keys } = await env.PATHS_KV.list();
  await Promise.all(keys.map(({ name }) => env.PATHS_KV.delete(name)));
}

export async function countRows(date = day): Promise<number> {
  const row = await env.TRAFFIC_DB.prepare(
    "SELECT COUNT(*) AS n FROM traffic_events WHERE event_date = ?1",
  )
    .bind(date)
    .first<{ n: number }>();
  return row?.n ?? -1;
}

export async function ledgerOf(date = day) {
  return env.TRAFFIC_DB.prepare("SELECT * FROM archives WHERE date = ?1")
    .bind(date)
    .first<Record<string, string | number | null>>();
}

export function makeDay(count: number, date = day): TrafficEvent[] {
  return Array.from({ length: count }, (_, index) => makeEvent(index, date));
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
