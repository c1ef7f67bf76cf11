import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { deliver, type DeliverDeps } from "./deliver";
import type { AlertMessage } from "./message";
import { alertRules, type Alert, type AlertPage, type AlertsQuery, type AlertUnit } from "./schema";
import { acknowledgeRow, listAlertRows, type AlertRow } from "./store/alerts";
import { insertDelivery } from "./store/deliveries";

export { evaluateAlerts } from "./evaluate";
export { getPipeline } from "./pipeline";

type ServiceDeps = Pick<Deps, "traffic" | "now">;

/** A page of alerts, the newest first. */
export async function listAlerts(deps: ServiceDeps, query: AlertsQuery): Promise<AlertPage> {
  const [openedAt, id] = query.cursor?.split("-") ?? [];
  const after = openedAt && id ? { openedAt: Number(openedAt), id } : null;
  const rows = await listAlertRows(deps, query, after);
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  return {
    alerts: rows.map(toAlert),
    nextCursor: last ? `${last.opened_at}-${last.id}` : null,
  };
}

/** Notes that somebody looks after an alert; the first one stays. Throws `not_found`. */
export async function acknowledgeAlert(deps: ServiceDeps, id: string, by: string): Promise<Alert> {
  const row = await acknowledgeRow(deps, id, by, deps.now());
  if (!row) throw new PlazaError("not_found");
  return toAlert(row);
}

/**
 * Sends a message to the webhook at once; when that fails it is repeated like an alert's.
 * Throws `unavailable` where no webhook is configured.
 */
export async function sendTestAlert(
  deps: DeliverDeps,
  request: typeof fetch = fetch,
): Promise<{ id: string; delivered: boolean }> {
  if (!deps.variables.ALERT_WEBHOOK_URL) {
    throw new PlazaError("unavailable", { detail: "ALERT_WEBHOOK_URL is not configured" });
  }
  const [id, now] = [newId(20), deps.now()];
  const detail = "a test of the webhook; nothing is wrong";
  const message: AlertMessage = {
    id,
    state: "test",
    alert: { id, rule: "test", severity: "warning", value: 0, detail, openedAt: now },
    at: now,
  };
  const body = JSON.stringify(message);
  await insertDelivery(deps, { id, alertId: id, body, now });
  const outcome = await deliver(deps, { id, body, attempts: 0, next_at: now }, request);
  return { id, delivered: outcome === "delivered" };
}

function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    rule: row.rule,
    severity: row.severity,
    value: row.value,
    unit: unitOf(row.rule),
    detail: row.detail,
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    closedAt: row.closed_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
  };
}

/** Null for rules that an older version knew. */
function unitOf(rule: string): AlertUnit | null {
  return Object.entries(alertRules).find(([name]) => name === rule)?.[1] ?? null;
}
