import { toDay } from "./domain";
import type { TrafficEvent } from "./schema";

/** The columns of `traffic_events`, in the order of `toEventValues`. */
export const eventColumns = `event_date, id, timestamp, path, route, method, status, response_time, client_ip_hash,
  country, bot, user_agent, weight`;

/** Reads the values of `toEventValues` back out of a `json_each`, in their order. */
export const eventValuesSql = Array.from({ length: 13 }, (_, at) => `value ->> ${at}`).join(", ");

/** An event as a row of `traffic_events`. */
export function toEventValues(event: TrafficEvent): (string | number | null)[] {
  return [
    toDay(event.timestamp),
    event.id,
    event.timestamp,
    event.path,
    event.route,
    event.method,
    event.status,
    event.responseTime,
    event.clientIpHash,
    event.country,
    event.bot ? 1 : 0,
    event.userAgent ?? null,
    event.weight,
  ];
}
