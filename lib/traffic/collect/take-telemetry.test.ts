import { expect, test } from "vitest";
import { createIsolateState } from "../../platform/isolate";
import { isolateCounters } from "../../telemetry/counters";
import { takeTelemetry } from "./take-telemetry";

test("everything that was counted is taken, once", () => {
  const counters = isolateCounters(createIsolateState());
  counters.count("cache.hit", { family: "meta" }, 3);
  expect(takeTelemetry(counters).counters).toEqual([
    { name: "cache.hit", labels: { family: "meta" }, count: 3 },
  ]);
  expect(takeTelemetry(counters)).toEqual({ counters: [], timers: [] });
});

test("more than 48 KB goes with several chunks, and nothing is lost or doubled", () => {
  const counters = isolateCounters(createIsolateState());
  const large = "x".repeat(60);
  for (let series = 0; series < 400; series += 1) {
    counters.count("traffic.refused", { reason: `${large}${series}`, other: large, third: large });
  }
  const sums: number[] = [];
  for (let chunk = 0; chunk < 3; chunk += 1) {
    const taken = takeTelemetry(counters);
    expect(JSON.stringify(taken).length).toBeLessThanOrEqual(48 * 1024 + 100);
    sums.push(taken.counters.reduce((sum, { count }) => sum + count, 0));
  }
  expect(sums[0]).toBeLessThan(400);
  expect(sums.reduce((sum, count) => sum + count, 0)).toBe(400);
});
