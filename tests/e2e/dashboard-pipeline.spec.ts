import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import { pipelineSchema, type Pipeline } from "../../lib/alerts/pipeline/schema";
import { expectNoAxeFinding as expectNothing } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";
import { dayMs, eventsOf, ownRoute } from "./fixtures/traffic";

const metrics = "/api/admin/paths/metrics";
const minuteMs = 60_000;

const region = (page: Page, name: RegExp) => page.getByRole("region", { name });

/** The value of a figure, by its label. */
function figure(page: Page, label: string): Locator {
  const named = page.locator("dt").filter({ hasText: new RegExp(`^${label}$`) });
  return page.locator("dl > div").filter({ has: named }).locator("dd").first();
}

/** Once everything has come: what pulses meanwhile never ends, and is cancelled. */
async function expectNoAxeFinding(page: Page): Promise<void> {
  await expect(page.locator(".animate-pulse")).toHaveCount(0);
  await expectNothing(page);
}

async function readMetrics(page: Page): Promise<Pipeline> {
  return pipelineSchema.parse(await (await page.request.get(metrics)).json());
}

async function send(page: Page, lines: string[]): Promise<void> {
  const sent = await page.request.post("/api/admin/paths/replay", {
    headers: { "content-type": "application/x-ndjson" },
    data: lines.join("\n"),
  });
  expect(await sent.json()).toMatchObject({ accepted: lines.length, refused: 0 });
}

/** Until so many events are counted or refused, and known to be. */
async function waitForEvents(page: Page, counted: number, refused: number): Promise<void> {
  const read = async () => {
    const { lastHour } = await readMetrics(page);
    return lastHour.events >= counted && lastHour.refused === refused;
  };
  await expect.poll(read, { timeout: 90_000 }).toBe(true);
}

test.describe("when the pipeline is not well", () => {
  test.use({ allowedFaults: [/net::ERR_FAILED/] });

  test("the page says that it stands still, and keeps what it knew when the server is gone", async ({
    page,
    signInAsAdmin,
  }) => {
    await signInAsAdmin(page);
    await page.clock.install();
    // Ten minutes in which nobody counts are not to be had in a test: the rest of the answer is the server's.
    await page.route(`**${metrics}`, async (route) => {
      const response = await route.fetch();
      const real = pipelineSchema.parse(await response.json());
      const standing: Pipeline = {
        ...real,
        heartbeat: "none",
        heartbeatAt: null,
        lagMs: 12 * minuteMs,
        pending: { chunks: 1, events: 7 },
        unfolded: { commits: 0, events: 0 },
        queue: { messages: 0, events: 0, oldestAt: null },
      };
      await route.fulfill({ response, json: standing });
    });
    await page.goto("/admin/pipeline");
    await expect(page.getByText("Statistics stand still.")).toBeVisible();
    await expect(
      page.getByText("7 events wait, the oldest for 12 minutes, and nobody counts them."),
    ).toBeVisible();
    await expect(page.getByText("wrangler tail plaza-path-stats")).toBeVisible();
    await expect(figure(page, "Lag")).toHaveText("12 minutes");
    await expectNoAxeFinding(page);

    await page.unroute(`**${metrics}`);
    await page.route(`**${metrics}`, (route) => route.abort());
    await page.clock.runFor(61_000);
    const failure = page.getByRole("alert").filter({ hasText: "The newest figures could not" });
    await expect(failure).toContainText("What stands here is from");
    await expect(failure).toContainText("statistics database ok");
    await expect(figure(page, "Lag")).toHaveText("12 minutes");
    await page.clock.runFor(3 * minuteMs);
    await expect(page.getByText("Nobody can tell whether statistics are running.")).toBeVisible();
    await expect(page.getByText("The newest figures are 4 minutes old")).toBeVisible();
    await expect(failure).toContainText("4 minutes ago");
    await expectNoAxeFinding(page);

    await page.unroute(`**${metrics}`);
    await failure.getByRole("button", { name: "Try again" }).click();
    await expect(failure).toBeHidden();
    await expect(page.getByText("Nobody can tell")).toBeHidden();
  });
});

test.describe("on a server of its own", () => {
  test.use({ isolated: true });

  test("an admin sees what went through; dead letters are replayed until they are counted, and a day is archived, fetched and restored", async ({
    page,
    signUp,
  }) => {
    test.setTimeout(180_000);
    await signUp(page, "First of this server");
    await page.goto("/admin/pipeline");
    await expect(page.getByText("None. Everything that came")).toBeVisible();
    await expect(page.getByText("No day is archived yet")).toBeVisible();

    const start = Math.floor(Date.now() / dayMs) * dayMs - 30 * dayMs;
    const date = new Date(start).toISOString().slice(0, 10);
    const [never, soon] = [ownRoute("tomorrow"), ownRoute("soon")];
    await send(page, [
      ...eventsOf(ownRoute("archived"), start, 250),
      ...eventsOf(never, Date.now() + dayMs, 1),
      // Five minutes ahead are borne with: this one is valid in a few seconds.
      ...eventsOf(soon, Date.now() + 5 * minuteMs + 15_000, 1),
    ]);
    await waitForEvents(page, 250, 2);

    const answered = page.waitForResponse((response) => response.url().endsWith(metrics));
    await page.reload();
    const { lastHour } = pipelineSchema.parse(await (await answered).json());
    await expect(page.getByText("Statistics are running.")).toBeVisible();
    await expect(figure(page, "Events")).toHaveText(lastHour.events.toLocaleString("en"));
    await expect(figure(page, "Events refused")).toHaveText("2");
    await expect(figure(page, "Database writes")).toHaveText(
      lastHour.databaseWrites.done.toLocaleString("en"),
    );
    const chart = page.getByRole("figure", { name: "Throughput by minute" });
    await expect(chart).toHaveAccessibleDescription(/Events: .*[1-9]/);
    await expectNoAxeFinding(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBe(0);
    await expectNoAxeFinding(page);
    await page.setViewportSize({ width: 1280, height: 800 });

    const letters = region(page, /^Dead letters/);
    await expect(letters).toContainText("2 letters");
    const letterOf = (route: string) => letters.getByRole("listitem").filter({ hasText: route });
    const replay = async (button: Locator) => {
      await button.click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Replay" }).click();
      await expect(dialog).toBeHidden();
    };
    const outcome = letters.getByText(/^1 letter replayed: . counted, . refused again\.$/);
    await replay(letterOf(never).getByRole("button", { name: "Replay" }));
    await expect(outcome).toHaveText("1 letter replayed: 0 counted, 1 refused again.");
    await expect(letterOf(never)).toContainText("came back once");
    await expect(async () => {
      await replay(letterOf(soon).getByRole("button", { name: "Replay" }));
      await expect(outcome).toHaveText("1 letter replayed: 1 counted, 0 refused again.", {
        timeout: 5_000,
      });
    }).toPass({ timeout: 60_000 });
    await expect(letterOf(soon)).toHaveCount(0);
    await expect(letters).toContainText("1 letter");
    await replay(letters.getByRole("button", { name: "Replay all" }));
    await expect(letterOf(never)).toContainText("came back 2 times");

    const archive = region(page, /^Archive$/);
    await archive.getByLabel("Archive a day at once (UTC)").fill("2020-01-01");
    await archive.getByRole("button", { name: "Archive now" }).click();
    await expect(archive).toContainText("Choose a day that has ended");
    await archive.getByLabel("Archive a day at once (UTC)").fill(date);
    await archive.getByRole("button", { name: "Archive now" }).click();
    await expect(archive.getByRole("status")).toContainText("is archived: 250 events.", {
      timeout: 60_000,
    });
    const downloading = page.waitForEvent("download");
    await archive.getByRole("link", { name: "Download" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`${date}.jsonl.gz`);
    const lines = gunzipSync(await readFile(await download.path()))
      .toString()
      .trim();
    expect(lines.split("\n")).toHaveLength(250);

    await archive.getByRole("button", { name: "Restore" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("250 raw events come back");
    await dialog.getByRole("button", { name: "Restore" }).click();
    await expect(dialog).toContainText("250 rows are back until");
    await expectNoAxeFinding(page);
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await expect(archive).toContainText("raw events are in the database again until");
    await expectNoAxeFinding(page);
  });
});
