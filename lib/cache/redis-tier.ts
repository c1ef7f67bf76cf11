import { newId } from "../platform/id";
import type { RedisClient } from "../platform/redis";
import type { Counters } from "../telemetry/counters";
import { floorTtlSeconds, generationKey, type CacheEntry } from "./keys";
import { fillScript, replaceScript } from "./scripts";
import { decodeStored, encodeStored, type Stored } from "./stored";

/** What Redis knew of an entry at one moment. */
export type RedisLookup = { stored: Stored | null; floor: number; generation: string };

/** `seen`: what Redis knew before the truth was read. */
type RedisFill = { entry: CacheEntry; stored: Stored; ttlMs: number; seen: RedisLookup };

type RedisWrite = { entry: CacheEntry; version: number; json: string | null; ttlMs: number };

/** The part of the cache in Redis, as seen by one request. Nothing here throws: a failure is `null` or `false`. */
export interface RedisTier {
  /** Lookups that start in the same tick ride one `MGET`. */
  look(entry: CacheEntry): Promise<RedisLookup | null>;
  /** Stores what was read from the truth, unless Redis knows better. What comes in one turn rides one round trip. */
  fill(fill: RedisFill): Promise<void>;
  /** `json: null` drops. False when Redis did not confirm. */
  replace(writes: RedisWrite[]): Promise<boolean>;
}

type TierDeps = { redis: RedisClient; counters: Counters; now: () => number };

export function createRedisTier({ redis, counters, now }: TierDeps): RedisTier {
  let batch: { entries: Set<CacheEntry>; answer: Promise<Answers | null> } | null = null;

  let filling: { fills: RedisFill[]; done: Promise<void> } | null = null;

  const timed = async <T>(
    timer: "cache.read" | "cache.write",
    entries: Iterable<CacheEntry>,
    call: () => Promise<T>,
  ): Promise<T | null> => {
    const families = new Set([...entries].map((entry) => entry.family));
    const startedAt = now();
    try {
      return await call();
    } catch {
      // The client has noted why; for the caller a cache that failed is a miss.
      for (const family of families) counters.count("cache.error", { family, tier: "redis" });
      return null;
    } finally {
      const ms = now() - startedAt;
      for (const family of families) counters.time(timer, ms, { family, tier: "redis" });
    }
  };

  const send = async (entries: Set<CacheEntry>): Promise<Answers | null> => {
    // Let everybody in this tick get on board.
    await Promise.resolve();
    batch = null;
    const keys = [
      ...new Set([generationKey, ...[...entries].flatMap((entry) => [entry.key, entry.floorKey])]),
    ];
    const values = await timed("cache.read", entries, () => redis.mget(keys));
    return values && new Map(keys.map((key, index) => [key, values[index] ?? null]));
  };

  const sendFills = async (fills: RedisFill[]): Promise<void> => {
    // Answers of one query become fills a few steps apart, all before the next turn of the loop.
    await new Promise((resolve) => setTimeout(resolve, 0));
    filling = null;
    const entries = fills.map(({ entry }) => entry);
    const keys = [generationKey, ...entries.flatMap((entry) => [entry.key, entry.floorKey])];
    const args = fills.flatMap(({ stored, ttlMs, seen }) => [
      stored.version,
      encodeStored(stored),
      ttlMs,
      seen.generation,
    ]);
    await timed("cache.write", entries, () => redis.eval(fillScript, keys, [newId(16), ...args]));
  };

  return {
    async look(entry) {
      if (!batch) {
        const entries = new Set<CacheEntry>();
        batch = { entries, answer: send(entries) };
      }
      batch.entries.add(entry);
      const answers = await batch.answer;
      return answers && toLookup(answers, entry);
    },
    async fill(fill) {
      if (!filling) {
        const fills: RedisFill[] = [];
        filling = { fills, done: sendFills(fills) };
      }
      filling.fills.push(fill);
      await filling.done;
    },
    async replace(writes) {
      const entries = writes.map((write) => write.entry);
      const keys = entries.flatMap((entry) => [entry.key, entry.floorKey]);
      const args = writes.flatMap(({ version, json, ttlMs }) => [
        version,
        ttlMs,
        json === null ? "" : encodeStored({ version, json }),
      ]);
      const done = await timed("cache.write", entries, () =>
        redis.eval(replaceScript, keys, [floorTtlSeconds * 1000, ...args]),
      );
      return done !== null;
    },
  };
}

type Answers = Map<string, string | null>;

function toLookup(answers: Answers, entry: CacheEntry): RedisLookup {
  const text = answers.get(entry.key);
  const floor = Number(answers.get(entry.floorKey) ?? 0);
  return {
    stored: text ? decodeStored(text) : null,
    floor: Number.isSafeInteger(floor) ? floor : 0,
    generation: answers.get(generationKey) ?? "",
  };
}
