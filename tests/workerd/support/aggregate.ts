import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { TrafficEvent } from "../../../lib/traffic/schema";
import { makeEvent } from "./traffic";

const tables = [
  "traffic_events",
  "pending_chunks",
  "dead_letters",
  "traffic_isolates",
  "archives",
  "archive_parts",
  "aggregation_deltas",
  "path_stats_hourly",
  "path_stats_daily",
  "totals_hourly",
  "totals_daily",
  "traffic_routes",
  "telemetry_minutes",
];

/** TRAFFIC_DB as after its migrations, and PATHS_KV empty. */
export async function clearTraffic(): Promise<void> {
  await env.TRAFFIC_DB.batch([
    ...tables.map((table) => env.TRAFFIC_DB.prepare(`DELETE FROM ${table}`)),
    env.TRAFFIC_DB.prepare(
      `UPDATE aggregation_state SET revision = 0, aggregated_at = 0, committed_at = 0,
         snapshot_version = 0, snapshot_revision = 0, snapshot_at = 0, snapshot_claim = 0,
         snapshot_claimed_at = 0`,
    ),
  ]);
  const { keys } = await env.PATHS_KV.list();
  await Promise.all(keys.map(({ name }) => env.PATHS_KV.delete(name)));
}

/** An event with the id's end made of `name`, so that the same name and time are the same event. */
export function trafficEvent(
  timestamp: number,
  name: number,
  fields: Partial<TrafficEvent> = {},
): TrafficEvent {
  const id = `${timestamp}-${name.toString(16).padStart(16, "0")}`;
  const route = "/api/chat/rooms";
  return makeEvent(timestamp, { id, path: route, route, ...fields });
}

/** Rows of a query on TRAFFIC_DB. */
export async function trafficRows(sql: string, ...values: unknown[]) {
  const { results } = await env.TRAFFIC_DB.prepare(sql)
    .bind(...values)
    .all<Record<string, unknown>>();
  return results;
}

/** When the events of the consumer's tests happen. */
export const noon = Date.parse("2026-11-20T12:00:00Z");

/** The ids of the raw events that were counted. */
export const countedIds = async () =>
  (await trafficRows("SELECT id FROM traffic_events ORDER BY id")).map((row) => row.id);

/** The ids of events of noon by their names. */
export const idsOf = (...names: number[]) => names.map((name) => trafficEvent(noon, name).id);

/** Nothing counted, no heartbeat, and a quiet log. */
export async function beginConsuming(): Promise<void> {
  vi.restoreAllMocks();
  for (const level of ["log", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  await clearTraffic();
  await env.PATHS_KV.delete("aggregator:heartbeat");
}
