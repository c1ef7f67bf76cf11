import type { IsolateState } from "../platform/isolate";
import type { RedisClient } from "../platform/redis";
import type { Counters } from "../telemetry/counters";
import type { Cache, Versioned } from "./cache";
import { floorTtlSeconds, type CacheEntry } from "./keys";
import { createMemory } from "./memory";
import { createRedisTier, type RedisLookup } from "./redis-tier";
import { createFlights, fly } from "./single-flight";
import type { Stored } from "./stored";

type CacheDeps = {
  redis: RedisClient | null;
  counters: Counters;
  isolate: IsolateState;
  now: () => number;
  waitUntil: (promise: Promise<unknown>) => void;
};

/** A read of the truth that took longer is too old to be put into a cache: floors do not live for ever. */
const maxFillAgeMs = 10_000;

const memoryLimits = {
  values: 5_000,
  characters: 8_000_000,
  floors: 10_000,
  floorMs: floorTtlSeconds * 1000,
};

/** What a lookup found, and what Redis knew then; `redis: null` when there is none or it failed. */
type Found = { stored: Stored | null; tier: "memory" | "redis"; redis: RedisLookup | null };

type Own = { version: number; json: string | null };

type Loaded<T> = Versioned<T> & { json: string; beganAt: number };

/** The cache of one request; see `Cache` for what it promises. */
export function createCache(deps: CacheDeps): Cache {
  const { redis, counters, isolate, now, waitUntil } = deps;
  const memory = isolate("cache.memory", () => createMemory(memoryLimits));
  const flights = isolate("cache.flights", createFlights);
  const tier = redis && createRedisTier({ redis, counters, now });
  const lookups = new Map<string, Promise<Found>>();
  /** What this request loaded or replaced itself; `json: null`: dropped. */
  const own = new Map<string, Own>();
  const counted = new Set<string>();

  const count = (name: "cache.hit" | "cache.miss" | "cache.stale" | "cache.error") => {
    return (entry: CacheEntry, at: Found["tier"]) =>
      counters.count(name, { family: entry.family, tier: at });
  };
  const [countHit, countMiss] = [count("cache.hit"), count("cache.miss")];
  const [countStale, countError] = [count("cache.stale"), count("cache.error")];

  const remember = (entry: CacheEntry, stored: Stored, beganAt: number) => {
    const stayMs = tier ? entry.memoryMs : jitter(entry.memoryOnlySeconds * 1000);
    const { key, floorKey } = entry;
    memory.put({ key, floorKey, stored, beganAt, expiresAt: beganAt + stayMs }, now());
  };

  const keepOwn = (entry: CacheEntry, made: Own) => {
    if (made.version >= (own.get(entry.key)?.version ?? 0)) own.set(entry.key, made);
  };

  const look = async (entry: CacheEntry): Promise<Found> => {
    const beganAt = now();
    const held = memory.get(entry.key, beganAt);
    if (held || !tier) return { stored: held, tier: "memory", redis: null };
    if (entry.memoryMs > 0) countMiss(entry, "memory");
    const answer = await tier.look(entry);
    const stored = answer?.stored ?? null;
    if (!answer || !stored || stored.version < answer.floor) {
      if (stored) countStale(entry, "redis");
      return { stored: null, tier: "redis", redis: answer };
    }
    remember(entry, stored, beganAt);
    return { stored, tier: "redis", redis: answer };
  };

  const find = (entry: CacheEntry): Promise<Found> => {
    const known = lookups.get(entry.key) ?? look(entry);
    lookups.set(entry.key, known);
    return known;
  };

  return {
    async read<T>(entry: CacheEntry, parse: (value: unknown) => T): Promise<Versioned<T> | null> {
      const lookup = await find(entry);
      const stored = newer(own.get(entry.key), lookup.stored);
      // A writer of this isolate may have announced a newer version meanwhile, to Redis in vain.
      const isCurrent = stored && stored.version >= memory.floor(entry.floorKey, now());
      if (stored && !isCurrent) countStale(entry, lookup.tier);
      const value = isCurrent ? tryParse(stored, parse) : null;
      if (isCurrent && !value) countError(entry, lookup.tier);
      if (!counted.has(entry.key)) (value ? countHit : countMiss)(entry, lookup.tier);
      counted.add(entry.key);
      return value;
    },

    async load<T>(
      entry: CacheEntry,
      truth: () => Promise<Versioned<T>>,
      { atLeast = 0 } = {},
    ): Promise<Versioned<T>> {
      // What the lookup learns of newer versions keeps us off flights that left before them.
      const { redis: seen } = await find(entry);
      const needed = Math.max(atLeast, seen?.floor ?? 0, memory.floor(entry.floorKey, now()));
      const loaded = await fly<Loaded<T>>(
        { flights, now, waitUntil },
        {
          key: entry.key,
          load: async () => {
            const beganAt = now();
            const { version, value } = await truth();
            const json = JSON.stringify(value);
            if (now() - beganAt <= maxFillAgeMs) remember(entry, { version, json }, beganAt);
            return { version, value, json, beganAt };
          },
          accept: ({ version }) => version >= needed,
          after: async ({ version, json, beganAt }) => {
            const ageMs = now() - beganAt;
            const ttlMs = jitter(entry.ttlSeconds * 1000) - ageMs;
            if (!tier || !seen || ageMs > maxFillAgeMs || ttlMs <= 0) return;
            await tier.fill({ entry, stored: { version, json }, ttlMs, seen });
          },
        },
      );
      const { version, value, json } = loaded;
      keepOwn(entry, { version, json });
      return { version, value };
    },

    async replace(entries) {
      const writes = entries.map(({ entry, version, value }) => {
        const json = value === undefined ? null : JSON.stringify(value);
        memory.raise(entry.floorKey, version, now());
        memory.drop(entry.key, version);
        if (json !== null) remember(entry, { version, json }, now());
        keepOwn(entry, { version, json });
        return { entry, version, json, ttlMs: jitter(entry.ttlSeconds * 1000) };
      });
      return tier && writes.length > 0 ? tier.replace(writes) : true;
    },
  };
}

/** What this request made itself, unless the cache holds something newer; `null` where that is nothing. */
function newer(own: Own | undefined, cached: Stored | null): Stored | null {
  if (!own || (cached && cached.version > own.version)) return cached;
  return own.json === null ? null : { version: own.version, json: own.json };
}

/** Shortens a TTL by up to a tenth, so that what was filled together does not expire together. Whole milliseconds. */
function jitter(ms: number): number {
  return Math.ceil(ms * (1 - Math.random() / 10));
}

function tryParse<T>(stored: Stored, parse: (value: unknown) => T): Versioned<T> | null {
  try {
    return { version: stored.version, value: parse(JSON.parse(stored.json)) };
  } catch {
    // A value of an earlier release, or a damaged one: the truth is behind it.
    return null;
  }
}
