import type { Stored } from "./stored";

/**
 * The part of the cache in an isolate's memory: values, and the floors that writers of this isolate announced.
 * Bounded in entries and in characters; the least recently used go first. Times are milliseconds since the epoch.
 */
export interface CacheMemory {
  get(key: string, now: number): Stored | null;
  /** Keeps a value whose read began at `beganAt`, unless something newer is known. */
  put(value: MemoryValue, now: number): void;
  /** Forgets the value of `key`, unless it is newer than `version`. */
  drop(key: string, version: number): void;
  /** The newest version that was announced lately; 0 without any. */
  floor(floorKey: string, now: number): number;
  raise(floorKey: string, version: number, now: number): void;
}

type MemoryValue = {
  key: string;
  floorKey: string;
  stored: Stored;
  beganAt: number;
  expiresAt: number;
};

type Limits = { values: number; characters: number; floors: number; floorMs: number };

export function createMemory(limits: Limits): CacheMemory {
  const values = new Map<string, MemoryValue>();
  const floors = new Map<string, { version: number; raisedAt: number }>();
  let characters = 0;
  // Values whose read began before this moment may be older than a floor that had to make room.
  let horizon = Number.NEGATIVE_INFINITY;

  const floor = (floorKey: string, now: number) => {
    const known = floors.get(floorKey);
    return known && now < known.raisedAt + limits.floorMs ? known.version : 0;
  };
  const remove = (key: string) => {
    characters -= values.get(key)?.stored.json.length ?? 0;
    values.delete(key);
  };
  const isCurrent = (value: MemoryValue, now: number) =>
    now < value.expiresAt &&
    value.beganAt > horizon &&
    value.stored.version >= floor(value.floorKey, now);

  return {
    get(key, now) {
      const value = values.get(key);
      if (!value) return null;
      values.delete(key);
      if (!isCurrent(value, now)) {
        characters -= value.stored.json.length;
        return null;
      }
      values.set(key, value);
      return value.stored;
    },
    put(value, now) {
      const size = value.stored.json.length;
      if (!isCurrent(value, now) || size > limits.characters / 8) return;
      const known = values.get(value.key);
      if (known && isCurrent(known, now) && known.stored.version > value.stored.version) return;
      remove(value.key);
      values.set(value.key, value);
      characters += size;
      for (const oldest of values.keys()) {
        if (values.size <= limits.values && characters <= limits.characters) break;
        remove(oldest);
      }
    },
    drop(key, version) {
      const known = values.get(key);
      if (known && known.stored.version <= version) remove(key);
    },
    floor,
    raise(floorKey, version, now) {
      const raised = Math.max(version, floor(floorKey, now));
      floors.delete(floorKey);
      floors.set(floorKey, { version: raised, raisedAt: now });
      for (const [oldest, { raisedAt }] of floors) {
        const over = now >= raisedAt + limits.floorMs;
        if (!over && floors.size <= limits.floors) break;
        floors.delete(oldest);
        if (!over) horizon = Math.max(horizon, raisedAt);
      }
    },
  };
}
