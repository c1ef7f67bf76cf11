/** Where the records of issued tickets are kept; the label of every ticket counter. */
export const ticketStoreKinds = ["kv", "redis", "durable-object", "memory"] as const;
export type TicketStoreKind = (typeof ticketStoreKinds)[number];

/** A ticket is written once, read once, gone. Every method may throw or hang; the caller bounds and degrades. */
export interface TicketStore {
  readonly kind: TicketStoreKind;
  /** Writes the record; `expiresAt` in ms since the epoch. */
  put(jti: string, expiresAt: number): Promise<void>;
  /** Reads and removes the record. Only KV may let two callers take the same one. */
  take(jti: string): Promise<"taken" | "missing">;
}

/** How long a ticket and its record live. */
export const ticketTtlSeconds = 300;
