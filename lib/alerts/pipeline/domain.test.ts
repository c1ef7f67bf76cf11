import { describe, expect, it } from "vitest";
import { countWaiting, fillMinutes, judgePipeline, toPlan, toWholePlan } from "./domain";
import type { BudgetLine, Pipeline } from "./schema";

const at = Date.parse("2026-11-20T12:00:30Z");
const minute = 60_000;

const healthy: Pipeline = {
  at,
  strategy: "single-consumer",
  heartbeatAt: at - 20_000,
  heartbeat: "seen",
  lagMs: 2_000,
  queue: { messages: 1, events: 40, oldestAt: at - 2_000 },
  shards: null,
  pending: { chunks: 0, events: 0 },
  unfolded: { commits: 1, events: 2 },
  revision: 9,
  aggregatedAt: at - 30_000,
  committedAt: at - 10_000,
  minutes: [],
  lastHour: {
    events: 0,
    batches: 0,
    messages: 0,
    duplicates: 0,
    retries: 0,
    refused: 0,
    databaseWrites: { done: 0, failed: 0 },
    answers: { served: 0, fallback: 0 },
    caches: [],
    tickets: { issued: 0, redeemed: 0, refused: 0, degraded: 0 },
    storages: [],
  },
  deadLetters: 0,
  lost: { missing: 0, givenUp: 0 },
  database: { bytes: 1, limitBytes: 10 },
  sampledOneIn: 1,
  sampledSince: null,
  snapshot: { version: 3, publishedAt: at - 30_000, isBehind: true },
  archives: [],
  budget: [],
  analytics: null,
};
const silent = { heartbeat: "none", heartbeatAt: null } as const;
const nothing = {
  lagMs: 0,
  queue: { messages: 0, events: 0, oldestAt: null },
  unfolded: { commits: 0, events: 0 },
};

describe("the pipeline", () => {
  it.each<[string, Partial<Pipeline>, string]>([
    ["with a heartbeat and little that waits is running", {}, "running"],
    ["that nobody sends anything is idle", { ...nothing, ...silent }, "idle"],
    ["that beat lately is running, also with nothing to do", nothing, "running"],
    ["five minutes late is still running", { lagMs: 5 * minute }, "running"],
    ["more than five minutes late is behind", { lagMs: 5 * minute + 1 }, "behind"],
    ["with more than 10,000 events is behind", { pending: { chunks: 1, events: 9_959 } }, "behind"],
    ["more than ten minutes late stands still", { lagMs: 10 * minute + 1 }, "standing"],
    ["that waits three minutes in silence runs", { ...silent, lagMs: 3 * minute }, "running"],
    ["that waits longer in silence stands still", { ...silent, lagMs: 3 * minute + 1 }, "standing"],
    [
      "whose last beat is older than three minutes while something waits stands still",
      { heartbeatAt: at - 3 * minute - 1, lagMs: 4 * minute },
      "standing",
    ],
    [
      "whose snapshot was not renewed for ten minutes is behind",
      { snapshot: { version: 3, publishedAt: at - 10 * minute - 1, isBehind: true } },
      "behind",
    ],
    [
      "of which neither queue nor heartbeat is known cannot be judged",
      { queue: null, heartbeat: "unknown", heartbeatAt: null },
      "unknown",
    ],
    ["whose queue alone is silent is running", { queue: null }, "running"],
    ["that never counted anything is new", { ...nothing, ...silent, committedAt: null }, "new"],
  ])("%s", (_, fields, state) => {
    expect(judgePipeline({ ...healthy, ...fields }, at)).toBe(state);
  });

  it("cannot be judged by figures older than three minutes", () => {
    expect(judgePipeline(healthy, at + 3 * minute)).toBe("running");
    expect(judgePipeline(healthy, at + 3 * minute + 1)).toBe("unknown");
  });

  it("counts what waits wherever it waits", () => {
    const shards = { events: 5, oldestAt: at };
    const pending = { chunks: 2, events: 7 };
    expect(countWaiting({ ...healthy, shards, pending })).toBe(40 + 2 + 5 + 7);
    expect(countWaiting({ ...healthy, queue: null, shards: "unavailable" })).toBe(2);
  });
});

it("shows minutes in which nothing happened as nothing", () => {
  const known = { minute: Date.parse("2026-11-20T11:58:00Z"), events: 9, messages: 2, retries: 1 };
  const all = fillMinutes({ at, minutes: [known] });
  expect(all.length).toBe(61);
  expect(all.slice(-3)).toEqual([
    known,
    { minute: Date.parse("2026-11-20T11:59:00Z"), events: 0, messages: 0, retries: 0 },
    { minute: Date.parse("2026-11-20T12:00:00Z"), events: 0, messages: 0, retries: 0 },
  ]);
  expect(all[0]?.minute).toBe(Date.parse("2026-11-20T11:00:00Z"));
});

it("names the least plan that pays for a resource, and for all of them", () => {
  const line = (perDay: number): BudgetLine => {
    return { resource: "requests", perDay, basis: "counted", freePerDay: 10, paidPerDay: 30 };
  };
  expect([10, 11, 30, 31].map((perDay) => toPlan(line(perDay)))).toEqual([
    "free",
    "paid",
    "paid",
    "more",
  ]);
  expect(toWholePlan([line(1), line(2)])).toBe("free");
  expect(toWholePlan([line(1), line(20)])).toBe("paid");
  expect(toWholePlan([line(40), line(20)])).toBe("more");
});
