import { env } from "cloudflare:workers";
import type { TrafficEvent } from "../../../lib/traffic/schema";
import { eventColumns, eventValuesSql, toEventValues } from "../../../lib/traffic/event-columns";

/** An event that is like no other with another number; `n` moves its time by as many milliseconds. */
export function numberedEvent(
  day: string,
  n: number,
  fields: Partial<TrafficEvent> = {},
): TrafficEvent {
  const timestamp = Date.parse(`${day}T00:00:00Z`) + n;
  return {
    version: 1,
    id: `${timestamp}-${n.toString(16).padStart(16, "0")}`,
    path: `/secret-path/${n % 1000}`,
    route: `/route/[${n % 60}]`,
    method: n % 5 === 0 ? "POST" : "GET",
    status: n % 50 === 0 ? 500 : 200,
    responseTime: (n % 1000) / 8,
    clientIpHash: `dead${(n % 4096).toString(16).padStart(12, "0")}`,
    country: "DE",
    bot: n % 10 === 0,
    userAgent: `SecretAgent/${n % 7}`,
    weight: 1,
    timestamp,
    ...fields,
  };
}

/** Puts events into the table as rows that were counted; past the aggregation. */
export async function insertRawEvents(events: TrafficEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += 2500) {
    const rows = events.slice(at, at + 2500).map(toEventValues);
    await env.TRAFFIC_DB.prepare(
      `INSERT INTO traffic_events (${eventColumns}) SELECT ${eventValuesSql} FROM json_each(?1)`,
    )
      .bind(JSON.stringify(rows))
      .run();
  }
}
