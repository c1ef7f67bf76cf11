import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { log } from "../platform/log";
import { writeCapacityPoint } from "../traffic/service";
import { deliverAlerts } from "./deliver";
import { gatherFigures } from "./figures";
import type { AlertMessage } from "./message";
import { rules, type AlertFigures, type Verdict } from "./rules";
import { adjustSampling, readSampling, toOneIn } from "./sampling";
import type { AlertRule } from "./schema";
import {
  closeAlert,
  lowerToldLosses,
  openAlert,
  readOpenAlerts,
  removeOldAlerts,
  updateAlert,
  type AlertRow,
  type Owed,
} from "./store/alerts";
import { removeOldDeliveries } from "./store/deliveries";

const keptMs = 90 * 86_400_000;

export type AlertDeps = Pick<Deps, "traffic" | "bindings" | "variables" | "counters" | "now">;

/**
 * Looks at every rule: opens, changes and closes alerts, tells the webhook, and lets isolates take fewer events when the
 * database is nearly full. Safe to run twice, at once, and again after it died anywhere.
 * @param request for tests; `fetch`
 */
export async function evaluateAlerts(
  deps: AlertDeps,
  request: typeof fetch = fetch,
): Promise<void> {
  const { open, told } = await readOpenAlerts(deps);
  const telling = open.find((row) => row.rule === ("events_lost" satisfies AlertRule));
  const history = {
    told,
    open: telling ? { value: telling.value, updatedAt: telling.updated_at } : null,
  };
  const [gathered, sampled] = await Promise.all([gatherFigures(deps, history), readSampling(deps)]);
  const { bytes, limitBytes } = gathered.database;
  writeCapacityPoint(deps, gathered.database);
  const sampling = await adjustSampling(deps, bytes / limitBytes, sampled);
  const figures: AlertFigures = { ...gathered, sampledOneIn: toOneIn(sampling?.ratio ?? 1) };
  if (!telling && figures.lost.total < told) await lowerToldLosses(deps, figures.lost.total);
  for (const [rule, judge] of Object.entries(rules)) {
    await settle(deps, rule, open.find((row) => row.rule === rule) ?? null, judge(figures));
  }
  await deliverAlerts(deps, request);
  await removeOldAlerts(deps, deps.now() - keptMs);
  await removeOldDeliveries(deps, deps.now() - keptMs);
}

async function settle(
  deps: AlertDeps,
  rule: string,
  open: AlertRow | null,
  verdict: Verdict,
): Promise<void> {
  const now = deps.now();
  switch (verdict.state) {
    case "unknown":
      return;
    case "ok":
      if (!open) return;
      if (await closeAlert(deps, open.id, now, owe(deps, "closed", open))) {
        log("info", "alerts.closed", { rule });
      }
      return;
    case "warning":
    case "critical": {
      const { state: severity, detail } = verdict;
      const value = Math.round(verdict.value);
      const change = { severity, value, detail, now };
      if (open) {
        const isWorse = severity === "critical" && open.severity === "warning";
        const message = { ...open, ...change };
        await updateAlert(deps, open, change, isWorse ? owe(deps, "escalated", message) : null);
        return;
      }
      const opening = { id: newId(20), rule, ...change };
      const message = { ...opening, opened_at: now };
      if (await openAlert(deps, opening, owe(deps, "open", message))) {
        log("warn", "alerts.opened", { rule, severity });
      }
    }
  }
}

/** The call that a change owes; null without a webhook. */
function owe(
  { variables, now }: Pick<AlertDeps, "variables" | "now">,
  state: AlertMessage["state"],
  row: Pick<AlertRow, "id" | "rule" | "severity" | "value" | "detail" | "opened_at">,
): Owed {
  if (!variables.ALERT_WEBHOOK_URL) return null;
  const id = newId(20);
  const { severity, value, detail, rule } = row;
  const alert = { id: row.id, rule, severity, value, detail, openedAt: row.opened_at };
  const message: AlertMessage = { id, state, alert, at: now() };
  return { id, body: JSON.stringify(message) };
}
