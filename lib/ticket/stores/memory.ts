import type { IsolateState } from "../../platform/isolate";
import type { TicketStore } from "../store-contract";

/** More tickets than one isolate issues in five minutes; the oldest is dropped first. */
const maxRecords = 10_000;

/** Isolate memory: for one process only (local runs without KV), since another isolate does not see the record. */
export function createMemoryTicketStore(isolate: IsolateState, now: () => number): TicketStore {
  const records = isolate("tickets", () => new Map<string, number>());
  return {
    kind: "memory",
    async put(jti, expiresAt) {
      dropExpired(records, now());
      const oldest = records.size >= maxRecords ? records.keys().next().value : undefined;
      if (oldest !== undefined) records.delete(oldest);
      records.set(jti, expiresAt);
    },
    async take(jti) {
      const expiresAt = records.get(jti);
      records.delete(jti);
      return expiresAt === undefined || expiresAt <= now() ? "missing" : "taken";
    },
  };
}

/** All records live equally long, so a map's insertion order is also the order in which they expire. */
function dropExpired(records: Map<string, number>, now: number): void {
  for (const [jti, expiresAt] of records) {
    if (expiresAt > now) return;
    records.delete(jti);
  }
}
