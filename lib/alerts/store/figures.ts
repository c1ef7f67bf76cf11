import { z } from "zod";
import type { Deps } from "../../platform/deps";
import { within } from "../../platform/within";

const limitMs = 10_000;
const count = z
  .number()
  .nullable()
  .transform((value) => value ?? 0);

const stateRow = z.object({
  revision: z.number(),
  aggregated_at: z.number(),
  committed_at: z.number(),
  snapshot_version: z.number(),
  snapshot_revision: z.number(),
  snapshot_at: z.number(),
});
const waitingRow = z.object({ rows: count, events: count, oldest: z.number().nullable() });
const archiveRow = z.object({ failed: count, error: z.string().nullable() });
const lossesRow = z.object({ lost: count, missing: count });
const sumRow = z.object({ n: count });

export type StoredFigures = {
  bytes: number;
  state: z.infer<typeof stateRow>;
  pending: z.infer<typeof waitingRow>;
  deltas: z.infer<typeof waitingRow>;
  archive: z.infer<typeof archiveRow>;
  overdueDays: number;
  deadLetters: number;
  losses: z.infer<typeof lossesRow>;
  eventsOfDay: number;
  retries: number;
};

export type Since = {
  /** Days up to this one should have been archived. */
  archivedUpTo: string;
  /** … unless one was finished since then (milliseconds), or nothing had been counted before. */
  archivingSince: number;
  /** Gaps older than this (milliseconds) count as losses; what is younger may still come. */
  gapsBefore: number;
  /** Hour from which events count into `eventsOfDay`. */
  hour: string;
  /** Minute from which retries count. */
  retriesFrom: number;
};

/** What TRAFFIC_DB knows of the pipeline, read in one transaction, and how large it is. */
export async function readStoredFigures(
  { traffic }: Pick<Deps, "traffic">,
  { archivedUpTo, archivingSince, gapsBefore, hour, retriesFrom }: Since,
): Promise<StoredFigures> {
  const results = await within(
    limitMs,
    "D1: figures of the alerts",
    traffic.batch([
      traffic.prepare("SELECT * FROM aggregation_state WHERE id = 1"),
      traffic.prepare(pendingSql),
      traffic.prepare(
        'SELECT COUNT(*) AS "rows", SUM(events) AS events, MIN(created_at) AS oldest FROM aggregation_deltas',
      ),
      traffic.prepare(
        `SELECT COUNT(*) AS failed, MAX(error) AS error FROM archives
         WHERE error IS NOT NULL AND state NOT IN ('done', 'expired')`,
      ),
      traffic.prepare(overdueSql).bind(archivedUpTo, archivingSince),
      traffic.prepare(deadLettersSql),
      traffic.prepare(lossesSql).bind(gapsBefore),
      traffic
        .prepare("SELECT SUM(requests) AS n FROM totals_hourly WHERE hour_bucket >= ?1")
        .bind(hour),
      traffic.prepare(retriesSql).bind(retriesFrom),
    ]),
  );
  const row = <T>(at: number, schema: z.ZodType<T>): T => schema.parse(results[at]?.results[0]);
  return {
    bytes: results[0]?.meta.size_after ?? 0,
    state: row(0, stateRow),
    pending: row(1, waitingRow),
    deltas: row(2, waitingRow),
    archive: row(3, archiveRow),
    overdueDays: row(4, sumRow).n,
    deadLetters: row(5, sumRow).n,
    losses: row(6, lossesRow),
    eventsOfDay: row(7, sumRow).n,
    retries: row(8, sumRow).n,
  };
}

/** Isolates leave chunks without events there as well, to say how far they have come; nothing waits with those. */
const pendingSql = `
SELECT COUNT(*) AS "rows", SUM(events) AS events, MIN(CASE WHEN events > 0 THEN created_at END) AS oldest
FROM pending_chunks`;

/**
 * Jumps from day to day in the primary key: reading every row of an overdue day each minute would cost more than the rest.
 * While the archive finishes one day after another, and where statistics have just begun (with replayed days), none is overdue.
 */
const overdueSql = `
WITH RECURSIVE days(day) AS (
  SELECT MIN(event_date) FROM traffic_events WHERE event_date <= ?1
  UNION ALL
  SELECT (SELECT MIN(event_date) FROM traffic_events WHERE event_date > day AND event_date <= ?1)
  FROM days WHERE day IS NOT NULL LIMIT 100
)
SELECT CASE WHEN EXISTS (SELECT 1 FROM archives WHERE archived_at > ?2)
  OR (SELECT MIN(first_seen_at) FROM traffic_routes) > ?2 THEN 0 ELSE COUNT(*) END AS n FROM (
  SELECT day FROM days
  WHERE day IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM archives WHERE date = day AND state IN ('done', 'expired'))
  UNION
  SELECT date FROM archives WHERE date <= ?1 AND state NOT IN ('done', 'expired')
)`;

/** Events, not letters: a letter may be a whole chunk. */
const deadLettersSql = `
SELECT SUM(CASE
  WHEN json_valid(body) AND json_type(body, '$.events') = 'array' THEN MAX(1, json_array_length(body, '$.events'))
  ELSE 1 END) AS n
FROM (SELECT body FROM dead_letters WHERE replayed_at IS NULL LIMIT 1000)`;

/** What isolates gave up, and what is missing between the chunks that arrived (see drizzle/schema/traffic/events.ts). */
const lossesSql = `
SELECT SUM(lost) AS lost, SUM(CASE WHEN gap_since <= ?1 AND json_array_length(beyond) > 0 THEN MAX(0,
  json_extract(beyond, '$[#-1][1]') - upto_total
  - (SELECT SUM(json_extract(value, '$[2]')) FROM json_each(beyond))) END) AS missing
FROM traffic_isolates`;

const retriesSql = `
SELECT SUM(json_extract(series.value, '$.count')) AS n
FROM telemetry_minutes, json_each(telemetry_minutes.body, '$.counters') AS series
WHERE minute >= ?1 AND json_extract(series.value, '$.name') = 'traffic.retry'`;
