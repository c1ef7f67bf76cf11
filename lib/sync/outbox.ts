import type { OutgoingMessage } from "./types";

/** A message of mine on its way; `confirmedSeq` is its place once the server has told it. */
export type OutboxEntry = OutgoingMessage & { confirmedSeq: number | null };

/** What I wrote in one room and is not in its window yet, in the order of writing. */
export interface Outbox {
  list(): readonly OutboxEntry[];
  find(clientId: string): OutboxEntry | undefined;
  /** Adds at the end, or replaces in its place. */
  put(entry: OutboxEntry): void;
  remove(clientId: string): void;
}

/** Kept in memory: gone with the page. */
export function createMemoryOutbox(): Outbox {
  // A map keeps the place of a key that is set again.
  const entries = new Map<string, OutboxEntry>();
  return {
    list: () => [...entries.values()],
    find: (clientId) => entries.get(clientId),
    put: (entry) => void entries.set(entry.clientId, entry),
    remove: (clientId) => void entries.delete(clientId),
  };
}
