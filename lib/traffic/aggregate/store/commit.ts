import { toDay } from "../../domain";
import { eventColumns, eventValuesSql, toEventValues } from "../../event-columns";
import type { TrafficEvent } from "../../schema";
import type { LedgerRow } from "../day-rule";
import { readBatch, writeBatch, type TrafficDeps } from "./run";

/** Which of these events are counted already, and what the ledger says of their days: as of one moment. */
export async function readSeen(
  deps: TrafficDeps,
  events: TrafficEvent[],
): Promise<{ seenIds: Set<string>; ledger: Map<string, LedgerRow> }> {
  const keys = JSON.stringify(events.map((event) => [toDay(event.timestamp), event.id]));
  const [seen = [], ledger = []] = await readBatch(deps, "looking up events", [
    deps.traffic
      .prepare(
        `SELECT e.id FROM json_each(?1) AS k
         CROSS JOIN traffic_events AS e ON e.event_date = k.value ->> 0 AND e.id = k.value ->> 1`,
      )
      .bind(keys),
    deps.traffic
      .prepare(
        `SELECT date, state, parts FROM archives
         WHERE date IN (SELECT DISTINCT value ->> 0 FROM json_each(?1))`,
      )
      .bind(keys),
  ]);
  const rows = ledger as LedgerRow[];
  return {
    seenIds: new Set(seen.map((row) => String(row.id))),
    ledger: new Map(rows.map((row) => [row.date, row])),
  };
}

/** The parts that a day's archive must still have; null: the day must still have no ledger row. */
export type Guard = [date: string, parts: number | null];

/**
 * Marks events as seen and records their effect, or does neither. Fails with a constraint failure when an event is there
 * already, or the ledger differs from `guards`: then everything is to be read anew.
 */
export async function writeCommit(
  deps: TrafficDeps,
  { events, delta, guards }: { events: TrafficEvent[]; delta: string; guards: Guard[] },
): Promise<void> {
  const insertDelta = deps.traffic
    .prepare(
      `INSERT INTO aggregation_deltas (body, bytes, events, created_at)
       SELECT CASE WHEN NOT EXISTS (
         SELECT 1 FROM json_each(?4) AS g LEFT JOIN archives AS a ON a.date = g.value ->> 0
         WHERE a.parts IS NOT g.value ->> 1 OR (a.date IS NOT NULL AND a.state <> 'done')
       ) THEN ?1 END, length(?1), ?2, ?3`,
    )
    .bind(delta, events.length, deps.now(), JSON.stringify(guards));
  const insertEvents = deps.traffic
    .prepare(
      `INSERT INTO traffic_events (${eventColumns}) SELECT ${eventValuesSql} FROM json_each(?1)`,
    )
    .bind(JSON.stringify(events.map(toEventValues)));
  await writeBatch(deps, "commit", events.length > 0 ? [insertEvents, insertDelta] : [insertDelta]);
}
