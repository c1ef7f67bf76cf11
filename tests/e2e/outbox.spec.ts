import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { signIn, signUp } from "./fixtures/accounts";
import { composer, send } from "./fixtures/chat-page";
import { watchFaults } from "./fixtures/faults";
import { drawMountains } from "./fixtures/pictures";
import { createRoom, openRoom } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

// Requests that the tests cut off.
const cutOff = [/Failed to load resource|WebSocket/];
test.use({ allowedFaults: cutOff });

test.setTimeout(180_000);
const patience = { timeout: 30_000 };
const ten = Array.from({ length: 10 }, (_, index) => `word ${index + 1}`);

const indicator = (page: Page, text: string) =>
  page.getByRole("status").filter({ hasText: new RegExp(`^${text.replace(/[()]/g, "\\$&")}`) });

/** Lets documents and scripts through, and nothing of the chat: what a page without a network has left to it. */
async function cut(context: BrowserContext): Promise<() => Promise<void>> {
  await context.route(/\/api\/chat\//, (route) => route.abort("internetdisconnected"));
  return () => context.unroute(/\/api\/chat\//);
}

type Told = { seq: number; body: string; clientId: string; attachments: { name: string }[] };

async function listMessages(page: Page, roomId: string): Promise<Told[]> {
  const answer = await page.request.get(`/api/chat/rooms/${roomId}/messages?limit=100`);
  const { messages }: { messages: Told[] } = await answer.json();
  return messages;
}

async function expectOnServer(page: Page, roomId: string, bodies: string[]): Promise<void> {
  await expect
    .poll(async () => (await listMessages(page, roomId)).map(({ body }) => body), patience)
    .toEqual(bodies);
}

const rowsOf = (page: Page, text: string | RegExp) =>
  page.getByRole("article").filter({ hasText: text });

test("ten messages written offline survive a reload and a closed page, and go out once, in order", async ({
  page,
  context,
  signUp,
}) => {
  await signUp(page, "Ola Offline");
  const room = await createRoom(page, { kind: "private", name: "Tunnel" });
  await openRoom(page, room.id);
  await expect(indicator(page, "Live")).toBeVisible(patience);

  await context.setOffline(true);
  for (const text of ten) await send(page, text);
  await expect(indicator(page, "Offline · 10 waiting")).toBeVisible(patience);
  await expect(page.getByText("Goes out when you are back online")).toHaveCount(10);
  await composer(page).fill("not sent yet");
  const goOnline = await cut(context);
  await context.setOffline(false);

  await page.reload();
  await expect(indicator(page, "Offline · 10 waiting")).toBeVisible(patience);
  await expect(composer(page)).toHaveValue("not sent yet");
  await page.close();
  const again = await context.newPage();
  await again.goto(`/chat/${room.id}`);
  await expect(indicator(again, "Offline · 10 waiting")).toBeVisible(patience);
  await expect(composer(again)).toHaveValue("not sent yet");
  // The first may have left on the socket that was open, without an answer.
  expect((await listMessages(again, room.id)).length).toBeLessThan(2);

  await goOnline();
  await expectOnServer(again, room.id, ten);
  await expect(rowsOf(again, /^.*word \d+$/)).toHaveCount(10, patience);
  await expect(again.getByText(/Sending|Goes out/)).toHaveCount(0);
  await again.reload();
  await expect(rowsOf(again, "word 10")).toBeVisible();
  await expectOnServer(again, room.id, ten);
});

test("two tabs that were offline send what both of them wrote once, in order, also when one is closed", async ({
  page,
  context,
  signUp,
}) => {
  await signUp(page, "Tia Twotabs");
  const room = await createRoom(page, { kind: "private", name: "Double" });
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await openRoom(tab, room.id);
    await expect(indicator(tab, "Live")).toBeVisible(patience);
  }
  await context.setOffline(true);
  const goOnline = await cut(context);
  // A tab that has not heard of it yet would send what the other one keeps.
  for (const tab of [page, other]) await expect(indicator(tab, "Offline")).toBeVisible(patience);
  for (const [index, text] of ten.entries()) await send(index % 2 ? other : page, text);
  for (const tab of [page, other]) {
    await expect(indicator(tab, "Offline · 10 waiting")).toBeVisible(patience);
    await expect(rowsOf(tab, /word \d+/)).toHaveCount(10);
  }
  await context.setOffline(false);
  await other.close();
  await page.reload();
  const third = await context.newPage();
  await third.goto(`/chat/${room.id}`);
  for (const tab of [page, third]) {
    await expect(indicator(tab, "Offline · 10 waiting")).toBeVisible(patience);
  }
  await goOnline();
  await expectOnServer(page, room.id, ten);
  for (const tab of [page, third]) {
    await expect(rowsOf(tab, /word \d+/)).toHaveCount(10, patience);
    await expect(tab.getByText(/Sending|Goes out/)).toHaveCount(0, patience);
  }
});

test("a browser that is closed and started again sends what it kept, pictures too", async ({
  baseURL,
  launchOptions,
}) => {
  const profile = await mkdtemp(join(tmpdir(), "plaza-profile-"));
  const start = async () => {
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, baseURL });
    const assertNone = watchFaults(context, cutOff);
    return { context, assertNone, page: context.pages()[0] ?? (await context.newPage()) };
  };
  const before = await start();
  await signUp(before.page, "Pia Persistent");
  const room = await createRoom(before.page, { kind: "private", name: "Restart" });
  await openRoom(before.page, room.id);
  await expect(indicator(before.page, "Live")).toBeVisible(patience);
  // The upload goes on and on; what is written after its message waits behind it.
  await before.context.route(/\/api\/chat\/uploads/, () => new Promise(() => undefined));
  await before.page.locator("input[type=file]").setInputFiles({
    name: "mountains.png",
    mimeType: "image/png",
    buffer: drawMountains({ width: 320, height: 200 }),
  });
  await expect(before.page.getByText("mountains.png")).toBeVisible();
  await send(before.page, "the picture");
  await send(before.page, "after the picture");
  await expect(rowsOf(before.page, "after the picture")).toBeVisible();
  await composer(before.page).fill("half a thought");
  expect(await listMessages(before.page, room.id)).toEqual([]);
  await before.context.close();
  before.assertNone();

  const after = await start();
  await after.page.goto(`/chat/${room.id}`);
  await expectOnServer(after.page, room.id, ["the picture", "after the picture"]);
  const [withFile] = await listMessages(after.page, room.id);
  expect(withFile?.attachments.map(({ name }) => name)).toEqual(["mountains.png"]);
  await expect(composer(after.page)).toHaveValue("half a thought");
  await after.context.close();
  after.assertNone();
  await rm(profile, { recursive: true, force: true });
});

test("what one account wrote is neither shown to the next one in this browser nor sent as it", async ({
  page,
  context,
}) => {
  const first = await signUp(page, "Fia First");
  const room = await createRoom(page, { kind: "private", name: "Mine alone" });
  await openRoom(page, room.id);
  await expect(indicator(page, "Live")).toBeVisible(patience);
  const goOnline = await cut(context);
  // Its socket would still be open.
  await page.reload();
  await send(page, "only as Fia");
  await expect(indicator(page, "Offline · 1 waiting")).toBeVisible(patience);
  await composer(page).fill("a draft of Fia");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/, patience);
  expect(
    await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
  ).not.toContain("Fia");
  await goOnline();

  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && /\/messages$/.test(request.url())) posts.push(request.url());
  });
  await signUp(page, "Sia Second");
  const own = await createRoom(page, { kind: "private", name: "Another room" });
  await openRoom(page, own.id);
  await send(page, "as Sia");
  await expectOnServer(page, own.id, ["as Sia"]);
  await page.goto(`/chat/${room.id}`);
  await expect(page.getByText("This room is not open to you")).toBeVisible();
  await expect(page.getByText("only as Fia")).toHaveCount(0);
  expect(posts.filter((url) => url.includes(room.id))).toEqual([]);

  await context.clearCookies();
  await signIn(page, first);
  await page.goto("/chat");
  await expectOnServer(page, room.id, ["only as Fia"]);
});
