import { describe, expect, it } from "vitest";
import { included } from "../../lib/alerts/pipeline/budget.ts";
import { toAdvice, toBill, toOperations, toTicketOperations } from "./model.mjs";
import { prices, toDollars } from "./prices.mjs";
import { toReport } from "./report.mjs";

const million = { requestsPerDay: 1_000_000, isolates: 10, flushMs: 10_000 };
const strategies = ["single-consumer", "durable-objects"];

describe("the statistics at a million requests a day over ten isolates", () => {
  it.each(strategies)("cost at most 20 dollars a month above the plan with %s", (strategy) => {
    expect(toBill(toOperations(strategy, million)).dollars).toBeLessThanOrEqual(20);
  });

  it.each(strategies)(
    "write at most 2.2 rows and take 0.3 queue operations an event with %s",
    (strategy) => {
      const operations = toOperations(strategy, million);
      const events = 30 * 1_000_000;
      const rows = operations.d1_rows_written + operations.object_rows_written;
      expect(rows / events).toBeLessThanOrEqual(2.2);
      expect(operations.queue_operations / events).toBeLessThanOrEqual(0.3);
    },
  );

  it("are calculated as one would by hand", () => {
    const { queue_operations, d1_rows_written } = toOperations("single-consumer", million);
    // 8,640 chunks an isolate and day, three operations each.
    expect(queue_operations).toBe(30 * 3 * 86_400);
    // Two rows an event; 73 a minute (60 routes, 10 isolates, 3 more); two a batch, one batch each 5 s.
    expect(d1_rows_written).toBe(30 * (2_000_000 + 1440 * 73 + 2 * 17_280));
  });
});

describe("chunks", () => {
  const operations = (traffic) => toOperations("single-consumer", traffic).queue_operations / 90;

  it("are never more than events", () => {
    expect(operations({ requestsPerDay: 100, isolates: 10, flushMs: 10_000 })).toBe(100);
  });

  it("hold at most a hundred", () => {
    expect(operations({ requestsPerDay: 100_000_000, isolates: 1, flushMs: 600_000 })).toBe(
      1_000_000,
    );
  });
});

it("charges only what the plan does not include", () => {
  expect(toDollars("d1_rows_written", 50_000_000)).toBe(0);
  expect(toDollars("d1_rows_written", 51_000_000)).toBe(1);
  expect(toDollars("kv_writes", 3_000_000)).toBe(10);
  expect(toDollars("redis_commands", 1_500_000)).toBe(2);
});

it("advises by the traffic", () => {
  expect(toAdvice(499_999)).toBe("single-consumer");
  expect(toAdvice(500_000)).toContain("prepared");
  expect(toAdvice(2_000_000)).toContain("prepared");
  expect(toAdvice(2_000_001)).toBe("durable-objects");
});

it("prices every ticket store, and refuses one that does not exist", () => {
  const crowd = { members: 100_000, ticketsPerMember: 10 };
  const dollars = (store) => toBill(toTicketOperations(store, crowd)).dollars;
  // 30 million tickets: 29 million writes and as many deletions at 5 dollars a million, 20 million reads at 0.5.
  expect(dollars("kv") - dollars("memory")).toBeCloseTo(29 * 5 * 2 + 20 * 0.5);
  expect(dollars("redis") - dollars("memory")).toBeCloseTo((60_000_000 - 500_000) / 500_000);
  expect(dollars("durable-object")).toBeGreaterThan(dollars("memory"));
  expect(() => dollars("floppy")).toThrow();
});

it("reports both strategies and all four stores", () => {
  const report = toReport({ ...million, members: 1_000, ticketsPerMember: 10 }).join("\n");
  for (const word of [...strategies, "kv", "redis", "durable-object", "memory", "Fits 1,000,000"]) {
    expect(report).toContain(word);
  }
});

it("uses the same quotas as the dashboard", () => {
  for (const [resource, { freePerDay, paidPerMonth }] of Object.entries(included)) {
    expect([resource, prices[resource].free, prices[resource].included]).toEqual([
      resource,
      freePerDay,
      paidPerMonth,
    ]);
  }
});
