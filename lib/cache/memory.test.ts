import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemory, type CacheMemory } from "./memory";

const roomy = { values: 100, characters: 80_000, floors: 100, floorMs: 60_000 };

/** Puts `version` under key and floor `k`, read at `beganAt`, for a second. */
function put(memory: CacheMemory, version: number, beganAt: number, now = beganAt, key = "k") {
  const stored = { version, json: `"v${version}"` };
  memory.put({ key, floorKey: "k", stored, beganAt, expiresAt: beganAt + 1_000 }, now);
}

const versionOf = (memory: CacheMemory, now: number, key = "k") => memory.get(key, now)?.version;

describe("the cache's memory", () => {
  it("gives a value back until it expires", () => {
    const memory = createMemory(roomy);
    put(memory, 3, 0);
    expect(memory.get("k", 999)).toEqual({ version: 3, json: '"v3"' });
    expect(memory.get("k", 1_000)).toBeNull();
  });

  it("counts the life of a value from when its read began", () => {
    const memory = createMemory(roomy);
    put(memory, 3, 0, 900);
    expect(versionOf(memory, 950)).toBe(3);
    expect(versionOf(memory, 1_000)).toBeUndefined();
  });

  it("does not let an older value replace a newer one", () => {
    const memory = createMemory(roomy);
    put(memory, 5, 0);
    put(memory, 4, 10);
    expect(versionOf(memory, 20)).toBe(5);
  });

  it("refuses a late reader after a drop, for as long as floors live", () => {
    const memory = createMemory(roomy);
    put(memory, 4, 0);
    memory.raise("k", 5, 10);
    memory.drop("k", 5);
    put(memory, 4, 0, 20);
    expect(versionOf(memory, 30)).toBeUndefined();
    put(memory, 5, 20, 40);
    expect(versionOf(memory, 50)).toBe(5);
    expect(memory.floor("k", 60_009)).toBe(5);
    expect(memory.floor("k", 60_010)).toBe(0);
  });

  it("hides what is older than a floor that it shares with what was replaced", () => {
    const memory = createMemory(roomy);
    put(memory, 4, 0, 0, "page");
    memory.raise("k", 5, 10);
    expect(versionOf(memory, 20, "page")).toBeUndefined();
  });

  it("keeps a dropped key's newer value", () => {
    const memory = createMemory(roomy);
    put(memory, 6, 0);
    memory.drop("k", 5);
    expect(versionOf(memory, 10)).toBe(6);
  });

  it("forgets the least recently used first, by number and by size", () => {
    const memory = createMemory({ ...roomy, values: 2 });
    put(memory, 1, 0, 0, "a");
    put(memory, 1, 0, 0, "b");
    memory.get("a", 1);
    put(memory, 1, 0, 1, "c");
    expect(["a", "b", "c"].map((key) => versionOf(memory, 2, key))).toEqual([1, undefined, 1]);

    const small = createMemory({ ...roomy, characters: 80 });
    for (let index = 0; index < 100; index += 1) put(small, 1, 0, 0, `key ${index}`);
    const kept = Array.from({ length: 100 }, (_, index) => versionOf(small, 1, `key ${index}`));
    expect(kept.filter((version) => version === 1)).toHaveLength(20);
  });

  it("does not keep a value that would fill an eighth of it", () => {
    const memory = createMemory({ ...roomy, characters: 80 });
    const stored = { version: 1, json: '"123456789"' };
    memory.put({ key: "k", floorKey: "k", stored, beganAt: 0, expiresAt: 1_000 }, 0);
    expect(versionOf(memory, 1)).toBeUndefined();
  });

  it("refuses reads from before a floor that had to make room", () => {
    const memory = createMemory({ ...roomy, floors: 1 });
    memory.raise("k", 5, 10);
    memory.raise("other", 1, 20);
    expect(memory.floor("k", 20)).toBe(0);
    put(memory, 4, 9, 30);
    expect(versionOf(memory, 30)).toBeUndefined();
    put(memory, 5, 11, 30);
    expect(versionOf(memory, 30)).toBe(5);
  });

  it("never gives an older version after a newer one was announced, in any order of events", () => {
    const at = fc.nat(3);
    const step = fc.oneof(
      fc.record({ does: fc.constant("write" as const), drops: fc.boolean(), key: at }),
      fc.record({ does: fc.constant("begin" as const), key: at }),
      fc.record({ does: fc.constant("fill" as const), which: fc.nat(9) }),
      fc.record({ does: fc.constant("wait" as const), ms: fc.nat(700) }),
    );
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 30, maxLength: 80 }),
        fc.integer({ min: 1, max: 4 }),
        (steps, floors) => {
          const memory = createMemory({ values: 3, characters: 800, floors, floorMs: 60_000 });
          const truth = [0, 0, 0, 0];
          const begun: { key: number; version: number; beganAt: number }[] = [];
          let now = 0;
          for (const event of steps) {
            now += 1;
            if (event.does === "wait") now += event.ms;
            if (event.does === "begin") {
              begun.push({ key: event.key, version: truth[event.key] ?? 0, beganAt: now });
            }
            if (event.does === "write") {
              const version = (truth[event.key] ?? 0) + 1;
              truth[event.key] = version;
              memory.raise(`f${event.key}`, version, now);
              memory.drop(`k${event.key}`, version);
              const stored = { version, json: "0" };
              const value = { key: `k${event.key}`, floorKey: `f${event.key}`, stored };
              if (!event.drops) memory.put({ ...value, beganAt: now, expiresAt: now + 1_000 }, now);
            }
            const read = event.does === "fill" ? begun.at(-1 - event.which) : undefined;
            if (read && now - read.beganAt <= 10_000) {
              const stored = { version: read.version, json: "0" };
              const value = { key: `k${read.key}`, floorKey: `f${read.key}`, stored };
              memory.put({ ...value, beganAt: read.beganAt, expiresAt: now + 1_000 }, now);
            }
            for (const [key, version] of truth.entries()) {
              const seen = memory.get(`k${key}`, now)?.version;
              if (seen !== undefined) expect(seen).toBe(version);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
