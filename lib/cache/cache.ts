import type { CacheEntry } from "./keys";

/** A cached value and the version of the truth it was read from (a room's `rev`, a person's `version`). */
export type Versioned<T> = { version: number; value: T };

/**
 * Cache-aside in front of D1, with versions. One instance serves one request; what lives longer
 * (isolate memory, flights, breaker) is kept in isolate state. No method ever throws because a cache failed.
 */
export interface Cache {
  /**
   * Looks a value up in isolate memory, then Redis. Reads that are started in the same tick ride one `MGET`;
   * a repeated read in the same request gets the same answer without another round trip.
   * `parse` guards what comes back: a value that no longer fits is a miss.
   */
  read<T>(entry: CacheEntry, parse: (value: unknown) => T): Promise<Versioned<T> | null>;

  /**
   * Reads from the truth once for all who ask at the same time (single flight per isolate and key), and fills the cache.
   * A flight whose answer is older than `atLeast`, or that takes too long or dies, is left: the caller loads for itself.
   * The fill is refused by any newer version that a writer announced meanwhile.
   */
  load<T>(
    entry: CacheEntry,
    truth: () => Promise<Versioned<T>>,
    options?: { atLeast?: number },
  ): Promise<Versioned<T>>;

  /**
   * Replaces values as part of a write: raises the floor and stores the values unless newer ones are there.
   * `value: undefined` drops. Several entries ride one round trip. Resolves to false when Redis is
   * configured and did not confirm, so that the caller can remember the effect (`pending_effects`).
   */
  replace(entries: { entry: CacheEntry; version: number; value?: unknown }[]): Promise<boolean>;
}
