import { spawnSync } from "node:child_process";
import type { APIRequestContext } from "@playwright/test";
import { signIn } from "./fixtures/accounts";
import { findWhatIsSlow, readStory } from "./fixtures/admin-walk";
import type { PlazaServer } from "./fixtures/server";
import { expect, test } from "./fixtures/test";

const dayMs = 86_400_000;

/** The demo's traffic ends with the hour before the start, so whatever the test asks for lies behind it. */
async function countSimulated(request: APIRequestContext, end: number): Promise<number> {
  const range = `from=${end - 14 * dayMs}&to=${end}&refresh=true`;
  const answer = await request.get(`/api/admin/paths?${range}`);
  return answer.ok() ? (await answer.json()).totals.requests : answer.status();
}

async function countExported(request: APIRequestContext, end: number): Promise<number> {
  const range = `from=${end - 14 * dayMs}&to=${end}`;
  const answer = await request.get(`/api/admin/paths/events/export?${range}`);
  return (await answer.text()).split("\n").length - 1;
}

async function listRooms(request: APIRequestContext): Promise<{ name: string; lastSeq: number }[]> {
  const { rooms } = await (await request.get("/api/chat/rooms")).json();
  return rooms.map(({ name, lastSeq }: { name: string; lastSeq: number }) => ({ name, lastSeq }));
}

/** What the images of all shares answer. */
async function listPictures(request: APIRequestContext): Promise<string[]> {
  const { shares } = await (await request.get("/api/share/list?scope=all")).json();
  const urls = shares.flatMap((share: { generatedUrl: string; originalUrl: string | null }) =>
    share.originalUrl ? [share.generatedUrl, share.originalUrl] : [share.generatedUrl],
  );
  const answers = urls.map(async (url: string) => {
    const answer = await request.get(url);
    return `${answer.status()} ${answer.headers()["content-type"]}`;
  });
  return Promise.all(answers);
}

/** The path with the highest 95th percentile of the week before `end`, among those that are asked for more than now and then. */
async function findSlowest(request: APIRequestContext, end: number): Promise<string | undefined> {
  const range = `from=${end - 7 * dayMs}&to=${end}&refresh=true`;
  const answer = await request.get(`/api/admin/paths?${range}`);
  const { paths }: { paths: { path: string; requests: number; p95: number }[] } =
    await answer.json();
  const often = paths.filter(({ requests }) => requests >= 50);
  return often.sort((one, other) => other.p95 - one.p95)[0]?.path;
}

/** What there is on the pages of the dashboard beside the statistics. */
async function countForAdmins(request: APIRequestContext) {
  const read = async (path: string) => (await request.get(path)).json();
  const { reports } = await read("/api/admin/shares/reports");
  const { links } = await read("/api/admin/dashboard-links");
  const { entries } = await read("/api/admin/audit");
  return {
    reports: reports.length,
    links: links.length,
    audits: entries.filter(({ action }: { action: string }) => action !== "events.replay").length,
  };
}

/** What the page says of the last seven days, wherever it has that from. */
async function countOfWeek(request: APIRequestContext): Promise<number> {
  const answer = await request.get("/api/admin/paths?range=7d&compare=previous&refresh=true");
  const { totals }: { totals: { requests: number } } = await answer.json();
  return totals.requests;
}

const waitFor = (server: PlazaServer, text: string) =>
  expect.poll(() => server.output, { timeout: 120_000 }).toContain(text);

test.describe("npm start -- --demo", () => {
  test.use({ isolated: true, args: ["--demo"] });

  test("fills Plaza once, also when it is killed half-way", async ({ server, page, browser }) => {
    test.setTimeout(400_000);
    await waitFor(server, "10000 sent");
    const [, email = "", password = ""] =
      /admin is (\S+) with the password (\S+)/.exec(server.output) ?? [];
    const [, until = ""] = /days until (\S+)Z/.exec(server.output) ?? [];
    const end = Date.parse(`${until}Z`);
    await server.kill();
    await server.run();
    await waitFor(server, "the demo is complete");
    const [, slow] =
      /found in it: (\S+) is the slowest path of last week/.exec(server.output) ?? [];
    expect(server.output).not.toContain("password");

    await signIn(page, { email, password });
    await page.goto("/chat");
    for (const name of ["Market day", "中文角", "Trail reports", "Mira Albrecht"]) {
      const entry = page.getByRole("link", { name: new RegExp(`^${name}`) });
      await expect(entry.first()).toBeVisible();
    }
    const rooms = await listRooms(page.request);
    expect(rooms.length).toBe(7);
    const pictures = await listPictures(page.request);
    expect(pictures.length).toBe(14);
    expect(new Set(pictures)).toEqual(new Set(["200 image/png"]));
    const count = () => countSimulated(page.request, end);
    await expect.poll(count, { timeout: 150_000 }).toBe(60_000);
    expect(await countExported(page.request, end)).toBe(60_000);
    expect(await findSlowest(page.request, end)).toBe(slow);
    expect(await countForAdmins(page.request)).toEqual({ reports: 1, links: 1, audits: 5 });
    const story = readStory(server.output);
    await server.stop();
    await server.run();
    await waitFor(server, "the demo is there");
    expect(server.output).not.toContain("sent");
    expect(await listRooms(page.request)).toEqual(rooms);
    expect(await countSimulated(page.request, end)).toBe(60_000);

    // The page shows a snapshot, which is made once a minute at most.
    await expect.poll(() => countOfWeek(page.request), { timeout: 150_000 }).toBeGreaterThan(1_000);
    const link = await findWhatIsSlow(page, story);
    const colleague = await browser.newContext();
    const shared = await colleague.newPage();
    await shared.goto(link);
    await expect(
      shared.getByRole("heading", { name: story.route, exact: true, level: 2 }),
    ).toBeVisible();
    await expect(shared.getByText(/^Slower from .* on\./).first()).toBeVisible();
    await colleague.close();
  });
});

test("an argument that npm start does not know gives one line", () => {
  const start = (argument: string) => {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/start.mjs", argument], {
      encoding: "utf8",
    });
    return [status, stderr];
  };
  expect(start("--dmeo")).toEqual([
    1,
    "plaza: Unknown option '--dmeo'. Usage: npm start -- [--demo]\n",
  ]);
  expect(start("demo")).toEqual([
    1,
    'plaza: npm start does not know "demo". Usage: npm start -- [--demo]\n',
  ]);
});
