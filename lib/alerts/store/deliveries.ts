import { z } from "zod";
import type { Deps } from "../../platform/deps";

type StoreDeps = Pick<Deps, "traffic">;

const deliveryRow = z.object({
  id: z.string(),
  body: z.string(),
  attempts: z.number(),
  next_at: z.number(),
});
export type Delivery = z.infer<typeof deliveryRow>;

/** When something that was given up comes again: the end of the year 9999. */
const never = 253_402_300_799_000;

export async function insertDelivery(
  { traffic }: StoreDeps,
  { id, alertId, body, now }: { id: string; alertId: string; body: string; now: number },
): Promise<void> {
  await traffic
    .prepare(
      `INSERT OR IGNORE INTO alert_deliveries (id, alert_id, body, next_at, created_at)
       VALUES (?1, ?2, ?3, ?4, ?4)`,
    )
    .bind(id, alertId, body, now)
    .run();
}

const owedRow = z.object({ waiting: z.number(), nextAt: z.number().nullable() });

/** What the webhook is owed still: found by the index, since what is delivered or given up stands at `never`. */
export async function countOwed({ traffic }: StoreDeps): Promise<z.infer<typeof owedRow>> {
  const row = await traffic
    .prepare(
      `SELECT COUNT(*) AS waiting, MIN(next_at) AS nextAt FROM alert_deliveries
       WHERE next_at < ?1 AND delivered_at IS NULL`,
    )
    .bind(never)
    .first();
  return owedRow.parse(row);
}

/** Oldest first. */
export async function listDueDeliveries(
  { traffic }: StoreDeps,
  now: number,
  limit: number,
): Promise<Delivery[]> {
  const { results } = await traffic
    .prepare(
      `SELECT id, body, attempts, next_at FROM alert_deliveries
       WHERE next_at <= ?1 AND delivered_at IS NULL ORDER BY next_at, created_at LIMIT ?2`,
    )
    .bind(now, limit)
    .all();
  return deliveryRow.array().parse(results);
}

/** Takes a delivery for one attempt and says when the next one is; false when another cron has taken it. */
export async function takeDelivery(
  { traffic }: StoreDeps,
  { id, next_at: seen }: Delivery,
  nextAt: number,
): Promise<boolean> {
  const { meta } = await traffic
    .prepare(
      `UPDATE alert_deliveries SET attempts = attempts + 1, next_at = ?3
       WHERE id = ?1 AND next_at = ?2 AND delivered_at IS NULL`,
    )
    .bind(id, seen, nextAt)
    .run();
  return meta.changes === 1;
}

export async function markDelivered(
  { traffic }: StoreDeps,
  id: string,
  now: number,
): Promise<void> {
  await traffic
    .prepare("UPDATE alert_deliveries SET delivered_at = ?2, next_at = ?3 WHERE id = ?1")
    .bind(id, now, never)
    .run();
}

/** Gives up what is older; answers how many those were, each once. */
export async function giveUpDeliveries({ traffic }: StoreDeps, before: number): Promise<number> {
  const { meta } = await traffic
    .prepare(
      `UPDATE alert_deliveries SET next_at = ?2
       WHERE created_at <= ?1 AND delivered_at IS NULL AND next_at < ?2`,
    )
    .bind(before, never)
    .run();
  return meta.changes;
}

/** Removes what was delivered or given up before. */
export async function removeOldDeliveries({ traffic }: StoreDeps, before: number): Promise<void> {
  await traffic
    .prepare(
      `DELETE FROM alert_deliveries WHERE id IN
         (SELECT id FROM alert_deliveries WHERE created_at < ?1 AND next_at = ?2 LIMIT 1000)`,
    )
    .bind(before, never)
    .run();
}
