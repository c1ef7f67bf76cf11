import { prepareDeadLetters } from "./dead-letters";
import { readBatch, writeBatch, type TrafficDeps } from "./run";
import type { TrafficEvent } from "../../schema";

export type PendingRow = { id: string; body: string; attempts: number };

/** Chunks whose turn has come, the most overdue first. */
export async function listDue(deps: TrafficDeps, limit: number): Promise<PendingRow[]> {
  const [rows = []] = await readBatch(deps, "reading pending chunks", [
    deps.traffic
      .prepare(
        "SELECT id, body, attempts FROM pending_chunks WHERE next_at <= ?1 ORDER BY next_at LIMIT ?2",
      )
      .bind(deps.now(), limit),
  ]);
  return rows as PendingRow[];
}

export type Settlement = {
  done: string[];
  later: { id: string; nextAt: number }[];
  dead: { id: string; reason: string; body: string }[];
};

/** Deletes what is done, puts off what is not, and turns into dead letters what will never be; all or nothing. */
export async function settlePending(
  deps: TrafficDeps,
  { done, later, dead }: Settlement,
): Promise<void> {
  const gone = [...done, ...dead.map((letter) => letter.id)];
  await writeBatch(deps, "pending chunks", [
    ...prepareDeadLetters(deps, dead),
    deps.traffic
      .prepare("DELETE FROM pending_chunks WHERE id IN (SELECT value FROM json_each(?1))")
      .bind(JSON.stringify(gone)),
    deps.traffic
      .prepare(
        `UPDATE pending_chunks SET attempts = attempts + 1, next_at = later.at
         FROM (SELECT value ->> 0 AS name, value ->> 1 AS at FROM json_each(?1)) AS later
         WHERE id = later.name`,
      )
      .bind(JSON.stringify(later.map(({ id, nextAt }) => [id, nextAt]))),
  ]);
}

/** Keeps single events for later, each under its own id; a second write changes nothing. */
export async function insertPendingEvents(
  deps: TrafficDeps,
  events: TrafficEvent[],
  nextAt: number,
): Promise<void> {
  const rows = events.map((event) => [`event:${event.id}`, JSON.stringify(event)]);
  await writeBatch(deps, "frozen events", [
    deps.traffic
      .prepare(
        `INSERT OR IGNORE INTO pending_chunks (id, body, events, created_at, attempts, next_at)
         SELECT value ->> 0, value ->> 1, 1, ?2, 0, ?3 FROM json_each(?1)`,
      )
      .bind(JSON.stringify(rows), deps.now(), nextAt),
  ]);
}
