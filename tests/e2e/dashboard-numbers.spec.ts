import type { Browser, Locator, Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { countByHour, knownEvents, toFigures, toLines } from "./fixtures/known-traffic";
import { expect, test } from "./fixtures/test";
import { countRequests, dayMs } from "./fixtures/traffic";

const today = Math.floor(Date.now() / dayMs) * dayMs;
/** Yesterday: it has ended, and its raw events are there. */
const day = today - dayMs;
const prefix = `/${Date.now().toString(16).slice(-8)}`;
const events = knownEvents(prefix, day);
const ofDay = events.filter(({ timestamp }) => timestamp >= day);
const ofDayBefore = events.filter(({ timestamp }) => timestamp < day);

const hourMs = 3_600_000;

test.use({ timezoneId: "UTC", locale: "en-US" });

const toText = (time: number) => `${new Date(time).toISOString().slice(0, 16)}Z`;
const address = (from: number, to: number) =>
  `/admin/paths?from=${toText(from)}&to=${toText(to)}&q=${encodeURIComponent(prefix)}`;

/** Sends the events through the pipeline and waits until all of them count. */
async function fillStatistics(page: Page): Promise<void> {
  const sent = await page.request.post("/api/admin/paths/replay", {
    headers: { "content-type": "application/x-ndjson" },
    data: toLines(events),
  });
  expect(sent.status(), await sent.text()).toBe(200);
  await expect
    .poll(() => countRequests(page, prefix, day - dayMs), { timeout: 120_000 })
    .toBe(events.length);
}

/** The text of a figure's card: `400`, `12.5%`, `1.35 s`. */
const card = (page: Page, name: string, section = "Totals") =>
  page
    .getByRole("region", { name: section })
    .locator("div", { has: page.getByText(name, { exact: true }) })
    .filter({ has: page.locator("dd") })
    .locator("dd");

/** A number as the page writes it, times in ms, and how much of it rounding may have taken. */
function toNumber(text: string): { value: number; rounding: number } {
  const [, digits = "", unit = ""] = /^([\d,.]+)\s*(ms|s|%)?/.exec(text.trim()) ?? [];
  const scale = unit === "s" ? 1_000 : unit === "%" ? 0.01 : 1;
  const decimals = digits.split(".")[1]?.length ?? 0;
  return {
    value: Number(digits.replaceAll(",", "")) * scale,
    rounding: scale * 0.5 * 10 ** -decimals,
  };
}

async function expectWithin(figure: Locator, exact: number, bound: number): Promise<void> {
  const { value, rounding } = toNumber(await figure.innerText());
  // A hair for the last bit of a double.
  const most = exact * bound + rounding + 1e-9;
  expect(Math.abs(value - exact), `${value} against ${exact}`).toBeLessThanOrEqual(most);
}

/** The rows of a chart's table, oldest first: the bucket's instant, its name, its values. */
async function readTable(page: Page, title: string): Promise<[string, string, ...string[]][]> {
  await page.getByRole("button", { name: `${title}: show as a table` }).click();
  const rows = await page
    .getByRole("table", { name: title })
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((row): [string, string, ...string[]] => [
        row.querySelector("time")?.dateTime ?? "",
        row.querySelector("time")?.textContent ?? "",
        ...[...row.querySelectorAll("td")].map((cell) => cell.textContent ?? ""),
      ]),
    );
  return rows.reverse();
}

/** The same person in a browser whose clock stands elsewhere. */
async function openElsewhere(browser: Browser, page: Page, timezoneId: string): Promise<Page> {
  const context = await browser.newContext({
    timezoneId,
    locale: "en-US",
    baseURL: new URL(page.url()).origin,
    storageState: await page.context().storageState(),
  });
  return context.newPage();
}

test("numbers in the page equal those of the raw events, by every viewer's clock", async ({
  page,
  browser,
  signInAsAdmin,
}) => {
  test.setTimeout(240_000);
  await signInAsAdmin(page);
  await fillStatistics(page);
  const exact = toFigures(ofDay);
  const before = toFigures(ofDayBefore);

  await test.step("totals, and their change against the day before", async () => {
    await page.goto(address(day, day + dayMs));
    await expect(card(page, "Requests")).toContainText(/^400/);
    await expect(card(page, "Errors")).toContainText(new RegExp(`^${exact.errors}\\b`));
    // 400 against 320.
    await expect(card(page, "Requests")).toContainText("+25%");
    await expectWithin(card(page, "Error rate"), exact.errorRate, 0);
    await expectWithin(card(page, "Average time"), exact.avgMs, 0);
    await expectWithin(card(page, "p50 (median)"), exact.p50, 0.01);
    await expectWithin(card(page, "p95"), exact.p95, 0.01);
    await expectWithin(card(page, "p99"), exact.p99, 0.01);
    // The bound of visitors is a root mean square: three of them hold all but always.
    await expectWithin(card(page, "Visitors"), exact.visitors, 3 * 0.02);
    const change = (now: number, then: number) => `${(now / then - 1) * 100 > 0 ? "+" : "-"}`;
    await expect(card(page, "Errors")).toContainText(change(exact.errors, before.errors));
    await expectNoAxeFinding(page);
  });

  await test.step("each hour", async () => {
    const rows = await readTable(page, "Requests and errors");
    expect(rows.map(([at, , requests, errors]) => [at, Number(requests), Number(errors)])).toEqual(
      countByHour(ofDay, day),
    );
  });

  await test.step("a chart is read, and a stretch of it chosen, with the keyboard", async () => {
    await page.goto(address(day, day + dayMs));
    const chart = page.getByRole("slider", { name: "Requests and errors: values at a moment" });
    await chart.focus();
    await page.keyboard.press("Home");
    await expect(chart).toHaveAttribute("aria-valuetext", /12:00 AM; Requests 0; Errors 0$/);
    const [, third = 0] = countByHour(ofDay, day)[3] ?? [];
    for (let hour = 0; hour < 3; hour++) await page.keyboard.press("ArrowRight");
    await expect(chart).toHaveAttribute(
      "aria-valuetext",
      new RegExp(`3:00 AM; Requests ${third};`),
    );
    await page.keyboard.press("Shift+ArrowRight");
    await expect(chart).toHaveAttribute("aria-valuetext", /3:00 AM to .*4:00 AM$/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(
      (url) =>
        url.searchParams.get("from") === toText(day + 3 * hourMs) &&
        url.searchParams.get("to") === toText(day + 5 * hourMs),
    );
    await page.goBack();
    await expect(card(page, "Requests")).toContainText(/^400/);
  });

  await test.step("each path, and one of them in depth", async () => {
    const table = page.getByRole("table", { name: /^Paths/ });
    const row = table.getByRole("row", { name: `${prefix}/orders` });
    await expect(row.getByRole("cell").first()).toHaveText("260");
    await row.getByRole("link").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: `${prefix}/orders` })).toBeFocused();
    const orders = toFigures(ofDay.filter(({ route }) => route.endsWith("orders")));
    await expect(card(page, "Requests")).toHaveText("260");
    await expectWithin(card(page, "p95"), orders.p95, 0.01);
    const methods = page.getByRole("table", { name: "Requests by method" });
    await expect(methods.getByRole("row", { name: "GET" })).toContainText("208");
    await expect(methods.getByRole("row", { name: "POST" })).toContainText("52");
    await expectNoAxeFinding(page);
    await page.keyboard.press("Escape");
    await expect(row.getByRole("link")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(table.getByRole("link", { name: `${prefix}/basket` })).toBeFocused();
  });

  for (const timezoneId of ["America/New_York", "Asia/Taipei"]) {
    await test.step(`the same in ${timezoneId}, hours by that clock, days of UTC`, async () => {
      const there = await openElsewhere(browser, page, timezoneId);
      await there.goto(address(day, day + dayMs));
      await expect(card(there, "Requests")).toContainText(/^400/);
      const rows = await readTable(there, "Requests and errors");
      expect(rows.map(([at, , requests]) => [at, Number(requests)])).toEqual(
        countByHour(ofDay, day).map(([at, requests]) => [at, requests]),
      );
      const clock = new Intl.DateTimeFormat("en", {
        timeZone: timezoneId,
        hour: "numeric",
        minute: "2-digit",
      });
      for (const [at, name] of rows) expect(name).toContain(clock.format(Date.parse(at)));
      await there.goto(address(day - 2 * dayMs, day + dayMs));
      const days = await readTable(there, "Requests and errors");
      expect(days.map(([at, , requests]) => [at.slice(0, 10), requests])).toEqual([
        [toText(day - 2 * dayMs).slice(0, 10), "0"],
        [toText(day - dayMs).slice(0, 10), "320"],
        [toText(day).slice(0, 10), "400"],
      ]);
      const utc = new Intl.DateTimeFormat("en", {
        timeZone: "UTC",
        month: "short",
        day: "numeric",
      });
      for (const [at, name] of days) expect(name).toContain(utc.format(Date.parse(at)));
      await there.context().close();
    });
  }

  await test.step("an hour that the clock repeats shows twice, with values of its own", async () => {
    const there = await openElsewhere(browser, page, "America/New_York");
    // Yesterday's answer, moved to the day on which this clock was put back.
    const moved = Date.parse("2026-11-01T00:00Z") - day;
    await there.route(/\/api\/admin\/paths\?/, async (route) => {
      const answer = await (await route.fetch()).json();
      const { from, to } = answer.range;
      const toBucket = (name: string) =>
        new Date(Date.parse(`${name}:00:00Z`) + moved).toISOString().slice(0, 13);
      await route.fulfill({
        json: {
          ...answer,
          comparison: null,
          range: { ...answer.range, from: from + moved, to: to + moved },
          series: answer.series.map((bucket: { bucket: string }) => ({
            ...bucket,
            bucket: toBucket(bucket.bucket),
          })),
        },
      });
    });
    await there.goto(address(day, day + dayMs));
    const rows = await readTable(there, "Requests and errors");
    const hours = countByHour(ofDay, day).map(([, requests]) => String(requests));
    expect(rows.slice(4, 8).map(([, name, requests]) => [name, requests])).toEqual([
      ["Sun, Nov 1, 12:00 AM EDT", hours[4]],
      ["Sun, Nov 1, 1:00 AM EDT", hours[5]],
      ["Sun, Nov 1, 1:00 AM EST", hours[6]],
      ["Sun, Nov 1, 2:00 AM EST", hours[7]],
    ]);
    await there.context().close();
  });
});
