import {
  alertFiltersSchema,
  type Alert,
  type AlertFilters,
  type AlertRule,
  type Severity,
} from "./schema";

/** An alert is raised above this, never at it; `share`: of what the rule holds its value against, as a fraction. */
export type AlertLimit = { over: number; of: "value" | "share" };

const minuteMs = 60_000;
const value = (over: number): AlertLimit => ({ over, of: "value" });
const share = (over: number): AlertLimit => ({ over, of: "share" });
const any = value(0);

/** When a rule warns and when it is critical, in the unit of its value; null: never. */
export const alertLimits: Record<AlertRule, Record<Severity, AlertLimit | null>> = {
  heartbeat: { warning: null, critical: value(3 * minuteMs) },
  backlog: { warning: value(10_000), critical: value(50_000) },
  lag: { warning: value(5 * minuteMs), critical: value(10 * minuteMs) },
  snapshot: { warning: value(10 * minuteMs), critical: null },
  database_size: { warning: share(0.8), critical: share(0.95) },
  archive: { warning: any, critical: value(1) },
  kv_write_latency: { warning: value(200), critical: null },
  kv_read_latency: { warning: value(100), critical: null },
  ticket_redemption: { warning: share(0.05), critical: share(0.2) },
  ticket_fallback: { warning: any, critical: null },
  dead_letters: { warning: any, critical: share(0.01) },
  events_lost: { warning: any, critical: share(0.01) },
  database_writes: { warning: any, critical: share(0.01) },
  fallback_answers: { warning: any, critical: share(0.01) },
};

/** Above which value a rule speaks at a severity; Infinity: never. */
export function toThreshold(rule: AlertRule, severity: Severity): number {
  return alertLimits[rule][severity]?.over ?? Infinity;
}

/** What `/admin/alerts` is asked to show. What does not parse is as if it were not there. */
export function readAlertFilters(search: URLSearchParams): AlertFilters {
  return alertFiltersSchema.parse(Object.fromEntries(search));
}

/** The same as an address carries it, `""` for everything. */
export function toAlertSearch({ state, rule, severity }: AlertFilters): string {
  const search = new URLSearchParams();
  if (state !== "all") search.set("state", state);
  if (rule) search.set("rule", rule);
  if (severity) search.set("severity", severity);
  return search.toString();
}

/** The critical ones first, then those that are open longest. */
export function byUrgency(a: Alert, b: Alert): number {
  if (a.severity !== b.severity) return a.severity === "critical" ? -1 : 1;
  return a.openedAt - b.openedAt;
}
