import { beforeEach, describe, expect, it } from "vitest";
import { acknowledgeAlert, listAlerts } from "../../lib/alerts/service";
import { cases } from "./support/alert-cases";
import {
  counted,
  delta,
  deps,
  evaluate,
  failingKv,
  hour,
  minute,
  openRules,
  pendingChunk,
  received,
  resetWorld,
  sql,
  waiting,
  webhook,
  world,
} from "./support/alert-world";

beforeEach(resetWorld);

describe("an alert", () => {
  it.each(cases)("$rule opens ($severity) and closes by itself", async (one) => {
    await evaluate();
    expect(await openRules()).toEqual({});
    await one.break();
    await evaluate();
    expect((await openRules())[one.rule]).toBe(one.severity);
    await one.mend();
    world.now += minute;
    await evaluate();
    expect((await openRules())[one.rule]).toBeUndefined();
    const { alerts } = await listAlerts(deps(), { state: "closed", limit: 100 });
    expect(alerts.map(({ rule }) => rule)).toContain(one.rule);
  });

  it("of telemetry closes when ten minutes have gone", async () => {
    await counted((counters) => counters.count("ticket.degraded", { store: "kv" }));
    await evaluate();
    expect(await openRules()).toEqual({ ticket_fallback: "warning" });
    world.now += 10 * minute;
    await evaluate();
    expect(await openRules()).toEqual({});
  });

  it("stays one while it lasts, grows worse and better, and keeps who has taken it on", async () => {
    await delta(6 * minute);
    await evaluate();
    world.now += minute;
    await evaluate();
    const { alerts } = await listAlerts(deps(), { state: "open", limit: 100 });
    expect(alerts).toMatchObject([
      { rule: "lag", severity: "warning", value: 420_000, unit: "ms" },
    ]);
    const id = alerts[0]!.id;
    await acknowledgeAlert(deps(), id, { id: "ada" });
    await acknowledgeAlert(deps(), id, { id: "bob" });
    world.now += 4 * minute;
    await evaluate();
    const worse = (await listAlerts(deps(), { state: "all", limit: 100 })).alerts;
    expect(worse).toMatchObject([{ id, severity: "critical", acknowledgedBy: "ada" }]);
    await sql("UPDATE aggregation_deltas SET created_at = ?", world.now - 6 * minute);
    await evaluate();
    expect(await openRules()).toEqual({ lag: "warning" });
  });

  it("that does not exist cannot be acknowledged", async () => {
    await expect(acknowledgeAlert(deps(), "nobody", { id: "ada" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("opens once and is told once when two crons run at the same moment", async () => {
    world.variables = { ALERT_WEBHOOK_URL: webhook.url };
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
    world.queue = async () => {
      throw new Error("No figures today");
    };
    world.kv = failingKv();
    world.now += minute;
    await evaluate();
    expect(await openRules()).toEqual({ backlog: "warning" });
    waiting(0, 0);
    await evaluate();
    expect(await openRules()).toEqual({});
  });

  it("is a queue that knows no figures, as on an older runtime", async () => {
    world.queue = undefined as unknown as typeof world.queue;
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
