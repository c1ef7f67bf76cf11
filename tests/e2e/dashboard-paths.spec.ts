import type { Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";
import { countRequests, eventsOf, ownRoute } from "./fixtures/traffic";

const card = (page: Page, name: string) =>
  page.getByRole("region", { name: "Totals" }).locator("div", {
    has: page.locator("dt", { hasText: name }),
  });

async function replay(page: Page, lines: string[]): Promise<void> {
  const headers = { "content-type": "application/x-ndjson" };
  const data = lines.join("\n");
  const answer = await page.request.post("/api/admin/paths/replay", { data, headers });
  expect(answer.status(), await answer.text()).toBe(200);
}

test.describe("how fresh the figures are", () => {
  test.use({
    isolated: true,
    // What the site itself is asked for stays where it is: only what the test sends is counted.
    variables: { REPORT_FRESH_SECONDS: "5", TRAFFIC_FLUSH_MS: "3600000" },
    // While the server is dead.
    allowedFaults: [/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/],
  });

  /** Sends events, and waits until they are ready to be added to the statistics, or were. */
  async function send(page: Page, route: string, count: number): Promise<void> {
    const before = await pipeline(page);
    await replay(page, eventsOf(route, Date.now() - 600_000, count));
    const hasCome = async () => {
      const { unfolded, aggregatedAt } = await pipeline(page);
      return unfolded.commits > 0 || aggregatedAt !== before.aggregatedAt;
    };
    await expect.poll(hasCome, { timeout: 30_000 }).toBe(true);
  }

  async function pipeline(page: Page) {
    return (await page.request.get("/api/admin/paths/metrics")).json();
  }

  test("is told: stale, refreshed behind, newer, already the newest, and not to be refreshed", async ({
    page,
    server,
    signUp,
  }) => {
    test.setTimeout(180_000);
    await signUp(page, "First admin");
    await page.clock.install();
    const minuteLater = () => page.clock.fastForward(60_000);
    const refresh = page.getByRole("button", { name: "Refresh" });

    await test.step("nothing was counted yet, and the page says what will be", async () => {
      await page.goto("/admin/paths?range=1h");
      await expect(page.getByRole("heading", { name: "No traffic counted yet" })).toBeVisible();
      await expectNoAxeFinding(page);
    });

    await test.step("Refresh shows that it is at work, and that newer data came", async () => {
      await send(page, "/first/00000001", 40);
      await refresh.click();
      await expect(refresh).toHaveAttribute("aria-busy", "true");
      await expect(page.getByRole("status").getByText("Newer data came.")).toBeVisible();
      await expect(card(page, "Requests")).toContainText("40");
      await expect(page.getByText(/^Updated \d\d:\d\d:\d\d [AP]M, (now|\d+s ago)$/)).toBeVisible();
    });

    await test.step("Refresh is certain when there is nothing newer", async () => {
      await refresh.click();
      await expect(page.getByRole("status").getByText("Already the newest data.")).toBeVisible({
        timeout: 20_000,
      });
      await expect(card(page, "Requests")).toContainText("40");
    });

    await test.step("a stale answer says so, and is followed by what was made behind it", async () => {
      await send(page, "/second/00000002", 2);
      // Adds what waits, behind the answer to another question.
      await page.request.get("/api/admin/paths?range=24h&refresh=true");
      const badge = page.getByText("refreshing in the background");
      await expect(async () => {
        await minuteLater();
        await expect(badge).toBeVisible({ timeout: 5_000 });
      }).toPass();
      await expect(card(page, "Requests")).toContainText("40");
      await expect(async () => {
        await page.clock.fastForward(15_000);
        await expect(page.getByText("Newer data came", { exact: true })).toBeVisible({
          timeout: 5_000,
        });
      }).toPass();
      await expect(card(page, "Requests")).toContainText("42");
      await expect(badge).toBeHidden();
    });

    await test.step("the server dies: the last data stays, with its age", async () => {
      await server.kill();
      await minuteLater();
      const alert = page.getByRole("main").getByRole("alert");
      await expect(alert).toContainText(
        /Could not refresh; showing data of \d\d:\d\d:\d\d [AP]M\./,
      );
      await expect(card(page, "Requests")).toContainText("42");
      await page.clock.fastForward(180_000);
      await expect(alert).toContainText(/It is from \d+m ago\./);
      await server.run();
      await expect(async () => {
        await minuteLater();
        await expect(alert).toBeHidden({ timeout: 5_000 });
      }).toPass();
      await expect(card(page, "Requests")).toContainText("42");
    });
  });
});

test("the address is the view: choosing adds a step, back and forward and a reload keep to it", async ({
  page,
  signInAsAdmin,
}) => {
  await signInAsAdmin(page);
  await page.goto("/admin/paths");
  const search = page.getByRole("searchbox", { name: "Search paths" });
  const isChosen = (name: string) =>
    expect(page.getByRole("radio", { name, exact: true })).toBeChecked();
  await isChosen("Last 24 hours");

  await page.getByRole("radio", { name: "Last 7 days" }).check();
  await expect(page).toHaveURL("/admin/paths?range=7d");
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("combobox", { name: "Status" }).selectOption("5xx");
  await expect(page).toHaveURL("/admin/paths?range=7d&status=5xx");
  await page.keyboard.press("Escape");
  await search.fill("api");
  await expect(page).toHaveURL("/admin/paths?range=7d&status=5xx&q=api");

  await page.goBack();
  await expect(page).toHaveURL("/admin/paths?range=7d");
  await expect(search).toHaveValue("");
  await page.goBack();
  await isChosen("Last 24 hours");
  await page.goForward();
  await page.goForward();
  await page.reload();
  await isChosen("Last 7 days");
  await expect(search).toHaveValue("api");

  await page.getByRole("button", { name: "Remove filter: Status: 5xx Server error" }).click();
  await expect(page).toHaveURL("/admin/paths?range=7d&q=api");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL("/admin/paths?range=7d");
  await page.getByRole("switch", { name: "Compare" }).click();
  await page.getByRole("switch", { name: "Live" }).click();
  await expect(page).toHaveURL("/admin/paths?range=7d&compare=none&live=true");
});

test("a range of one's own is chosen with the keyboard, by the clock of the device", async ({
  browser,
  baseURL,
  signInAsAdmin,
}) => {
  const context = await browser.newContext({ baseURL, timezoneId: "Asia/Taipei" });
  const page = await context.newPage();
  const stylesheets = new Set<string>();
  page.on("request", (sent) => sent.resourceType() === "stylesheet" && stylesheets.add(sent.url()));
  await signInAsAdmin(page);
  await page.goto("/admin/paths");
  await page.getByRole("button", { name: "Custom range" }).press("Enter");
  await page.getByLabel("From", { exact: true }).fill("2026-11-20T08:30");
  await page.getByLabel("Until").fill("2026-11-20T07:30");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Must be later than the beginning.")).toBeVisible();
  await page.getByLabel("Until").fill("2026-11-20T10:15");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(
    `/admin/paths?from=${encodeURIComponent("2026-11-20T00:30Z")}&to=${encodeURIComponent("2026-11-20T02:15Z")}`,
  );
  // Snapped to whole hours, as the answer says.
  await expect(page.getByText(/^Nov 20, 2026, 8:00\s–\s11:00\sAM$/)).toBeVisible();
  // One that came with the report would undo what is typed until it is there.
  expect(stylesheets.size).toBe(1);
  await context.close();
});

test("events are exported for one path or all, and raw ones not without a word of warning", async ({
  page,
  context,
  signInAsAdmin,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInAsAdmin(page);
  const route = ownRoute("exported");
  await replay(page, eventsOf(route, Date.now() - 600_000, 3));
  const from = Date.now() - 7_200_000;
  await expect.poll(() => countRequests(page, route, from), { timeout: 45_000 }).toBe(3);
  await page.goto(`/admin/paths?path=${encodeURIComponent(route)}`);
  const menu = page.getByRole("group", { name: "What is shown" }).getByRole("button", {
    name: "Export",
  });
  const download = async (press: () => Promise<void>) => {
    const [file] = await Promise.all([page.waitForEvent("download"), press()]);
    return file.suggestedFilename();
  };
  await menu.press("Enter");
  expect(
    await download(() => page.getByRole("menuitem", { name: "CSV" }).first().press("Enter")),
  ).toMatch(/^plaza-events-\d{8}T\d{4}-\d{8}T\d{4}-exported-[0-9a-f]{8}-anonymised\.csv$/);
  await menu.click();
  await page.getByRole("menuitem", { name: "Raw events…" }).click();
  await expect(page.getByRole("alert")).toContainText("Raw events tell of persons");
  expect(
    await download(() => page.getByRole("link", { name: "Export raw events" }).click()),
  ).toMatch(/-exported-[0-9a-f]{8}\.jsonl$/);
  const log = await page.request.get("/api/admin/audit?action=events.export&limit=1");
  expect((await log.json()).entries[0]).toMatchObject({
    action: "events.export",
    target: { id: route },
    detail: { format: "jsonl" },
  });
  await menu.click();
  await page.getByRole("menuitem", { name: "Copy link to this view" }).click();
  await expect(page.getByText("Link copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});

for (const [name, viewport] of [
  ["a desktop", { width: 1280, height: 900 }],
  ["a phone", { width: 360, height: 740 }],
] as const) {
  test(`axe finds nothing on ${name}, and the page does not scroll sideways`, async ({
    page,
    signInAsAdmin,
  }) => {
    await page.setViewportSize(viewport);
    await signInAsAdmin(page);
    await page.goto("/admin/paths?range=1h&status=2xx&q=api/me");
    await expect(page.getByRole("region", { name: "Totals" })).toBeVisible();
    await expectNoAxeFinding(page);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBe(0);
    await page.getByRole("button", { name: /^Filters/ }).click();
    await expectNoAxeFinding(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^from the/ }).click();
    await expectNoAxeFinding(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Custom range" }).click();
    await expectNoAxeFinding(page);
  });
}
