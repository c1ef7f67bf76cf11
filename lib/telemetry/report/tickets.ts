import { countOf } from "../read";
import type { Telemetry } from "../schema";
import { toLatency } from "./latency";
import { refusalReasons, reportStores, type ReportStore, type TicketStoreFigures } from "./schema";

/** What was counted of tickets by store; stores that had none are left out. */
export function toTicketStores(telemetry: Telemetry): TicketStoreFigures[] {
  return reportStores.flatMap((store) => {
    const figures = toTicketStore(telemetry, store);
    const { issued, redeemed, refused, degraded, recordMissing, put, take } = figures;
    const any = issued + redeemed + refused + degraded + recordMissing > 0 || put || take;
    return any ? [figures] : [];
  });
}

function toTicketStore(telemetry: Telemetry, store: ReportStore): TicketStoreFigures {
  const count = (name: string) => countOf(telemetry, name, { store });
  const refusals = refusalReasons
    .map((reason) => ({ reason, count: countOf(telemetry, "ticket.refused", { store, reason }) }))
    .filter((refusal) => refusal.count > 0)
    .sort((a, b) => b.count - a.count);
  return {
    store,
    issued: count("ticket.issued"),
    redeemed: count("ticket.redeemed"),
    refused: count("ticket.refused"),
    refusals,
    degraded: count("ticket.degraded"),
    recordMissing: count("ticket.record_missing"),
    put: toLatency(telemetry, "ticket.store", { store, call: "put" }),
    take: toLatency(telemetry, "ticket.store", { store, call: "take" }),
  };
}
