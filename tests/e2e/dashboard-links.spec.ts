import { globSync, readFileSync } from "node:fs";
import type { APIRequestContext, Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { expectAfterPoll } from "./fixtures/polling";
import { expect, test } from "./fixtures/test";

const defaultView = {
  ...{ range: "7d", from: null, to: null, compare: true, q: "", path: null },
  ...{ method: null, status: null, country: null, bot: null },
  ...{ sort: "p95", descending: true, live: false },
};

async function createLink(admin: APIRequestContext, name: string, view = {}): Promise<string> {
  const response = await admin.post("/api/admin/dashboard-links", {
    data: { name, view: { ...defaultView, ...view } },
  });
  expect(response.status(), await response.text()).toBe(201);
  const { link }: { link: { id: string } } = await response.json();
  return link.id;
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

test.describe("a public link", () => {
  // The figures of a revoked link are 404, which browsers write on the console.
  test.use({ allowedFaults: [/404/] });

  test("shows its view to a stranger, whatever they ask, until it is revoked", async ({
    page,
    browser,
    baseURL,
    signInAsAdmin,
  }) => {
    await signInAsAdmin(page);
    const name = `Slowest of the week ${Date.now()}`;
    const id = await createLink(page.request, name, { country: "DE" });

    const stranger = await browser.newContext({ baseURL });
    const visit = await stranger.newPage();
    await visit.clock.install();
    const document = await visit.goto(`/stats/${id}?range=90d`);
    expect(document?.headers()["x-robots-tag"]).toBe("noindex, nofollow");
    expect(document?.headers()["referrer-policy"]).toBe("no-referrer");
    await expect(visit.getByRole("heading", { level: 1, name })).toBeVisible();
    const words = visit.getByRole("list", { name: "It shows" }).getByRole("listitem");
    await expect(words).toHaveText([
      "Last 7 days",
      "Compared with the period before",
      "All paths",
      "Country: Germany",
    ]);
    await expectNoAxeFinding(visit);
    const asked = await stranger.request.get(`/api/dashboard/${id}?range=90d&refresh=true`);
    expect(asked.headers()["cache-control"]).toBe("private, no-store");
    expect(await asked.json()).toMatchObject({ range: { preset: "7d" } });
    for (const call of ["/api/admin/paths", "/api/admin/dashboard-links", "/api/admin/audit"]) {
      expect((await stranger.request.get(call)).status()).toBe(401);
    }

    await page.goto("/admin/links");
    const revoke = rowOf(page, name).getByRole("button", { name: `Revoke “${name}”` });
    await revoke.press("Enter");
    const dialog = page.getByRole("alertdialog", { name: `Revoke “${name}”?` });
    await dialog.getByRole("button", { name: "Revoke the link" }).press("Enter");
    await expect(rowOf(page, name).getByText("Revoked", { exact: true })).toBeVisible();
    await expect(rowOf(page, name).getByRole("button")).toHaveCount(0);

    expect((await stranger.request.get(`/api/dashboard/${id}`)).status()).toBe(404);
    const notice = visit.getByText("This link is not valid any more");
    await expectAfterPoll(visit, (timeout) => expect(notice).toBeVisible({ timeout }));
    await expect(visit.getByRole("heading", { name })).toHaveCount(0);
    expect((await visit.goto(`/stats/${id}`))?.status()).toBe(404);
    await expect(visit.getByRole("heading", { name: "No statistics here" })).toBeVisible();
    await stranger.close();
  });
});

test("links are listed in words, and take another name", async ({ page, signInAsAdmin }) => {
  await signInAsAdmin(page);
  const name = `Errors ${Date.now()}`;
  await createLink(page.request, name, { range: "24h", status: "5xx", bot: false, q: "chat" });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/admin/links");
  await expect(rowOf(page, name)).toContainText("Last 24 hours");
  await expect(rowOf(page, name)).toContainText("Paths with “chat”");
  await expect(rowOf(page, name)).toContainText("Status 5xx");
  await expect(rowOf(page, name)).toContainText("Without bots");
  await rowOf(page, name).getByRole("button", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(`${name} of today`);
  await page.getByRole("textbox", { name: "Name" }).press("Enter");
  const renamed = rowOf(page, `${name} of today`);
  await expect(renamed.getByRole("button", { name: "Rename" })).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await expectNoAxeFinding(page);
});

test("the log tells in sentences who did what, and its filters are in the address", async ({
  page,
  newPerson,
  signInAsAdmin,
}) => {
  await signInAsAdmin(page);
  const bob = await newPerson(`Bob ${Date.now()}`);
  const change = { data: { role: "moderator" } };
  expect((await page.request.patch(`/api/admin/people/${bob.id}`, change)).status()).toBe(200);
  expect((await page.request.patch(`/api/admin/people/${bob.id}`, change)).status()).toBe(200);
  await page.goto("/admin/audit");
  await page.getByRole("button", { name: bob.name }).first().click();
  await expect(page).toHaveURL(new RegExp(`targetId=${bob.id}`));
  const entries = page.getByRole("main").getByRole("listitem");
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText(`changed the account of ${bob.name}`);
  await expect(entries).toContainText("Moderator");
  await page.getByRole("combobox", { name: "Action" }).selectOption("Share removed");
  await expect(page.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  await page.goBack();
  await expect(entries).toHaveCount(1);
  await expectNoAxeFinding(page);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const path = await (await file).path();
  expect(readFileSync(path, "utf8").trim().split("\r\n")).toHaveLength(2);
});

type Case = { path: string; data?: unknown; action: string; status: number };

/** Writing calls that leave no row here, and why. */
const withoutRow: Record<string, string> = {
  "admin/health/[retired]": "answers 410 to everybody",
  "admin/paths/[retired]": "answers 410 to everybody",
  "admin/paths/do/[...call]": "answers 410 to everybody",
  "admin/alerts/[alertId]/acknowledge":
    "needs an open alert: tests/workerd/alerts-dashboard.test.ts",
  "admin/alerts/test": "needs a webhook: tests/workerd/alerts-dashboard.test.ts",
  "admin/people/[userId]/partner": "needs an application: tests/workerd/partner-decisions.test.ts",
  "admin/shares/reports/[reportId]/close": "needs a report: tests/workerd/audit.test.ts",
};

test("every call of an admin that changes something is written down", async ({
  page,
  newPerson,
  signInAsAdmin,
}) => {
  await signInAsAdmin(page);
  const { id: userId } = await newPerson("Carol Changed");
  const linkId = await createLink(page.request, "To be changed");
  const cases: Record<string, Record<string, Case>> = {
    "admin/archive/trigger": {
      POST: call("/archive/trigger", "archive.trigger", 202, { date: "2020-02-01" }),
    },
    "admin/archive/restore": {
      POST: call("/archive/restore", "archive.restore", 404, { date: "2020-01-02" }),
    },
    "admin/dashboard-links": {
      POST: call("/dashboard-links", "dashboard_link.create", 201, {
        ...{ name: "New", view: defaultView },
      }),
    },
    "admin/dashboard-links/[linkId]": {
      PATCH: call(`/dashboard-links/${linkId}`, "dashboard_link.rename", 200, { name: "Other" }),
      DELETE: call(`/dashboard-links/${linkId}`, "dashboard_link.revoke", 204),
    },
    "admin/paths/dead-letters/replay": {
      POST: call("/paths/dead-letters/replay", "dead_letters.replay", 200, { ids: ["none"] }),
    },
    "admin/paths/replay": {
      POST: call("/paths/replay", "events.replay", 404, { archive: "2020-01-03" }),
    },
    "admin/people/[userId]": {
      PATCH: call(`/people/${userId}`, "person.update", 200, { role: "moderator" }),
    },
    "admin/people/[userId]/reset-link": {
      POST: call(`/people/${userId}/reset-link`, "person.reset_link", 201),
    },
  };

  const writing = globSync("app/api/admin/**/route.ts").flatMap((file) => {
    const route = file.replace(/^app\/api\/|\/route\.ts$/g, "");
    const methods = readFileSync(file, "utf8").match(/\b(POST|PUT|PATCH|DELETE)\b/g) ?? [];
    return [...new Set(methods)].map((method) => ({ route, method }));
  });
  expect(writing.length).toBeGreaterThan(15);
  const unknown = writing.filter(
    ({ route, method }) => !(route in withoutRow) && !cases[route]?.[method],
  );
  expect(unknown, "say what these leave in the log, or why they do not").toEqual([]);

  for (const [route, methods] of Object.entries(cases)) {
    for (const [method, { path, data, action, status }] of Object.entries(methods)) {
      const before = await findNewest(page.request, action);
      const response = await page.request.fetch(path, { method, data });
      expect([route, method, response.status()]).toEqual([route, method, status]);
      expect([route, method, (await findNewest(page.request, action)) !== before]) //
        .toEqual([route, method, true]);
    }
  }
});

function call(path: string, action: string, status: number, data?: unknown): Case {
  return { path: `/api/admin${path}`, action, status, data };
}

async function findNewest(admin: APIRequestContext, action: string): Promise<string | null> {
  const response = await admin.get(`/api/admin/audit?action=${action}&limit=1`);
  const { entries }: { entries: { id: string }[] } = await response.json();
  return entries[0]?.id ?? null;
}
