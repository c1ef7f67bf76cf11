import { z } from "zod";
import type { Deps } from "../../platform/deps";
import type { AlertsQuery, Severity } from "../schema";

type StoreDeps = Pick<Deps, "traffic">;

const alertRow = z.object({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(["warning", "critical"]),
  value: z.number(),
  detail: z.string(),
  opened_at: z.number(),
  updated_at: z.number(),
  closed_at: z.number().nullable(),
  acknowledged_at: z.number().nullable(),
  acknowledged_by: z.string().nullable(),
});
export type AlertRow = z.infer<typeof alertRow>;

/** What alerts about lost events have told so far; `open`: the one that still tells. */
export type LossHistory = { told: number; open: { value: number; updatedAt: number } | null };

/** The open alerts, one a rule at most, and what the last closed one about losses told. */
export async function readOpenAlerts({
  traffic,
}: StoreDeps): Promise<{ open: AlertRow[]; told: number }> {
  const [open, told] = await traffic.batch<Record<string, unknown>>([
    traffic.prepare("SELECT * FROM alerts WHERE closed_at IS NULL"),
    traffic.prepare(
      `SELECT value FROM alerts WHERE rule = 'events_lost' AND closed_at IS NOT NULL
       ORDER BY closed_at DESC LIMIT 1`,
    ),
  ]);
  return {
    open: alertRow.array().parse(open?.results ?? []),
    told: z.number().parse(told?.results[0]?.["value"] ?? 0),
  };
}

/** A call of the webhook that a change of an alert owes; null where there is no webhook. */
export type Owed = { id: string; body: string } | null;

export type Opening = {
  id: string;
  rule: string;
  severity: Severity;
  value: number;
  detail: string;
  now: number;
};

/** Opens an alert unless its rule has an open one, and owes its delivery, in one transaction. False: there was one. */
export async function openAlert(
  { traffic }: StoreDeps,
  { id, rule, severity, value, detail, now }: Opening,
  owed: Owed,
): Promise<boolean> {
  const opening = traffic
    .prepare(
      `INSERT INTO alerts (id, rule, severity, value, detail, opened_at, updated_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?6
       WHERE NOT EXISTS (SELECT 1 FROM alerts WHERE rule = ?2 AND closed_at IS NULL)`,
    )
    .bind(id, rule, severity, value, detail, now);
  return changeAndOwe(traffic, opening, { alertId: id, now }, owed);
}

/** Notes what an open alert has become, unless its severity is no longer `seen`: then another cron has done so. */
export async function updateAlert(
  { traffic }: StoreDeps,
  { id, severity: seen }: Pick<AlertRow, "id" | "severity">,
  { severity, value, detail, now }: Omit<Opening, "id" | "rule">,
  owed: Owed,
): Promise<boolean> {
  const update = traffic
    .prepare(
      `UPDATE alerts SET severity = ?2, value = ?3, detail = ?4, updated_at = ?5
       WHERE id = ?1 AND closed_at IS NULL AND severity = ?6
         AND (severity <> ?2 OR value <> ?3 OR detail <> ?4)`,
    )
    .bind(id, severity, value, detail, now, seen);
  return changeAndOwe(traffic, update, { alertId: id, now }, owed);
}

export async function closeAlert(
  { traffic }: StoreDeps,
  id: string,
  now: number,
  owed: Owed,
): Promise<boolean> {
  const closing = traffic
    .prepare(
      "UPDATE alerts SET closed_at = ?2, updated_at = ?2 WHERE id = ?1 AND closed_at IS NULL",
    )
    .bind(id, now);
  return changeAndOwe(traffic, closing, { alertId: id, now }, owed);
}

/** The delivery is owed exactly when the change took place: of two crons at once, only one changes anything. */
async function changeAndOwe(
  traffic: D1Database,
  change: D1PreparedStatement,
  { alertId, now }: { alertId: string; now: number },
  owed: Owed,
): Promise<boolean> {
  const delivery =
    owed &&
    traffic
      .prepare(
        `INSERT INTO alert_deliveries (id, alert_id, body, next_at, created_at)
         SELECT ?1, ?2, ?3, ?4, ?4 WHERE changes() = 1`,
      )
      .bind(owed.id, alertId, owed.body, now);
  const [result] = await traffic.batch(delivery ? [change, delivery] : [change]);
  return (result?.meta.changes ?? 0) > 0;
}

/** What was lost and has come after all: from now on it can be lost anew. */
export async function lowerToldLosses({ traffic }: StoreDeps, total: number): Promise<void> {
  await traffic
    .prepare(
      `UPDATE alerts SET value = ?1 WHERE value > ?1 AND id =
         (SELECT id FROM alerts WHERE rule = 'events_lost' AND closed_at IS NOT NULL
          ORDER BY closed_at DESC LIMIT 1)`,
    )
    .bind(total)
    .run();
}

/** Newest first, after the cursor. */
export async function listAlertRows(
  { traffic }: StoreDeps,
  { state, rule, severity, limit }: AlertsQuery,
  after: { openedAt: number; id: string } | null,
): Promise<AlertRow[]> {
  const { results } = await traffic
    .prepare(
      `SELECT * FROM alerts
       WHERE (?1 = 'all' OR (?1 = 'open') = (closed_at IS NULL))
         AND (opened_at, id) < (?2, ?3)
         AND (?5 IS NULL OR rule = ?5) AND (?6 IS NULL OR severity = ?6)
       ORDER BY opened_at DESC, id DESC LIMIT ?4`,
    )
    .bind(
      state,
      after?.openedAt ?? Number.MAX_SAFE_INTEGER,
      after?.id ?? "",
      limit,
      rule ?? null,
      severity ?? null,
    )
    .all();
  return alertRow.array().parse(results);
}

export async function findAlertRow({ traffic }: StoreDeps, id: string): Promise<AlertRow | null> {
  const row = await traffic.prepare("SELECT * FROM alerts WHERE id = ?1").bind(id).first();
  return row === null ? null : alertRow.parse(row);
}

/** The first acknowledgement stays. Null: there is no such alert. */
export async function acknowledgeRow(
  { traffic }: StoreDeps,
  id: string,
  by: string,
  now: number,
): Promise<AlertRow | null> {
  const row = await traffic
    .prepare(
      `UPDATE alerts SET acknowledged_at = COALESCE(acknowledged_at, ?3),
         acknowledged_by = COALESCE(acknowledged_by, ?2)
       WHERE id = ?1 RETURNING *`,
    )
    .bind(id, by, now)
    .first();
  return row === null ? null : alertRow.parse(row);
}

/** Closed alerts go after a while, but for the last one about losses, which says what has been told. */
export async function removeOldAlerts({ traffic }: StoreDeps, before: number): Promise<void> {
  await traffic
    .prepare(
      `DELETE FROM alerts WHERE id IN
         (SELECT id FROM alerts WHERE closed_at < ?1 AND id IS NOT
           (SELECT id FROM alerts WHERE rule = 'events_lost' AND closed_at IS NOT NULL
            ORDER BY closed_at DESC LIMIT 1)
          LIMIT 1000)`,
    )
    .bind(before)
    .run();
}
