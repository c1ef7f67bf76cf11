import { TicketKeys } from "../../cache/keys";
import { ticketTtlSeconds, type TicketStore } from "../store-contract";

/**
 * Workers KV. A fresh record may not be visible yet, and two readers may both still see one that is being deleted:
 * here "taken" and "missing" are hints, and the room's object decides.
 */
export function createKvTicketStore(kv: KVNamespace): TicketStore {
  return {
    kind: "kv",
    async put(jti, expiresAt) {
      await kv.put(TicketKeys.record(jti), String(expiresAt), { expirationTtl: ticketTtlSeconds });
    },
    async take(jti) {
      const record = await kv.get(TicketKeys.record(jti));
      if (record === null) return "missing";
      await kv.delete(TicketKeys.record(jti));
      return "taken";
    },
  };
}
