import { env } from "cloudflare:workers";
import { beforeEach, expect, inject, it } from "vitest";
import { acknowledgeAlert, getWebhook, listAlerts, sendTestAlert } from "../../lib/alerts/service";
import { testDeps } from "./support/deps";

const webhook = inject("testWebhook");
const now = Date.parse("2026-11-20T12:00:00Z");
const minute = 60_000;

let variables: Record<string, string> = {};
const deps = () => testDeps({ now: () => now, variables });

beforeEach(async () => {
  variables = {};
  await env.TRAFFIC_DB.batch([
    env.TRAFFIC_DB.prepare("DELETE FROM alerts"),
    env.TRAFFIC_DB.prepare("DELETE FROM alert_deliveries"),
  ]);
  await env.DB.batch([
    env.DB.prepare("DELETE FROM audit_log"),
    env.DB.prepare(
      `INSERT OR REPLACE INTO users (id, email, name, role, status, version, created_at)
       VALUES ('ada', 'ada@example.test', 'Ada Lovelace', 'admin', 'active', 1, 1)`,
    ),
  ]);
});

async function alert(id: string, rule: string, severity: string, closedAt: number | null) {
  await env.TRAFFIC_DB.prepare(
    `INSERT INTO alerts (id, rule, severity, value, detail, opened_at, updated_at, closed_at)
     VALUES (?1, ?2, ?3, 420000, 'said', ?4, ?4, ?5)`,
  )
    .bind(id, rule, severity, now - 7 * minute, closedAt)
    .run();
}

async function audit() {
  const { results } = await env.DB.prepare(
    "SELECT actor_id, action, target_id, detail FROM audit_log ORDER BY at, id",
  ).all();
  return results;
}

async function answerNext(answers: number[]): Promise<void> {
  await fetch(webhook.controlUrl, { method: "PUT", body: JSON.stringify({ answers }) });
}

it("an alert that was acknowledged says by whom, and the log says it once", async () => {
  await alert("lag1", "lag", "warning", null);
  const first = await acknowledgeAlert(deps(), "lag1", { id: "ada" });
  expect(first).toEqual({
    id: "lag1",
    rule: "lag",
    severity: "warning",
    value: 420_000,
    unit: "ms",
    detail: "said",
    openedAt: now - 7 * minute,
    updatedAt: now - 7 * minute,
    closedAt: null,
    acknowledgedAt: now,
    acknowledgedBy: "ada",
    acknowledgedByName: "Ada Lovelace",
  });
  expect(await acknowledgeAlert(deps(), "lag1", null)).toEqual(first);
  expect((await listAlerts(deps(), { state: "open", limit: 10 })).alerts).toEqual([first]);
  expect(await audit()).toEqual([
    {
      actor_id: "ada",
      action: "alert.acknowledge",
      target_id: "lag1",
      detail: '{"rule":"lag","severity":"warning"}',
    },
  ]);
});

it("an alert that a program acknowledged has no person's name, nor has one of an account that is gone", async () => {
  await alert("lag1", "lag", "warning", null);
  await alert("old1", "archive", "warning", now);
  await acknowledgeAlert(deps(), "lag1", null);
  await acknowledgeAlert(deps(), "old1", { id: "nobody-any-more" });
  const { alerts } = await listAlerts(deps(), { state: "all", limit: 10 });
  expect(alerts.map((one) => [one.acknowledgedBy, one.acknowledgedByName])).toEqual([
    ["nobody-any-more", null],
    ["operator", null],
  ]);
});

it("what is not there is neither acknowledged nor written down", async () => {
  const nothing = acknowledgeAlert(deps(), "nothing", { id: "ada" });
  await expect(nothing).rejects.toMatchObject({ code: "not_found" });
  expect(await audit()).toEqual([]);
});

it("alerts are filtered by state, rule and severity at once", async () => {
  await alert("a", "lag", "warning", null);
  await alert("b", "lag", "critical", now);
  await alert("c", "lag", "warning", now);
  await alert("d", "archive", "warning", now);
  const ids = async (query: Partial<Parameters<typeof listAlerts>[1]>) => {
    const page = await listAlerts(deps(), { state: "all", limit: 10, ...query });
    return page.alerts.map(({ id }) => id).sort();
  };
  expect(await ids({ rule: "lag" })).toEqual(["a", "b", "c"]);
  expect(await ids({ severity: "warning" })).toEqual(["a", "c", "d"]);
  expect(await ids({ state: "closed", rule: "lag", severity: "warning" })).toEqual(["c"]);
  expect(await ids({ rule: "backlog" })).toEqual([]);
});

it("the webhook is shown by its host, with what it is owed", async () => {
  expect(await getWebhook(deps())).toEqual({
    state: "missing",
    host: null,
    waiting: 0,
    nextAt: null,
  });
  variables = { ALERT_WEBHOOK_URL: "https://hooks.slack.com/services/T0/B0/secret" };
  expect(await getWebhook(deps())).toEqual({
    state: "slack",
    host: "hooks.slack.com",
    waiting: 0,
    nextAt: null,
  });
  variables = { ALERT_WEBHOOK_URL: "http://example.org/hook" };
  expect(await getWebhook(deps())).toMatchObject({ state: "invalid", host: null });
});

it("a test that fails is owed and tried again, and a test is written down before it is sent", async () => {
  variables = { ALERT_WEBHOOK_URL: webhook.url };
  await answerNext([500, 204]);
  const failed = await sendTestAlert(deps(), { id: "ada" });
  expect(failed.delivered).toBe(false);
  expect(await getWebhook(deps())).toMatchObject({
    state: "json",
    waiting: 1,
    nextAt: now + minute,
  });
  const sent = await sendTestAlert(deps(), null);
  expect(sent.delivered).toBe(true);
  expect(await getWebhook(deps())).toMatchObject({ waiting: 1 });
  const written = await audit();
  expect(written).toHaveLength(2);
  expect(written).toEqual(
    expect.arrayContaining([
      { actor_id: "ada", action: "alert.test", target_id: failed.id, detail: "{}" },
      { actor_id: "operator", action: "alert.test", target_id: sent.id, detail: "{}" },
    ]),
  );
});
