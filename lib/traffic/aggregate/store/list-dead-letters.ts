import { z } from "zod";
import { readBatch, type TrafficDeps } from "./run";

const previewCharacters = 400;

const summaryRow = z.object({
  letters: z.number(),
  events: z.number().nullable(),
  refusedAgain: z.number(),
});
const underWayRow = z.object({ n: z.number() });
const letterRow = z.object({
  id: z.string(),
  reason: z.string(),
  receivedAt: z.number(),
  refusals: z.number(),
  events: z.number(),
  bytes: z.number(),
  head: z.string(),
});

type StoredLetters = {
  waiting: { letters: number; events: number };
  underWay: number;
  refusedAgain: number;
  rows: z.infer<typeof letterRow>[];
};

/** A letter may be a whole chunk. */
const eventsOfBody = `CASE
  WHEN json_valid(body) AND json_type(body, '$.events') = 'array' THEN MAX(1, json_array_length(body, '$.events'))
  ELSE 1 END`;

/** The letters that wait, newest first behind `after`, and figures of all; read in one transaction. */
export async function readDeadLetters(
  deps: TrafficDeps,
  {
    limit,
    after,
    since,
  }: { limit: number; after: { receivedAt: number; id: string } | null; since: number },
): Promise<StoredLetters> {
  const { traffic } = deps;
  const [summary = [], underWay = [], letters = []] = await readBatch(deps, "dead letters", [
    // Bodies are long: beyond so many, events are not counted but letters are.
    traffic
      .prepare(
        `SELECT COUNT(*) AS letters,
           COUNT(CASE WHEN refusals > 0 AND received_at >= ?1 THEN 1 END) AS refusedAgain,
           (SELECT SUM(${eventsOfBody}) FROM
             (SELECT body FROM dead_letters WHERE replayed_at IS NULL LIMIT 1000)) AS events
         FROM dead_letters WHERE replayed_at IS NULL`,
      )
      .bind(since),
    traffic.prepare(
      `SELECT COUNT(*) AS n FROM pending_chunks JOIN dead_letters USING (id)
       WHERE replayed_at IS NOT NULL`,
    ),
    // Inside, bodies are not touched: they are long.
    traffic
      .prepare(
        `SELECT id, reason, received_at AS receivedAt, refusals, ${eventsOfBody} AS events,
           length(CAST(body AS BLOB)) AS bytes, substr(body, 1, ${previewCharacters}) AS head
         FROM dead_letters WHERE id IN (
           SELECT id FROM dead_letters
           WHERE replayed_at IS NULL AND (?1 IS NULL OR (received_at, id) < (?1, ?2))
           ORDER BY received_at DESC, id DESC LIMIT ?3)
         ORDER BY received_at DESC, id DESC`,
      )
      .bind(after?.receivedAt ?? null, after?.id ?? null, limit),
  ]);
  const { letters: count, events, refusedAgain } = summaryRow.parse(summary[0]);
  return {
    waiting: { letters: count, events: events ?? 0 },
    underWay: underWayRow.parse(underWay[0]).n,
    refusedAgain,
    rows: letterRow.array().parse(letters),
  };
}
