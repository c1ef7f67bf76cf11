import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, inject, it, vi } from "vitest";
import { TrafficKeys } from "../../lib/cache/keys";
import type { Deps } from "../../lib/platform/deps";
import { createIsolateState } from "../../lib/platform/isolate";
import { isolateCounters, type Counters } from "../../lib/telemetry/counters";
import {
  acknowledgeAlert,
  evaluateAlerts,
  listAlerts,
  sendTestAlert,
} from "../../lib/alerts/service";
import type { AlertRule } from "../../lib/alerts/schema";
import { testDeps } from "./support/deps";
import type { ReceivedCall, ReceiverPlan } from "./support/webhook-receiver";

const webhook = inject("testWebhook");
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Noon, in the past: KV refuses what is to expire before its own clock. */
const noon = Date.parse("2026-11-20T12:00:00Z");

let now = noon;
/** What the queue answers. */
let queue: () => Promise<QueueMetrics>;
let kv: KVNamespace;
let variables: Record<string, string>;

const tables = [
  "alerts",
  "alert_deliveries",
  "pending_chunks",
  "aggregation_deltas",
  "archives",
  "traffic_routes",
  "traffic_events",
  "dead_letters",
  "traffic_isolates",
  "totals_hourly",
  "telemetry_minutes",
];

beforeEach(async () => {
  now = noon;
  queue = async () => ({ backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: new Date(0) });
  kv = env.PATHS_KV;
  variables = {};
  await env.TRAFFIC_DB.batch([
    ...tables.map((table) => env.TRAFFIC_DB.prepare(`DELETE FROM ${table}`)),
    env.TRAFFIC_DB.prepare(
      `UPDATE aggregation_state SET revision = 0, aggregated_at = 0, committed_at = 0,
       snapshot_version = 0, snapshot_revision = 0, snapshot_at = 0`,
    ),
  ]);
  await kv.delete(TrafficKeys.heartbeat);
  await kv.delete(TrafficKeys.sampling);
  await plan([]);
});

function deps(): Deps {
  const all = testDeps({ now: () => now, variables });
  const bindings = {
    ...all.bindings,
    PATHS_KV: kv,
    TRAFFIC_QUEUE: { ...all.bindings.TRAFFIC_QUEUE, metrics: () => queue() } as Queue,
  };
  // The getter of `traffic` reads the bindings it was made with.
  return { ...all, traffic: all.traffic, bindings };
}

const evaluate = () => evaluateAlerts(deps());
const sql = (query: string, ...values: unknown[]) =>
  env.TRAFFIC_DB.prepare(query)
    .bind(...values)
    .run();

async function openRules(): Promise<Record<string, string>> {
  const { alerts } = await listAlerts(deps(), { state: "open", limit: 100 });
  return Object.fromEntries(alerts.map(({ rule, severity }) => [rule, severity]));
}

async function plan(answers: ReceiverPlan["answers"]): Promise<void> {
  await fetch(webhook.controlUrl, { method: "PUT", body: JSON.stringify({ answers }) });
}

async function received(): Promise<ReceivedCall[]> {
  return (await fetch(webhook.controlUrl)).json();
}

/** Counts as isolates do, in the minute `ago` milliseconds before now. */
async function counted(count: (counters: Counters) => void, ago = minute): Promise<void> {
  const counters = isolateCounters(createIsolateState());
  count(counters);
  const at = Math.floor((now - ago) / minute) * minute;
  await sql(
    "INSERT OR REPLACE INTO telemetry_minutes VALUES (?, ?)",
    at,
    JSON.stringify(counters.drain()),
  );
}

const uncount = () => sql("DELETE FROM telemetry_minutes");
const waiting = (messages: number, ageMs: number) => {
  const oldestMessageTimestamp = new Date(now - ageMs);
  queue = async () => ({ backlogCount: messages, backlogBytes: 1, oldestMessageTimestamp });
};
const pendingChunk = (events: number, ageMs: number) =>
  sql(
    "INSERT INTO pending_chunks (id, body, events, created_at, next_at) VALUES ('a:1', '{}', ?1, ?2, ?2)",
    events,
    now - ageMs,
  );
const delta = (ageMs: number) =>
  sql("INSERT INTO aggregation_deltas VALUES (1, '{}', 2, 5, ?)", now - ageMs);
const event = (date: string) =>
  sql(
    `INSERT INTO traffic_events VALUES (?1, ?1 || '-1', 0, '/', '/', 'GET', 200, 1, NULL, 'XX', 0, NULL, 1)`,
    date,
  );
const ledger = (date: string, state: string, error: string | null) =>
  sql(
    `INSERT INTO archives (date, state, format, error, requested_at, updated_at)
     VALUES (?1, ?2, 'jsonl.gz', ?3, 0, 0)`,
    date,
    state,
    error,
  );
const requests = (count: number) =>
  sql(
    "INSERT INTO totals_hourly VALUES ('2026-11-20T11', ?, 0, 0, 0, 0, x'00', NULL, '{}', 1)",
    count,
  );

/** How each rule comes to fire on real tables, how badly, and what makes it well again. */
const cases: {
  rule: AlertRule;
  severity: "warning" | "critical";
  break: () => Promise<unknown> | unknown;
  mend: () => Promise<unknown> | unknown;
}[] = [
  {
    rule: "heartbeat",
    severity: "critical",
    break: async () => {
      await kv.put(TrafficKeys.heartbeat, String(now - 4 * minute));
      waiting(2, 4 * minute);
    },
    mend: () => kv.put(TrafficKeys.heartbeat, String(now - 1000)),
  },
  {
    rule: "heartbeat",
    severity: "critical",
    break: () => pendingChunk(10, 4 * minute),
    mend: () => sql("DELETE FROM pending_chunks"),
  },
  {
    rule: "backlog",
    severity: "warning",
    // Ten events a message while nobody has counted any.
    break: () => waiting(1_001, 1000),
    mend: () => waiting(1_000, 1000),
  },
  {
    rule: "backlog",
    severity: "critical",
    break: async () => {
      waiting(1_001, 1000);
      await counted((counters) => {
        counters.count("traffic.message", {}, 10);
        counters.count("traffic.event", {}, 500);
      });
    },
    mend: () => waiting(0, 0),
  },
  {
    rule: "lag",
    severity: "warning",
    break: () => delta(6 * minute),
    mend: () => sql("DELETE FROM aggregation_deltas"),
  },
  {
    rule: "lag",
    severity: "critical",
    break: async () => {
      await kv.put(TrafficKeys.heartbeat, String(now));
      waiting(1, 11 * minute);
    },
    mend: () => waiting(0, 0),
  },
  {
    rule: "snapshot",
    severity: "warning",
    break: () =>
      sql(
        "UPDATE aggregation_state SET revision = 8, snapshot_revision = 7, snapshot_at = ?",
        [now - 11 * minute][0],
      ),
    mend: () => sql("UPDATE aggregation_state SET snapshot_revision = 8, snapshot_at = ?", now),
  },
  {
    rule: "archive",
    severity: "warning",
    break: () => ledger("2026-11-17", "uploading", "R2 is down"),
    mend: () => sql("UPDATE archives SET state = 'done', error = NULL"),
  },
  {
    rule: "archive",
    severity: "warning",
    break: () => event("2026-11-17"),
    mend: () => sql("DELETE FROM traffic_events"),
  },
  {
    rule: "archive",
    severity: "critical",
    break: async () => {
      await event("2026-11-16");
      await event("2026-11-17");
    },
    mend: () => sql("DELETE FROM traffic_events"),
  },
  {
    rule: "kv_write_latency",
    severity: "warning",
    break: () =>
      counted((counters) => {
        for (let at = 0; at < 20; at++) counters.time("kv.write", at < 18 ? 10 : 300);
      }),
    mend: uncount,
  },
  {
    rule: "kv_write_latency",
    severity: "warning",
    break: () =>
      counted((counters) => {
        counters.time("kv.write", 10, { store: "paths" });
        counters.time("ticket.store", 300, { store: "kv", call: "put" });
      }),
    mend: uncount,
  },
  {
    rule: "kv_read_latency",
    severity: "warning",
    break: () =>
      counted((counters) => {
        for (let at = 0; at < 20; at++) counters.time("kv.read", at < 18 ? 10 : 150);
      }),
    mend: uncount,
  },
  {
    rule: "ticket_redemption",
    severity: "warning",
    break: () =>
      counted((counters) => {
        counters.count("ticket.redeemed", { store: "kv" }, 90);
        counters.count("ticket.refused", { store: "kv", reason: "unavailable" }, 10);
      }),
    mend: uncount,
  },
  {
    rule: "ticket_redemption",
    severity: "critical",
    break: () =>
      counted((counters) => {
        counters.count("ticket.redeemed", { store: "redis" }, 30);
        counters.count("ticket.refused", { store: "redis", reason: "ticket_used" }, 10);
      }),
    mend: uncount,
  },
  {
    rule: "ticket_fallback",
    severity: "warning",
    break: () => counted((counters) => counters.count("ticket.degraded", { store: "kv" })),
    mend: uncount,
  },
  {
    rule: "ticket_fallback",
    severity: "warning",
    break: () => counted((counters) => counters.count("ticket.issued", { store: "memory" })),
    mend: uncount,
  },
  {
    rule: "dead_letters",
    severity: "warning",
    break: async () => {
      await requests(1000);
      await sql("INSERT INTO dead_letters VALUES ('m1', 'tries', 'no json', ?, NULL)", now);
    },
    mend: () => sql("UPDATE dead_letters SET replayed_at = 1"),
  },
  {
    rule: "dead_letters",
    severity: "critical",
    break: async () => {
      await requests(1000);
      const body = JSON.stringify({ events: Array.from({ length: 20 }, () => ({})) });
      await sql("INSERT INTO dead_letters VALUES ('m1', 'tries', ?, ?, NULL)", body, now);
    },
    mend: () => sql("UPDATE dead_letters SET replayed_at = 1"),
  },
  {
    rule: "events_lost",
    severity: "warning",
    break: async () => {
      await requests(1000);
      await sql("INSERT INTO traffic_isolates VALUES ('isolate-1', 4, 40, '[]', 3, ?, NULL)", now);
    },
    mend: () => (now += day + minute),
  },
  {
    rule: "events_lost",
    severity: "critical",
    // Chunks 1 to 4 hold 40 events; 6 has arrived with 10 of 70: the 20 of chunk 5 have not.
    break: async () => {
      await requests(1000);
      await sql(
        "INSERT INTO traffic_isolates VALUES ('isolate-1', 4, 40, '[[6,70,10]]', 0, ?1, ?2)",
        now,
        now - 11 * minute,
      );
    },
    mend: () => sql("UPDATE traffic_isolates SET beyond = '[]', gap_since = NULL"),
  },
  {
    rule: "database_writes",
    severity: "warning",
    break: () =>
      counted((counters) => {
        counters.count("d1.write", { what: "commit" }, 1000);
        counters.count("d1.write_failed", { what: "commit" });
      }),
    mend: uncount,
  },
  {
    rule: "fallback_answers",
    severity: "critical",
    break: () =>
      counted((counters) => {
        counters.count("answer.served", { what: "paths" }, 100);
        counters.count("answer.fallback", { what: "paths" }, 2);
      }),
    mend: uncount,
  },
];

describe("an alert", () => {
  it.each(cases)("$rule opens ($severity) and closes by itself", async (one) => {
    await evaluate();
    expect(await openRules()).toEqual({});
    await one.break();
    await evaluate();
    expect((await openRules())[one.rule]).toBe(one.severity);
    await one.mend();
    now += minute;
    await evaluate();
    expect((await openRules())[one.rule]).toBeUndefined();
    const { alerts } = await listAlerts(deps(), { state: "closed", limit: 100 });
    expect(alerts.map(({ rule }) => rule)).toContain(one.rule);
  });

  it("of telemetry closes when ten minutes have gone", async () => {
    await counted((counters) => counters.count("ticket.degraded", { store: "kv" }));
    await evaluate();
    expect(await openRules()).toEqual({ ticket_fallback: "warning" });
    now += 10 * minute;
    await evaluate();
    expect(await openRules()).toEqual({});
  });

  it("stays one while it lasts, grows worse and better, and keeps who has taken it on", async () => {
    await delta(6 * minute);
    await evaluate();
    now += minute;
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 100 });
    expect(alerts).toMatchObject([
      { rule: "lag", severity: "warning", value: 420_000, unit: "ms" },
    ]);
    const id = alerts[0]!.id;
    await acknowledgeAlert(deps(), id, "ada");
    await acknowledgeAlert(deps(), id, "bob");
    now += 4 * minute;
    await evaluate();
    const worse = (await listAlerts(deps(), { state: "all", limit: 100 })).alerts;
    expect(worse).toMatchObject([{ id, severity: "critical", acknowledgedBy: "ada" }]);
    await sql("UPDATE aggregation_deltas SET created_at = ?", now - 6 * minute);
    await evaluate();
    expect(await openRules()).toEqual({ lag: "warning" });
  });

  it("that does not exist cannot be acknowledged", async () => {
    await expect(acknowledgeAlert(deps(), "nobody", "ada")).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("opens once and is told once when two crons run at the same moment", async () => {
    variables = { ALERT_WEBHOOK_URL: webhook.url };
    await delta(11 * minute);
    await Promise.all([evaluate(), evaluate(), evaluate()]);
    expect((await listAlerts(deps(), { state: "all", limit: 100 })).alerts).toHaveLength(1);
    expect(await received()).toHaveLength(1);
    await sql("DELETE FROM aggregation_deltas");
    await Promise.all([evaluate(), evaluate(), evaluate()]);
    expect(
      (await received()).map(({ body }) => (JSON.parse(body) as { state: string }).state),
    ).toEqual(["open", "closed"]);
  });
});

describe("what cannot be found out", () => {
  it("neither opens nor closes an alert", async () => {
    waiting(1_001, 1000);
    await evaluate();
    expect(await openRules()).toEqual({ backlog: "warning" });
    queue = async () => {
      throw new Error("No figures today");
    };
    kv = failingKv();
    now += minute;
    await evaluate();
    expect(await openRules()).toEqual({ backlog: "warning" });
    waiting(0, 0);
    await evaluate();
    expect(await openRules()).toEqual({});
  });

  it("is a queue that knows no figures, as on an older runtime", async () => {
    queue = undefined as unknown as typeof queue;
    await delta(6 * minute);
    await evaluate();
    expect(await openRules()).toEqual({ lag: "warning" });
  });
});

it("takes no chunk for waiting in which there are no events", async () => {
  await pendingChunk(0, hour);
  await evaluate();
  expect(await openRules()).toEqual({});
});

describe("lost events", () => {
  const lost = (events: number) =>
    sql(
      "INSERT OR REPLACE INTO traffic_isolates VALUES ('i', 4, 40, '[]', ?, ?, NULL)",
      events,
      now,
    );

  it("are told again only when more are lost", async () => {
    await requests(100_000);
    await lost(5);
    await evaluate();
    now += day + minute;
    await evaluate();
    expect(await openRules()).toEqual({});
    now += day;
    await evaluate();
    expect(await openRules()).toEqual({});
    await lost(7);
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 1 });
    expect(alerts).toMatchObject([
      { rule: "events_lost", detail: "2 events were lost on their way" },
    ]);
  });

  it("that came after all do not hide later ones", async () => {
    await requests(100_000);
    await lost(50);
    await evaluate();
    now += day + minute;
    await evaluate();
    await lost(0);
    await evaluate();
    await lost(5);
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 1 });
    expect(alerts).toMatchObject([{ detail: "5 events were lost on their way" }]);
  });

  it("between chunks are given ten minutes to arrive", async () => {
    await sql(
      "INSERT INTO traffic_isolates VALUES ('i', 4, 40, '[[6,70,10]]', 0, ?1, ?2)",
      now,
      now - 9 * minute,
    );
    await evaluate();
    expect(await openRules()).toEqual({});
    now += 2 * minute;
    await evaluate();
    expect(await openRules()).toEqual({ events_lost: "critical" });
  });
});

describe("an overdue day", () => {
  it("is one that has left the window and whose hour has passed", async () => {
    now = Date.parse("2026-11-20T02:59:00Z");
    await event("2026-11-17");
    await event("2026-11-18");
    await evaluate();
    expect(await openRules()).toEqual({});
    now = Date.parse("2026-11-20T03:00:00Z");
    await evaluate();
    expect(await openRules()).toEqual({ archive: "warning" });
  });

  it("is not one that is archived, of which late events wait for their own part", async () => {
    await event("2026-11-10");
    await ledger("2026-11-10", "done", null);
    await evaluate();
    expect(await openRules()).toEqual({});
  });

  it("is not one that waits behind another while the archive gets on", async () => {
    await event("2026-11-10");
    await ledger("2026-11-09", "done", null);
    await sql("UPDATE archives SET archived_at = ?1", now - 9 * minute);
    await evaluate();
    expect(await openRules()).toEqual({});
    now += 2 * minute;
    await evaluate();
    expect(await openRules()).toEqual({ archive: "warning" });
  });

  it("is not one that was replayed into statistics that have just begun", async () => {
    await event("2026-11-10");
    await sql("INSERT INTO traffic_routes VALUES ('/', ?1)", now - 9 * minute);
    await evaluate();
    expect(await openRules()).toEqual({});
    now += 2 * minute;
    await evaluate();
    expect(await openRules()).toEqual({ archive: "warning" });
  });

  it("is also one that got stuck after its events were deleted", async () => {
    await ledger("2026-11-10", "verified", null);
    await evaluate();
    expect(await openRules()).toEqual({ archive: "warning" });
  });
});

describe("a database that fills up", () => {
  it("warns, lets isolates take fewer requests, says so, and takes both back", async () => {
    await sql("CREATE TABLE IF NOT EXISTS ballast (bytes BLOB)");
    // 8 MB, so that a limit in whole megabytes can be met closely.
    for (let at = 0; at < 8; at++) await sql("INSERT INTO ballast VALUES (zeroblob(1000000))");
    const { meta } = await sql("SELECT 1");
    const bytes = meta.size_after;
    expect(bytes).toBeGreaterThan(8_000_000);

    variables = { TRAFFIC_DB_LIMIT_MB: String(Math.floor(bytes / 0.82 / 1e6)) };
    await evaluate();
    expect(await openRules()).toEqual({ database_size: "warning" });
    const ratio = async () =>
      (await kv.get<{ ratio: number; since: number }>(TrafficKeys.sampling, "json"))?.ratio ?? 1;
    expect(await ratio()).toBeLessThan(1);
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 1 });
    expect(alerts[0]!.detail).toContain(
      `one request in ${Math.round(1 / (await ratio()))} is counted`,
    );

    variables = { TRAFFIC_DB_LIMIT_MB: String(Math.floor(bytes / 1e6)) };
    await evaluate();
    expect(await openRules()).toEqual({ database_size: "critical" });
    expect(await ratio()).toBe(0.05);

    // Deleting gives the room back at once.
    await sql("DELETE FROM ballast");
    await evaluate();
    expect(await openRules()).toEqual({});
    expect(await ratio()).toBe(1);
    await sql("DROP TABLE ballast");
  });

  it("warns though KV does not answer, and promises nothing", async () => {
    await sql("CREATE TABLE ballast (bytes BLOB)");
    for (let at = 0; at < 4; at++) await sql("INSERT INTO ballast VALUES (zeroblob(1000000))");
    kv = failingKv();
    variables = { TRAFFIC_DB_LIMIT_MB: "1" };
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 1 });
    expect(alerts[0]).toMatchObject({ rule: "database_size", severity: "critical" });
    expect(alerts[0]!.detail).not.toContain("is counted");
    await sql("DROP TABLE ballast");
  });
});

function failingKv(): KVNamespace {
  const fail = () => Promise.reject(new Error("KV is down"));
  return { get: fail, put: fail, delete: fail } as unknown as KVNamespace;
}

describe("the webhook", () => {
  beforeEach(() => {
    variables = { ALERT_WEBHOOK_URL: webhook.url };
  });
  const stateOf = ({ body }: ReceivedCall) => (JSON.parse(body) as { state: string }).state;

  it("hears of each alert once though it fails twice first", async () => {
    await plan([500, 302]);
    await delta(11 * minute);
    await evaluate();
    now += 30_000;
    await evaluate();
    expect((await received()).map(({ status }) => status)).toEqual([500]);
    now += minute;
    await evaluate();
    expect((await received()).map(({ status }) => status)).toEqual([500, 302]);
    now += minute;
    await evaluate();
    expect(await received()).toHaveLength(2);
    now += minute;
    await evaluate();
    now += hour;
    await evaluate();
    const calls = await received();
    expect(calls.map(({ status }) => status)).toEqual([500, 302, 204]);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
    expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(calls[0]!.body)).toMatchObject({
      id: calls[0]!.key,
      state: "open",
      alert: { rule: "lag", severity: "critical" },
      text: "Plaza: CRITICAL lag: The oldest event that is not in the statistics yet is 11 min old",
    });
    expect(calls[0]!.contentType).toBe("application/json");
  });

  it("hears again under the same id when the worker dies between the call and its mark", async () => {
    await delta(11 * minute);
    const dying = deps();
    const traffic = dying.traffic;
    await expect(
      evaluateAlerts({
        ...dying,
        traffic: dyingAt(traffic, "UPDATE alert_deliveries SET delivered_at"),
      }),
    ).rejects.toThrow("The worker died");
    now += 2 * minute;
    await evaluate();
    now += hour;
    await evaluate();
    const calls = await received();
    expect(calls.map(({ status }) => status)).toEqual([204, 204]);
    // A receiver that keeps what it has seen by this key takes it once.
    expect(calls[0]!.key).toBe(calls[1]!.key);
    expect(calls[0]!.key).toMatch(/^[0-9A-Za-z]{20}$/);
  });

  it("hears of what a cron opened that died before it called", async () => {
    await delta(11 * minute);
    const dying = deps();
    await expect(
      evaluateAlerts({
        ...dying,
        traffic: dyingAt(dying.traffic, "UPDATE alert_deliveries SET next_at"),
      }),
    ).rejects.toThrow("The worker died");
    expect(await received()).toEqual([]);
    await evaluate();
    expect((await received()).map(stateOf)).toEqual(["open"]);
  });

  it("hears when an alert grows worse, not when it grows better, and when it closes", async () => {
    await delta(6 * minute);
    await evaluate();
    now += 5 * minute;
    await evaluate();
    await sql("UPDATE aggregation_deltas SET created_at = ?", now - 6 * minute);
    now += 1000;
    await evaluate();
    await sql("DELETE FROM aggregation_deltas");
    await evaluate();
    expect((await received()).map(stateOf)).toEqual(["open", "escalated", "closed"]);
  });

  it("that never answers costs one attempt a run, and is given up after three days, counted", async () => {
    await plan(Array.from({ length: 100 }, () => 500));
    await delta(11 * minute);
    await pendingChunk(60_000, 11 * minute);
    await evaluate();
    expect(await received()).toHaveLength(1);
    const site = deps();
    now += 3 * day;
    await evaluateAlerts(site);
    expect(site.counters.snapshot().counters).toContainEqual({
      name: "alert.given_up",
      labels: {},
      count: 3,
    });
    const before = (await received()).length;
    now += day;
    await evaluate();
    expect(await received()).toHaveLength(before);
  });

  it("that hangs is left after five seconds", async () => {
    await plan(["hang"]);
    await delta(11 * minute);
    const real = AbortSignal.timeout.bind(AbortSignal);
    const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      // A hundred times faster than life.
      return real(ms / 100);
    });
    await evaluate();
    expect(spy.mock.calls).toEqual([[5_000]]);
    spy.mockRestore();
    now += minute;
    await evaluate();
    const calls = await received();
    expect(calls.map(({ status }) => status)).toEqual([0, 204]);
    expect(calls[0]!.key).toBe(calls[1]!.key);
  });

  it("can be tried out", async () => {
    const { id, delivered } = await sendTestAlert(deps());
    expect(delivered).toBe(true);
    expect(await received()).toMatchObject([{ key: id, status: 204 }]);
    now += hour;
    await evaluate();
    expect(await received()).toHaveLength(1);
    variables = {};
    await expect(sendTestAlert(deps())).rejects.toMatchObject({ code: "unavailable" });
  });

  it("that is not https is not called, and the alert is kept all the same", async () => {
    variables = { ALERT_WEBHOOK_URL: "http://alerts.example.org/hook" };
    await delta(11 * minute);
    await evaluate();
    expect(await openRules()).toEqual({ lag: "critical" });
    expect(await received()).toEqual([]);
  });
});

describe("the list of alerts", () => {
  it("pages through all of them, the newest first", async () => {
    for (let at = 1; at <= 5; at++) {
      const closedAt = at === 5 ? null : now;
      await sql(
        `INSERT INTO alerts (id, rule, severity, value, detail, opened_at, updated_at, closed_at)
         VALUES (?1, 'lag', 'warning', 1, '', ?2, ?2, ?3)`,
        `alert${at}`,
        now + Math.floor(at / 2),
        closedAt,
      );
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAlerts(deps(), { state: "all", limit: 2, cursor });
      seen.push(...page.alerts.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["alert5", "alert4", "alert3", "alert2", "alert1"]);
    const ids = async (state: "open" | "closed") =>
      (await listAlerts(deps(), { state, limit: 100 })).alerts.map(({ id }) => id);
    expect(await ids("open")).toEqual(["alert5"]);
    expect(await ids("closed")).toHaveLength(4);
  });

  it("forgets closed alerts after 90 days, but for what was told of losses", async () => {
    for (const rule of ["lag", "events_lost"]) {
      await sql(
        `INSERT INTO alerts (id, rule, severity, value, detail, opened_at, updated_at, closed_at)
         VALUES (?1, ?1, 'warning', 7, '', 1, 1, ?2)`,
        rule,
        now - 91 * day,
      );
    }
    await sql("INSERT INTO traffic_isolates VALUES ('i', 4, 40, '[]', 7, ?, NULL)", now);
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "all", limit: 100 });
    expect(alerts.map(({ rule }) => rule)).toEqual(["events_lost"]);
  });
});

/** The database as a worker sees it that dies when it comes to a statement. */
function dyingAt(traffic: D1Database, start: string): D1Database {
  return new Proxy(traffic, {
    get(target, property) {
      if (property === "prepare") {
        return (query: string) => {
          if (query.trimStart().startsWith(start)) throw new Error("The worker died");
          return target.prepare(query);
        };
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
