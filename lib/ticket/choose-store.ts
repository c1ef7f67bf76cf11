import type { Deps } from "../platform/deps";
import { createObjectTicketStore } from "./stores/durable-object";
import { createKvTicketStore } from "./stores/kv";
import { createMemoryTicketStore } from "./stores/memory";
import { createRedisTicketStore } from "./stores/redis";
import type { TicketStore, TicketStoreKind } from "./store-contract";

type StoreDeps = Pick<Deps, "variables" | "bindings" | "redis" | "room" | "isolate" | "now">;

/** The store of a room's tickets: what `TICKET_STORE` names, else KV where it is bound, else memory. */
export function chooseTicketStore(deps: StoreDeps, roomId: string): TicketStore {
  const kv = deps.bindings.WS_TICKETS_KV;
  const { kind } = findTicketStoreKind(deps);
  switch (kind) {
    case "kv":
      return kv ? createKvTicketStore(kv) : missingStore(kind);
    case "redis":
      return deps.redis ? createRedisTicketStore(deps.redis) : missingStore(kind);
    case "durable-object":
      return createObjectTicketStore(deps.room(roomId));
    case "memory":
      return createMemoryTicketStore(deps.isolate, deps.now);
  }
}

/** Which store that is, and whether what it needs is bound; one that is not there fails every call. */
export function findTicketStoreKind({
  variables,
  bindings,
  redis,
}: Pick<Deps, "variables" | "bindings" | "redis">): { kind: TicketStoreKind; isThere: boolean } {
  const kv = bindings.WS_TICKETS_KV;
  const kind = variables.TICKET_STORE ?? (kv ? "kv" : "memory");
  const isThere = kind === "kv" ? Boolean(kv) : kind !== "redis" || redis !== null;
  return { kind, isThere };
}

/** A store that is configured but not there fails like one that is down: sockets still open, and it is counted. */
function missingStore(kind: TicketStoreKind): TicketStore {
  const fail = () => Promise.reject(new Error(`The ticket store ${kind} is not configured`));
  return { kind, put: fail, take: fail };
}
