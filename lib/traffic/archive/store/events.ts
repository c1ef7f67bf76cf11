import type { Deps } from "../../../platform/deps";
import { eventColumns, eventValuesSql, toEventValues } from "../../event-columns";
import type { TrafficEvent } from "../../schema";
import { guardValues, ledgerGuard, type LedgerRow } from "./ledger";
import { timed } from "./timed";

/** Raw events of a day, as the archive reads, deletes and restores them. */

type EventRow = {
  id: string;
  timestamp: number;
  path: string;
  route: string;
  method: string;
  status: number;
  responseTime: number;
  clientIpHash: string | null;
  country: string;
  bot: number;
  userAgent: string | null;
  weight: number;
};

const columns = `id, timestamp, path, route, method, status, response_time AS responseTime,
  client_ip_hash AS clientIpHash, country, bot, user_agent AS userAgent, weight`;

/** Up to `limit` events of a day after `afterId`, by id. */
export async function readEventPage(
  deps: Deps,
  date: string,
  afterId: string,
  limit: number,
): Promise<TrafficEvent[]> {
  const { results } = await timed(
    deps.traffic
      .prepare(
        `SELECT ${columns} FROM traffic_events WHERE event_date = ?1 AND id > ?2 ORDER BY id LIMIT ?3`,
      )
      .bind(date, afterId, limit)
      .all<EventRow>(),
  );
  return results.map(toEvent);
}

/** Up to `limit` ids of a day after `afterId`, ascending. */
export async function readIdPage(
  deps: Deps,
  date: string,
  afterId: string,
  limit: number,
): Promise<string[]> {
  const { results } = await timed(
    deps.traffic
      .prepare(
        "SELECT id FROM traffic_events WHERE event_date = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
      )
      .bind(date, afterId, limit)
      .all<{ id: string }>(),
  );
  return results.map(({ id }) => id);
}

export async function countEvents(deps: Deps, date: string): Promise<number> {
  const row = await timed(
    deps.traffic
      .prepare("SELECT COUNT(*) AS n FROM traffic_events WHERE event_date = ?1")
      .bind(date)
      .first<{ n: number }>(),
  );
  return row?.n ?? 0;
}

export async function hasEvents(deps: Deps, date: string): Promise<boolean> {
  const row = await timed(
    deps.traffic
      .prepare("SELECT 1 AS n FROM traffic_events WHERE event_date = ?1 LIMIT 1")
      .bind(date)
      .first<{ n: number }>(),
  );
  return row !== null;
}

/** Days up to `newest` that have raw events, oldest first; one seek a day, whatever their sizes. */
export async function listDays(deps: Deps, newest: string): Promise<string[]> {
  const { results } = await timed(
    deps.traffic
      .prepare(
        `WITH RECURSIVE days(day) AS (
         SELECT (SELECT MIN(event_date) FROM traffic_events)
         UNION ALL
         SELECT (SELECT MIN(event_date) FROM traffic_events WHERE event_date > day) FROM days
         WHERE day IS NOT NULL AND day <= ?1
       )
       SELECT day FROM days WHERE day IS NOT NULL AND day <= ?1 LIMIT 100`,
      )
      .bind(newest)
      .all<{ day: string }>(),
  );
  return results.map(({ day }) => day);
}

/**
 * Deletes up to `limit` events of a day, while its ledger row is still `row`. The condition stands in the same
 * statement: a worker that was overtaken deletes nothing.
 * @returns how many went
 */
export async function deleteEvents(deps: Deps, row: LedgerRow, limit: number): Promise<number> {
  const { meta } = await timed(
    deps.traffic
      .prepare(
        `DELETE FROM traffic_events WHERE event_date = ?1 AND ${ledgerGuard}
         AND id IN (SELECT id FROM traffic_events WHERE event_date = ?1 ORDER BY id LIMIT ?6)`,
      )
      .bind(...guardValues(row), limit)
      .run(),
  );
  return meta.changes;
}

/** Deletes these events of a day, while its ledger row is still `row`. */
export async function deleteEventsById(deps: Deps, row: LedgerRow, ids: string[]): Promise<number> {
  const { meta } = await timed(
    deps.traffic
      .prepare(
        `DELETE FROM traffic_events WHERE event_date = ?1 AND ${ledgerGuard}
         AND id IN (SELECT value FROM json_each(?6))`,
      )
      .bind(...guardValues(row), JSON.stringify(ids))
      .run(),
  );
  return meta.changes;
}

/** Puts events of a day back, while its ledger row is still `row`; those that are there stay as they are. */
export async function restoreEvents(
  deps: Deps,
  row: LedgerRow,
  events: TrafficEvent[],
): Promise<void> {
  await timed(
    deps.traffic
      .prepare(
        `INSERT OR IGNORE INTO traffic_events (${eventColumns})
         SELECT ${eventValuesSql} FROM json_each(?6) WHERE ${ledgerGuard}`,
      )
      .bind(...guardValues(row), JSON.stringify(events.map(toEventValues)))
      .run(),
  );
}

/** Field by field, in the order that compresses best (measured): what belongs to a route, and to a visitor, side by side. */
function toEvent(row: EventRow): TrafficEvent {
  return {
    id: row.id,
    timestamp: row.timestamp,
    route: row.route,
    version: 1,
    weight: row.weight,
    path: row.path,
    method: row.method,
    status: row.status,
    responseTime: row.responseTime,
    clientIpHash: row.clientIpHash,
    country: row.country,
    bot: row.bot === 1,
    ...(row.userAgent === null ? {} : { userAgent: row.userAgent }),
  };
}
