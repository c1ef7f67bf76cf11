import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { signUp } from "./fixtures/accounts";
import { expectNoAxeFinding } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";

/** What the webhook answers next, and what it was told; afterwards it takes everything. */
const answers: number[] = [];
const told: { state: string; rule: string }[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (part: Buffer) => (body += part.toString()));
  request.on("end", () => {
    const { state, alert }: { state: string; alert: { rule: string } } = JSON.parse(body);
    told.push({ state, rule: alert.rule });
    response.writeHead(answers.shift() ?? 204).end();
  });
});

test.use({
  isolated: true,
  variables: async ({}, use) => {
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = receiver.address() as AddressInfo;
    // A store that is not there fails each time, which is what one of the rules watches.
    await use({ TICKET_STORE: "redis", ALERT_WEBHOOK_URL: `http://127.0.0.1:${port}/hook` });
    receiver.closeAllConnections();
    receiver.close();
  },
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
}

test("an alert opens by itself, is seen, taken on with the keyboard, and told to the webhook", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await signUp(page, "Olga Operator");

  await test.step("a page without alerts says what would raise one", async () => {
    await page.goto("/admin/alerts");
    const watched = page.getByRole("table", { name: "Rules and their limits" });
    // Fourteen rules and the head.
    await expect(watched.getByRole("row")).toHaveCount(15);
    await expect(watched.getByRole("row", { name: /^Statistics lag behind/ })).toContainText(
      "Warning: above 5 minutesCritical: above 10 minutes",
    );
  });

  await test.step("a test of the webhook says whether it arrived", async () => {
    const webhook = page.getByRole("region", { name: "Webhook" });
    answers.push(500);
    await webhook.getByRole("button", { name: "Send a test" }).click();
    await expect(webhook.getByRole("status")).toContainText("Not delivered. It is tried again");
    await expect(webhook).toContainText("1 message waits");
    await webhook.getByRole("button", { name: "Send a test" }).click();
    await expect(webhook.getByRole("status")).toContainText("Delivered at");
    expect(told.slice(0, 2)).toEqual([
      { state: "test", rule: "test" },
      { state: "test", rule: "test" },
    ]);
  });

  const made = await page.request.post("/api/chat/rooms", {
    data: { name: "Lobby", kind: "public" },
  });
  const { room }: { room: { id: string } } = await made.json();
  const ticket = await page.request.post(`/api/chat/rooms/${room.id}/tickets`);
  expect(ticket.status()).toBe(201);

  const openRules = async () => {
    const answer = await page.request.get("/api/admin/alerts?state=open");
    const { alerts }: { alerts: { rule: string }[] } = await answer.json();
    return alerts.map(({ rule }) => rule);
  };
  await expect.poll(openRules, { timeout: 180_000 }).toContain("ticket_fallback");
  await page.reload();
  const card = page.getByRole("listitem").filter({
    has: page.getByRole("heading", { name: "Ticket store fails" }),
  });

  await test.step("it is counted in the navigation and taken on with the keyboard", async () => {
    await expect(
      page.getByRole("navigation").getByRole("link", { name: /^Alerts \d+ open alert/ }),
    ).toBeVisible();
    await expect(card).toContainText("Warning");
    await expect(card).toContainText("Nobody looks after it yet.");
    await expectNoAxeFinding(page);
    await card.getByRole("button", { name: "Acknowledge: Ticket store fails" }).focus();
    await page.keyboard.press("Enter");
    await expect(card.getByText(/^Acknowledged by you, /)).toBeFocused();
    await expect(page.getByText("You look after “Ticket store fails” now.")).toBeVisible();
    await page.reload();
    await expect(card.getByText(/^Acknowledged by you, /)).toBeVisible();
    const audit = await page.request.get("/api/admin/audit");
    expect(await audit.text()).toContain("alert.acknowledge");
  });

  await test.step("the address says which alerts are shown", async () => {
    await page.getByLabel("Severity").selectOption({ label: "Critical" });
    await expect(page).toHaveURL(/\?severity=critical$/);
    await expect(page.getByText("No open alert matches these filters.")).toBeVisible();
    await page.reload();
    await expect(page.getByText("No open alert matches these filters.")).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(card).toBeVisible();
  });

  await test.step("all of it fits a phone", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoSidewaysScroll(page);
    await expectNoAxeFinding(page);
  });

  expect(told).toContainEqual({ state: "open", rule: "ticket_fallback" });
});
