import { describe, expect, it } from "vitest";
import { rules, type AlertFigures, type Verdict } from "./rules";
import type { AlertRule } from "./schema";

const minute = 60_000;
const MB = 1_000_000;

/** A pipeline with nothing amiss. */
const calm: AlertFigures = {
  heartbeatAgeMs: 30_000,
  queue: { messages: 3, events: 30, oldestMs: 2_000, delayed: 0 },
  pending: { events: 0, oldestMs: 0 },
  unfoldedMs: 20_000,
  snapshotBehindMs: 30_000,
  database: { bytes: 100 * MB, limitBytes: 1000 * MB },
  sampledOneIn: 1,
  archive: { failedDays: 0, overdueDays: 0, error: null },
  kvWriteP95Ms: 50,
  kvReadP95Ms: 10,
  tickets: { redeemed: 100, failed: 0, degraded: 0, inMemory: 0 },
  databaseWrites: { done: 1000, failed: 0 },
  answers: { served: 1000, fallback: 0 },
  deadLetters: 0,
  lost: { total: 0, told: 0, isRecent: false },
  eventsOfDay: 100_000,
};

const judge = (rule: AlertRule, figures: Partial<AlertFigures>): Verdict =>
  rules[rule]({ ...calm, ...figures });
const state = (rule: AlertRule, figures: Partial<AlertFigures>) => judge(rule, figures).state;

/** `oldestMs` old messages of ten events each. */
const queueOf = (messages: number, oldestMs = 2_000, delayed = 0): Partial<AlertFigures> => ({
  queue: { messages, events: messages * 10, oldestMs, delayed },
});

it("is content with a calm pipeline", () => {
  for (const [rule, ask] of Object.entries(rules)) {
    expect([rule, ask(calm).state]).toEqual([rule, "ok"]);
  }
});

/** Each row: the rule, figures that just do not raise it, and figures that do. */
const thresholds: [
  AlertRule,
  "warning" | "critical",
  Partial<AlertFigures>,
  Partial<AlertFigures>,
][] = [
  [
    "heartbeat",
    "critical",
    { heartbeatAgeMs: 3 * minute, ...queueOf(5, 3 * minute) },
    { heartbeatAgeMs: 3 * minute + 1, ...queueOf(5, 3 * minute + 1) },
  ],
  ["backlog", "warning", queueOf(1000), queueOf(1001)],
  ["backlog", "critical", queueOf(5000), queueOf(5001)],
  [
    "backlog",
    "warning",
    { pending: { events: 9_970, oldestMs: 0 } },
    { pending: { events: 9_971, oldestMs: 0 } },
  ],
  ["lag", "warning", queueOf(1, 5 * minute), queueOf(1, 5 * minute + 1)],
  ["lag", "critical", queueOf(1, 10 * minute), queueOf(1, 10 * minute + 1)],
  ["lag", "warning", { unfoldedMs: 5 * minute }, { unfoldedMs: 5 * minute + 1 }],
  [
    "lag",
    "critical",
    { pending: { events: 1, oldestMs: 10 * minute } },
    { pending: { events: 1, oldestMs: 10 * minute + 1 } },
  ],
  ["snapshot", "warning", { snapshotBehindMs: 10 * minute }, { snapshotBehindMs: 10 * minute + 1 }],
  [
    "database_size",
    "warning",
    { database: { bytes: 800 * MB, limitBytes: 1000 * MB } },
    { database: { bytes: 800 * MB + 1, limitBytes: 1000 * MB } },
  ],
  [
    "database_size",
    "critical",
    { database: { bytes: 950 * MB, limitBytes: 1000 * MB } },
    { database: { bytes: 950 * MB + 1, limitBytes: 1000 * MB } },
  ],
  ["archive", "warning", {}, { archive: { failedDays: 1, overdueDays: 0, error: "R2 is down" } }],
  ["archive", "warning", {}, { archive: { failedDays: 0, overdueDays: 1, error: null } }],
  [
    "archive",
    "critical",
    { archive: { failedDays: 1, overdueDays: 1, error: null } },
    { archive: { failedDays: 0, overdueDays: 2, error: null } },
  ],
  ["kv_write_latency", "warning", { kvWriteP95Ms: 200 }, { kvWriteP95Ms: 201 }],
  ["kv_read_latency", "warning", { kvReadP95Ms: 100 }, { kvReadP95Ms: 101 }],
  [
    "ticket_redemption",
    "warning",
    { tickets: { redeemed: 95, failed: 5, degraded: 0, inMemory: 0 } },
    { tickets: { redeemed: 94, failed: 6, degraded: 0, inMemory: 0 } },
  ],
  [
    "ticket_redemption",
    "critical",
    { tickets: { redeemed: 80, failed: 20, degraded: 0, inMemory: 0 } },
    { tickets: { redeemed: 79, failed: 21, degraded: 0, inMemory: 0 } },
  ],
  [
    "ticket_fallback",
    "warning",
    {},
    { tickets: { redeemed: 1, failed: 0, degraded: 1, inMemory: 0 } },
  ],
  [
    "ticket_fallback",
    "warning",
    {},
    { tickets: { redeemed: 1, failed: 0, degraded: 0, inMemory: 1 } },
  ],
  ["dead_letters", "warning", {}, { deadLetters: 1 }],
  ["dead_letters", "critical", { deadLetters: 1010 }, { deadLetters: 1011 }],
  ["events_lost", "warning", {}, { lost: { total: 1, told: 0, isRecent: true } }],
  [
    "events_lost",
    "critical",
    { lost: { total: 2010, told: 1000, isRecent: true } },
    { lost: { total: 2011, told: 1000, isRecent: true } },
  ],
  ["database_writes", "warning", {}, { databaseWrites: { done: 1000, failed: 1 } }],
  [
    "database_writes",
    "critical",
    { databaseWrites: { done: 1000, failed: 10 } },
    { databaseWrites: { done: 1000, failed: 11 } },
  ],
  ["fallback_answers", "warning", {}, { answers: { served: 1000, fallback: 1 } }],
  [
    "fallback_answers",
    "critical",
    { answers: { served: 1000, fallback: 10 } },
    { answers: { served: 1000, fallback: 11 } },
  ],
];

describe("a rule", () => {
  it.each(thresholds)(
    "%s is %s beyond its threshold, and not at it",
    (rule, severity, at, beyond) => {
      expect(state(rule, at)).not.toBe(severity);
      expect(state(rule, beyond)).toBe(severity);
    },
  );
});

describe("the heartbeat", () => {
  it("is not missed while nothing waits", () => {
    expect(state("heartbeat", { heartbeatAgeMs: "none", ...queueOf(0, 0) })).toBe("ok");
  });

  it("is missed when pending chunks wait", () => {
    const pending = { events: 5, oldestMs: 4 * minute };
    expect(judge("heartbeat", { heartbeatAgeMs: "none", ...queueOf(0, 0), pending })).toEqual({
      state: "critical",
      value: 240_000,
      detail: "Events have waited for 4 min and the consumer gives no sign of life",
    });
  });

  it("is not missed for messages that the consumer itself has sent back", () => {
    const figures = { heartbeatAgeMs: 20 * minute };
    expect(state("heartbeat", { ...figures, ...queueOf(2, 20 * minute, 2) })).toBe("ok");
    expect(state("heartbeat", { ...figures, ...queueOf(3, 20 * minute, 2) })).toBe("critical");
  });

  it("that KV cannot tell of says nothing", () => {
    expect(state("heartbeat", { heartbeatAgeMs: null, ...queueOf(9, 20 * minute) })).toBe(
      "unknown",
    );
  });
});

describe("a queue that cannot be asked", () => {
  const silent = { queue: null };

  it("neither raises nor closes what depends on it", () => {
    expect(state("backlog", silent)).toBe("unknown");
    expect(state("lag", silent)).toBe("unknown");
    expect(state("heartbeat", { ...silent, heartbeatAgeMs: 4 * minute })).toBe("unknown");
    expect(state("heartbeat", silent)).toBe("ok");
  });

  it("does not hide what is known without it", () => {
    const pending = { events: 60_000, oldestMs: 11 * minute };
    expect(state("backlog", { ...silent, pending })).toBe("critical");
    expect(state("lag", { ...silent, pending })).toBe("critical");
  });
});

it("advises durable-objects when the backlog is critical", () => {
  expect(judge("backlog", queueOf(5001))).toEqual({
    state: "critical",
    value: 50_010,
    detail: "50,010 events wait; set AGGREGATION to durable-objects",
  });
});

it("says that requests are sampled when the database fills up", () => {
  const database = { bytes: 960 * MB, limitBytes: 1000 * MB };
  expect(judge("database_size", { database, sampledOneIn: 20 })).toEqual({
    state: "critical",
    value: 960_000_000,
    detail: "TRAFFIC_DB holds 960 MB of 1000 MB; one request in 20 is counted",
  });
});

it("does not judge a handful of tickets", () => {
  const tickets = { redeemed: 0, failed: 9, degraded: 0, inMemory: 0 };
  expect(state("ticket_redemption", { tickets })).toBe("ok");
  expect(state("ticket_redemption", { tickets: { ...tickets, failed: 10 } })).toBe("critical");
});

describe("lost events", () => {
  it("are told once a day, by what was not told before", () => {
    expect(state("events_lost", { lost: { total: 50, told: 50, isRecent: true } })).toBe("ok");
    expect(state("events_lost", { lost: { total: 60, told: 50, isRecent: false } })).toBe("ok");
    expect(judge("events_lost", { lost: { total: 60, told: 50, isRecent: true } })).toEqual({
      state: "warning",
      value: 60,
      detail: "10 events were lost on their way",
    });
  });
});

it("has nothing against a KV that nobody uses", () => {
  expect(state("kv_read_latency", { kvReadP95Ms: null })).toBe("ok");
});
