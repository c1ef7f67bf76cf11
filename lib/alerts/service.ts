import { recordAction } from "../audit/service";
import { findNames } from "../auth/service";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { deliver, type DeliverDeps } from "./deliver";
import { parseWebhook, type AlertMessage } from "./message";
import {
  alertRules,
  type Alert,
  type AlertPage,
  type AlertsQuery,
  type AlertUnit,
  type Webhook,
} from "./schema";
import { acknowledgeRow, findAlertRow, listAlertRows, type AlertRow } from "./store/alerts";
import { countOwed, insertDelivery } from "./store/deliveries";

export { evaluateAlerts } from "./evaluate";
export { getPipeline } from "./pipeline/get-pipeline";

type ServiceDeps = Pick<Deps, "traffic" | "db" | "now">;

/** Who acts; null is a program with the operator's token. */
type Actor = { id: string } | null;

/** A page of alerts, the newest first. */
export async function listAlerts(deps: ServiceDeps, query: AlertsQuery): Promise<AlertPage> {
  const [openedAt, id] = query.cursor?.split("-") ?? [];
  const after = openedAt && id ? { openedAt: Number(openedAt), id } : null;
  const rows = await listAlertRows(deps, query, after);
  const names = await findCarers(deps, rows);
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  return {
    alerts: rows.map((row) => toAlert(row, names)),
    nextCursor: last ? `${last.opened_at}-${last.id}` : null,
  };
}

/**
 * Notes that somebody looks after an alert, and writes it down before; the first one stays, and whoever comes later
 * changes nothing. Throws `not_found`.
 */
export async function acknowledgeAlert(
  deps: ServiceDeps,
  id: string,
  actor: Actor,
): Promise<Alert> {
  const known = await findAlertRow(deps, id);
  if (!known) throw new PlazaError("not_found");
  if (known.acknowledged_at !== null) return toAlert(known, await findCarers(deps, [known]));
  const { rule, severity } = known;
  await recordAction(deps, actor, {
    action: "alert.acknowledge",
    targetId: id,
    detail: { rule, severity },
  });
  const row = await acknowledgeRow(deps, id, actor?.id ?? operator, deps.now());
  if (!row) throw new PlazaError("not_found");
  return toAlert(row, await findCarers(deps, [row]));
}

/** How the webhook is set up and what it is owed; never its whole address. */
export async function getWebhook(deps: Pick<Deps, "traffic" | "variables">): Promise<Webhook> {
  const { ALERT_WEBHOOK_URL: address } = deps.variables;
  if (!address) return { state: "missing", host: null, waiting: 0, nextAt: null };
  const owed = await countOwed(deps);
  try {
    const { url, isSlack } = parseWebhook(address);
    return { state: isSlack ? "slack" : "json", host: url.host, ...owed };
  } catch {
    // Not an address, or not https: every delivery fails and is tried again.
    return { state: "invalid", host: null, ...owed };
  }
}

/**
 * Sends a message to the webhook at once, which is written down before; when that fails it is repeated like an alert's.
 * Throws `unavailable` where no webhook is configured.
 */
export async function sendTestAlert(
  deps: DeliverDeps & Pick<Deps, "db">,
  actor: Actor,
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
  await recordAction(deps, actor, { action: "alert.test", targetId: id });
  await insertDelivery(deps, { id, alertId: id, body, now });
  const outcome = await deliver(deps, { id, body, attempts: 0, next_at: now }, request);
  return { id, delivered: outcome === "delivered" };
}

/** In `acknowledged_by`: a program with the operator's token. */
const operator = "operator";

/** The names of who looks after these alerts; people are in the other database: one query for all. */
async function findCarers(
  { db }: Pick<Deps, "db">,
  rows: AlertRow[],
): Promise<ReadonlyMap<string, string>> {
  return findNames(
    db,
    rows.flatMap(({ acknowledged_by: id }) => (id && id !== operator ? [id] : [])),
  );
}

function toAlert(row: AlertRow, names: ReadonlyMap<string, string>): Alert {
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
    acknowledgedByName: names.get(row.acknowledged_by ?? "") || null,
  };
}

/** Null for rules that an older version knew. */
function unitOf(rule: string): AlertUnit | null {
  return Object.entries(alertRules).find(([name]) => name === rule)?.[1] ?? null;
}
