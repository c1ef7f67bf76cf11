import { env } from "cloudflare:workers";
import type { TrafficEvent } from "../../../lib/traffic/schema";

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
  return {
    version: 1,
    id: `${timestamp}-${name.toString(16).padStart(16, "0")}`,
    path: "/api/chat/rooms",
    route: "/api/chat/rooms",
    method: "GET",
    status: 200,
    responseTime: 10,
    clientIpHash: null,
    country: "DE",
    bot: false,
    weight: 1,
    timestamp,
    ...fields,
  };
}

/** Rows of a query on TRAFFIC_DB. */
export async function trafficRows(sql: string, ...values: unknown[]) {
  const { results } = await env.TRAFFIC_DB.prepare(sql)
    .bind(...values)
    .all<Record<string, unknown>>();
  return results;
}
