import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createIsolateState } from "../platform/isolate";
import { isolateCounters } from "./counters";
import { emptyTelemetry, mergeTelemetry } from "./merge";
import { countOf, p95Of } from "./read";
import { telemetrySchema, type Telemetry } from "./schema";

const newCounters = () => isolateCounters(createIsolateState());

describe("counters of an isolate", () => {
  it("leave it as telemetry that a chunk may carry, and start again at zero", () => {
    const counters = newCounters();
    counters.count("ticket.issued", { store: "kv" });
    counters.count("ticket.issued", { store: "kv" }, 2);
    counters.count("socket.opened");
    for (const ms of [10, 20, 30.0004, -5]) counters.time("kv.read", ms, { store: "tickets" });
    const taken = counters.drain();
    expect(taken.counters).toEqual([
      { name: "socket.opened", labels: {}, count: 1 },
      { name: "ticket.issued", labels: { store: "kv" }, count: 3 },
    ]);
    expect(taken.timers).toMatchObject([
      { name: "kv.read", labels: { store: "tickets" }, count: 4, sumMs: 60, maxMs: 30 },
    ]);
    expect(telemetrySchema.parse(taken)).toEqual(taken);
    expect(counters.drain()).toEqual(emptyTelemetry());
  });

  it("take back what could not be sent, beside what came meanwhile", () => {
    const counters = newCounters();
    counters.count("cache.hit", { family: "meta" }, 5);
    counters.time("cache.read", 100);
    const unsent = counters.drain();
    counters.count("cache.hit", { family: "meta" });
    counters.time("cache.read", 300);
    counters.restore(unsent);
    const taken = counters.drain();
    expect(countOf(taken, "cache.hit")).toBe(6);
    expect(taken.timers).toMatchObject([{ count: 2, sumMs: 400, maxMs: 300 }]);
    expect(Math.round(p95Of(taken, "cache.read")! / 10)).toBe(30);
  });

  it("are not shared with what was drained", () => {
    const counters = newCounters();
    counters.count("cache.hit");
    const before = counters.snapshot();
    counters.count("cache.hit");
    expect(countOf(before, "cache.hit")).toBe(1);
  });

  it("give up labels, not counts, when a label turns out to have no end", () => {
    const counters = newCounters();
    for (let room = 0; room < 1000; room++) {
      counters.count("ticket.issued", { store: `${room}` });
      counters.time("ticket.store", 1, { store: `${room}` });
    }
    const taken = counters.drain();
    expect(telemetrySchema.safeParse(taken).success).toBe(true);
    expect(countOf(taken, "ticket.issued")).toBe(1000);
    expect(countOf(taken, "ticket.store")).toBe(1000);
  });
});

describe("the sum of telemetry", () => {
  const labels = fc.constantFrom<Record<string, string>>({}, { store: "kv" }, { a: "1", b: "2" });
  const one: fc.Arbitrary<Telemetry> = fc
    .array(
      fc.tuple(
        fc.constantFrom("cache.hit" as const, "cache.miss" as const),
        labels,
        fc.nat(100),
        fc.double({ min: 0, max: 5000, noNaN: true }),
      ),
      { maxLength: 12 },
    )
    .map((entries) => {
      const counters = newCounters();
      for (const [name, where, by, ms] of entries) {
        counters.count(name, where, by);
        counters.time("kv.read", ms, where);
      }
      return counters.drain();
    });

  it("is the same in any order and nesting, to the last character", () => {
    fc.assert(
      fc.property(one, one, one, (a, b, c) => {
        const left = mergeTelemetry(mergeTelemetry(a, b), c);
        const right = mergeTelemetry(c, mergeTelemetry(b, a));
        expect(JSON.stringify(left)).toBe(JSON.stringify(right));
      }),
    );
  });

  it("of something and nothing is that thing", () => {
    fc.assert(
      fc.property(one, (a) => {
        expect(mergeTelemetry(a, emptyTelemetry())).toEqual(a);
      }),
    );
  });

  it("leaves its parts as they were", () => {
    const counters = newCounters();
    counters.count("cache.hit");
    const part = counters.drain();
    mergeTelemetry(part, part);
    expect(countOf(part, "cache.hit")).toBe(1);
  });

  it("leaves out a timer whose sketch cannot be read, and nothing else", () => {
    const counters = newCounters();
    counters.count("cache.hit");
    counters.time("cache.read", 5);
    const broken = {
      ...counters.drain(),
      timers: [{ name: "kv.read", labels: {}, count: 9, sumMs: 9, maxMs: 9, latency: "AA!" }],
    };
    const sum = mergeTelemetry(broken, broken);
    expect(countOf(sum, "cache.hit")).toBe(2);
    expect(countOf(sum, "kv.read")).toBe(0);
  });
});

describe("a figure of telemetry", () => {
  const counters = newCounters();
  counters.count("ticket.refused", { store: "kv", reason: "ticket_used" }, 3);
  counters.count("ticket.refused", { store: "redis", reason: "ticket_used" }, 4);
  counters.count("ticket.refused", { store: "kv", reason: "unavailable" }, 5);
  for (let ms = 1; ms <= 100; ms++) counters.time("kv.write", ms, { store: "tickets" });
  for (let ms = 1; ms <= 100; ms++) counters.time("kv.write", 10 * ms, { store: "paths" });
  const telemetry = counters.drain();

  it("is added up over the labels that were not asked for", () => {
    expect(countOf(telemetry, "ticket.refused")).toBe(12);
    expect(countOf(telemetry, "ticket.refused", { reason: "ticket_used" })).toBe(7);
    expect(countOf(telemetry, "ticket.refused", { store: "kv", reason: "unavailable" })).toBe(5);
    expect(countOf(telemetry, "ticket.issued")).toBe(0);
  });

  it("is a percentile within 1 %, null where nothing was timed", () => {
    expect(Math.abs(p95Of(telemetry, "kv.write", { store: "tickets" })! - 95)).toBeLessThan(0.96);
    expect(Math.abs(p95Of(telemetry, "kv.write")! - 900)).toBeLessThan(9.01);
    expect(p95Of(telemetry, "kv.read")).toBeNull();
  });
});
