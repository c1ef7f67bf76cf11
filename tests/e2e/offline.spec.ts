import type { BrowserContext, Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { composer } from "./fixtures/chat-page";
import { holdBack } from "./fixtures/hold-back";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { readShelf } from "./fixtures/shelf";
import { expect, test } from "./fixtures/test";

// Requests that the tests cut off.
test.use({
  serviceWorkers: "allow",
  allowedFaults: [/Failed to load resource|WebSocket|Failed to fetch/],
});
test.setTimeout(240_000);
const patience = { timeout: 60_000 };

const indicator = (page: Page, text: string) =>
  page.getByRole("status").filter({ hasText: new RegExp(`^${text}`) });
const rowsOf = (page: Page, text: string | RegExp) =>
  page.getByRole("article").filter({ hasText: text });
const notice = (page: Page) => page.getByText(/^Offline – showing what was here at \d/);

/** Resolves when both pages of the chat and this room's messages are kept. */
async function expectKept(page: Page, bodies: string[]): Promise<void> {
  await expect
    .poll(
      () => page.evaluate(async () => (await (await caches.open("plaza.pages")).keys()).length),
      patience,
    )
    .toBe(2);
  await expect.poll(() => readShelf(page), patience).toEqual(expect.arrayContaining(bodies));
}

/** No network at all, for pages and for the service worker. */
async function cut(context: BrowserContext): Promise<() => Promise<void>> {
  await context.setOffline(true);
  return () => context.setOffline(false);
}

test("the last messages and the rooms show without a network, and what is written there goes out once", async ({
  page,
  context,
  signUp,
}) => {
  await signUp(page, "Ida Island");
  const room = await createRoom(page, { kind: "private", name: "Harbour" });
  await createRoom(page, { kind: "private", name: "Lighthouse" });
  await post(page, room.id, "the ferry leaves at nine");
  await openRoom(page, room.id);
  await expect(indicator(page, "Live")).toBeVisible(patience);
  await expectKept(page, ["the ferry leaves at nine", "Harbour", "Lighthouse"]);

  const goOnline = await cut(context);
  await page.reload();
  await expect(rowsOf(page, "the ferry leaves at nine")).toBeVisible(patience);
  await expect(page.getByRole("link", { name: /Lighthouse/ })).toBeVisible();
  await expect(notice(page)).toBeVisible(patience);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoAxeFinding(page);
  }
  await composer(page).fill("wait for me");
  await composer(page).press("Enter");
  await expect(indicator(page, "Offline · 1 waiting")).toBeVisible(patience);

  await goOnline();
  await expect(indicator(page, "Live")).toBeVisible(patience);
  await expect(page.getByText(/Sending|Goes out/)).toHaveCount(0, patience);
  await expect(notice(page)).toHaveCount(0);
  const answer = await page.request.get(`/api/chat/rooms/${room.id}/messages?limit=100`);
  const { messages }: { messages: { body: string }[] } = await answer.json();
  expect(messages.map(({ body }) => body)).toEqual(["the ferry leaves at nine", "wait for me"]);
});

test("what was deleted meanwhile is gone with the first answer", async ({ page, signUp }) => {
  await signUp(page, "Dora Deleted");
  const room = await createRoom(page, { kind: "private", name: "Cellar" });
  await post(page, room.id, "it stays");
  await post(page, room.id, "a word too much");
  await openRoom(page, room.id);
  await expectKept(page, ["it stays", "a word too much"]);
  await page.goto("about:blank");
  const url = `/api/chat/rooms/${room.id}/messages`;
  const { messages }: { messages: { id: string; body: string }[] } = await (
    await page.request.get(url)
  ).json();
  const unwanted = messages.find(({ body }) => body === "a word too much");
  expect((await page.request.delete(`${url}/${unwanted?.id}`)).status()).toBe(200);

  const answer = await holdBack(page, /\/messages\?/);
  await page.goto(`/chat/${room.id}`);
  await expect(rowsOf(page, "it stays")).toBeVisible(patience);
  await expect(rowsOf(page, "a word too much")).toBeVisible();
  answer();
  await expect(rowsOf(page, "a word too much")).toHaveCount(0, patience);
  await expect(rowsOf(page, "it stays")).toBeVisible();
});

test("signing out leaves nothing here, and nobody who comes after finds what was kept", async ({
  page,
  context,
  signUp,
}) => {
  await signUp(page, "Fay First");
  const room = await createRoom(page, { kind: "private", name: "Fay alone" });
  await post(page, room.id, "a secret of Fay");
  await openRoom(page, room.id);
  await expectKept(page, ["a secret of Fay"]);
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/, patience);
  expect(await page.evaluate(() => caches.keys())).not.toContain("plaza.pages");
  expect(await readShelf(page)).toEqual([]);

  // The one before did not sign out.
  await signUp(page, "Gus Gone");
  const second = await createRoom(page, { kind: "private", name: "Gus alone" });
  await post(page, second.id, "a secret of Gus");
  await openRoom(page, second.id);
  await expectKept(page, ["a secret of Gus"]);
  await signUp(page, "Hal Here");
  await page.goto("/chat");
  const account = page.getByRole("button", { name: "Account of Hal Here" });
  await expect(account).toBeVisible();
  await expect.poll(() => readShelf(page), patience).not.toContain("a secret of Gus");
  await expect.poll(() => readPages(page), patience).toEqual([false, false]);

  const goOnline = await cut(context);
  await page.goto(`/chat/${second.id}`);
  await expect(account).toBeVisible();
  await expect(indicator(page, "Offline")).toBeVisible(patience);
  await expect(page.getByText(/Gus|Fay/)).toHaveCount(0);
  await goOnline();

  /** Whether each kept page names the person before. */
  function readPages(on: Page): Promise<boolean[]> {
    return on.evaluate(async () => {
      const cache = await caches.open("plaza.pages");
      const pages = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
      return Promise.all(pages.map(async (kept) => (await kept?.text())?.includes("Gus") ?? true));
    });
  }
});

test("a deploy takes nothing from pages that are open", async ({ page, signUp }) => {
  await signUp(page, "Dee Deploy");
  const room = await createRoom(page, { kind: "private", name: "Yard" });
  await openRoom(page, room.id);
  await expectKept(page, []);
  const told = await page.evaluate(async () => {
    const cache = await caches.open("plaza.assets");
    const headers = { "cache-control": "public, max-age=31536000, immutable" };
    await cache.put("/_next/static/chunks/old-1234.js", new Response("old", { headers }));
    const changed = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
    );
    // Another script is another version to the browser.
    await navigator.serviceWorker.register("/sw.js?next");
    await changed;
    const old = await fetch("/_next/static/chunks/old-1234.js");
    const unknown = await fetch("/_next/static/chunks/never-1234.js");
    return [old.status, await old.text(), unknown.status];
  });
  expect(told).toEqual([200, "old", 404]);
  await composer(page).fill("still here");
  await composer(page).press("Enter");
  await expect(rowsOf(page, "still here")).toBeVisible();
  await page.reload();
  await expect(rowsOf(page, "still here")).toBeVisible(patience);
});

test("browsers take Plaza for an app that can be installed", async ({ page, context, signUp }) => {
  await signUp(page, "Ina Install");
  await page.goto("/chat");
  const browser = await context.newCDPSession(page);
  const { errors, data } = await browser.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { icons }: { icons: { src: string }[] } = JSON.parse(data ?? "");
  for (const { src } of icons) expect((await page.request.get(src)).status(), src).toBe(200);
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  // Contexts of tests are private windows.
  const others = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
  expect(others).toEqual([]);
});
