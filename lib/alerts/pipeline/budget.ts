import { countOf } from "../../telemetry/read";
import type { Telemetry } from "../../telemetry/schema";
import type { BudgetLine } from "./schema";

/**
 * What the plans include: https://developers.cloudflare.com/workers/platform/pricing/ (November 2026). `npm run cost`
 * calculates with the same figures (`scripts/cost/prices.mjs`; a test compares them).
 */
export const included: Record<
  BudgetLine["resource"],
  { freePerDay: number; paidPerMonth: number }
> = {
  requests: { freePerDay: 100_000, paidPerMonth: 10_000_000 },
  queue_operations: { freePerDay: 10_000, paidPerMonth: 1_000_000 },
  kv_reads: { freePerDay: 100_000, paidPerMonth: 10_000_000 },
  kv_writes: { freePerDay: 1_000, paidPerMonth: 1_000_000 },
  d1_rows_written: { freePerDay: 100_000, paidPerMonth: 50_000_000 },
};

/** The most that an event may take, its deletion included; a test of the aggregation holds it. */
const rowsPerEvent = 2.2;

/** What a day takes when it goes on like the last hour, as `hour` counted it. */
export function toBudget(hour: Telemetry): BudgetLine[] {
  const count = (name: string, labels?: Record<string, string>) => countOf(hour, name, labels);
  const messages = count("traffic.message");
  const ticketPuts = count("ticket.store", { store: "kv", call: "put" });
  const ticketTakes = count("ticket.store", { store: "kv", call: "take" });
  const line = (
    resource: BudgetLine["resource"],
    perHour: number,
    basis: BudgetLine["basis"],
  ): BudgetLine => ({
    resource,
    perDay: Math.round(perHour * 24),
    basis,
    freePerDay: included[resource].freePerDay,
    paidPerDay: Math.round(included[resource].paidPerMonth / 30),
  });
  return [
    line("requests", count("traffic.request"), "counted"),
    // Written once; read and, unless it is sent back, deleted once a delivery.
    line("queue_operations", count("traffic.queued") + 2 * messages, "counted"),
    line("kv_reads", count("kv.read") + ticketTakes, "counted"),
    line("kv_writes", count("kv.write") + ticketPuts + ticketTakes, "counted"),
    line("d1_rows_written", count("traffic.event") * rowsPerEvent, "estimated"),
  ];
}
