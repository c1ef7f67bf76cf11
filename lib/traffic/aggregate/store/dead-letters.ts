import { toJsonSlices, writeBatch, type TrafficDeps } from "./run";

/** Keeps what nobody could process. What is kept already is kept as it is; one that was replayed has come back. */
export async function insertDeadLetters(
  deps: TrafficDeps,
  letters: { id: string; reason: string; body: string }[],
): Promise<void> {
  await writeBatch(deps, "dead letters", prepareDeadLetters(deps, letters));
}

export function prepareDeadLetters(
  { traffic, now }: TrafficDeps,
  letters: { id: string; reason: string; body: string }[],
): D1PreparedStatement[] {
  const rows = letters.map(({ id, reason, body }) => [id, reason, body]);
  return toJsonSlices(rows).map((slice) =>
    traffic
      .prepare(
        `INSERT INTO dead_letters (id, reason, body, received_at, replayed_at)
         SELECT value ->> 0, value ->> 1, value ->> 2, ?2, NULL FROM json_each(?1) WHERE true
         ON CONFLICT (id) DO UPDATE SET replayed_at = NULL, refusals = refusals + 1,
           received_at = excluded.received_at WHERE replayed_at IS NOT NULL`,
      )
      .bind(slice, now()),
  );
}

/**
 * Puts dead letters into `pending_chunks` under their own ids, from where they go through the aggregation again: all that
 * wait, oldest first, or those named. One transaction.
 * @returns how many
 */
export async function moveToPending(
  deps: TrafficDeps,
  { ids, limit }: { ids: string[] | null; limit: number },
): Promise<number> {
  const { traffic, now } = deps;
  const chosen = `SELECT id FROM dead_letters
    WHERE replayed_at IS NULL AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1)))
    ORDER BY received_at, id LIMIT ?2`;
  const bound = [ids && JSON.stringify(ids), limit, now()];
  const [, moved = []] = await writeBatch(deps, "replay", [
    traffic
      .prepare(
        `INSERT OR IGNORE INTO pending_chunks (id, body, events, created_at, attempts, next_at)
         SELECT id, body, COALESCE(
           CASE WHEN json_valid(body) THEN json_array_length(body, '$.events') END, 1), ?3, 0, ?3
         FROM dead_letters WHERE id IN (${chosen})`,
      )
      .bind(...bound),
    traffic
      .prepare(`UPDATE dead_letters SET replayed_at = ?3 WHERE id IN (${chosen}) RETURNING id`)
      .bind(...bound),
  ]);
  return moved.length;
}
