import { beforeEach, describe, expect, it, vi } from "vitest";
import { listAlerts, sendTestAlert, evaluateAlerts } from "../../lib/alerts/service";
import {
  day,
  delta,
  deps,
  evaluate,
  hour,
  minute,
  openRules,
  pendingChunk,
  plan,
  received,
  resetWorld,
  sql,
  webhook,
  world,
} from "./support/alert-world";
import type { ReceivedCall } from "./support/webhook-receiver";

beforeEach(resetWorld);

describe("the webhook", () => {
  beforeEach(() => {
    world.variables = { ALERT_WEBHOOK_URL: webhook.url };
  });
  const stateOf = ({ body }: ReceivedCall) => (JSON.parse(body) as { state: string }).state;

  it("hears of each alert once though it fails twice first", async () => {
    await plan([500, 302]);
    await delta(11 * minute);
    await evaluate();
    world.now += 30_000;
    await evaluate();
    expect((await received()).map(({ status }) => status)).toEqual([500]);
    world.now += minute;
    await evaluate();
    expect((await received()).map(({ status }) => status)).toEqual([500, 302]);
    world.now += minute;
    await evaluate();
    expect(await received()).toHaveLength(2);
    world.now += minute;
    await evaluate();
    world.now += hour;
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
    world.now += 2 * minute;
    await evaluate();
    world.now += hour;
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
    world.now += 5 * minute;
    await evaluate();
    await sql("UPDATE aggregation_deltas SET created_at = ?", world.now - 6 * minute);
    world.now += 1000;
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
    world.now += 3 * day;
    await evaluateAlerts(site);
    expect(site.counters.snapshot().counters).toContainEqual({
      name: "alert.given_up",
      labels: {},
      count: 3,
    });
    const before = (await received()).length;
    world.now += day;
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
    world.now += minute;
    await evaluate();
    const calls = await received();
    expect(calls.map(({ status }) => status)).toEqual([0, 204]);
    expect(calls[0]!.key).toBe(calls[1]!.key);
  });

  it("can be tried out", async () => {
    const { id, delivered } = await sendTestAlert(deps(), { id: "ada" });
    expect(delivered).toBe(true);
    expect(await received()).toMatchObject([{ key: id, status: 204 }]);
    world.now += hour;
    await evaluate();
    expect(await received()).toHaveLength(1);
    world.variables = {};
    await expect(sendTestAlert(deps(), { id: "ada" })).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("that is not https is not called, and the alert is kept all the same", async () => {
    world.variables = { ALERT_WEBHOOK_URL: "http://alerts.example.org/hook" };
    await delta(11 * minute);
    await evaluate();
    expect(await openRules()).toEqual({ lag: "critical" });
    expect(await received()).toEqual([]);
  });
});

describe("the list of alerts", () => {
  it("pages through all of them, the newest first", async () => {
    for (let at = 1; at <= 5; at++) {
      const closedAt = at === 5 ? null : world.now;
      await sql(
        `INSERT INTO alerts (id, rule, severity, value, detail, opened_at, updated_at, closed_at)
         VALUES (?1, 'lag', 'warning', 1, '', ?2, ?2, ?3)`,
        `alert${at}`,
        world.now + Math.floor(at / 2),
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
        world.now - 91 * day,
      );
    }
    await sql("INSERT INTO traffic_isolates VALUES ('i', 4, 40, '[]', 7, ?, NULL)", world.now);
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
