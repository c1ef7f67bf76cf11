import type { Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { createShare } from "./fixtures/shares";
import { expect, test } from "./fixtures/test";

const card = (page: Page, name: string) =>
  page.getByRole("link", { name: "Shared picture:" }).filter({ hasText: name });

const newRoom = (page: Page) => createRoom(page, { kind: "private", name: "Pictures" });

test("a share's link in a message shows as a card", async ({ page, signUp }) => {
  await signUp(page, "Carla Card");
  const room = await newRoom(page);
  const share = await createShare(page, {
    title: "<b>Dusk</b>",
    style: "Watercolour",
    original: true,
  });
  const named = await createShare(page, { prompt: "a fox\nin the snow", expiresInDays: 1 });
  await post(page, room.id, `Look (${share.url}), and ${named.url}?from=chat!`);
  await openRoom(page, room.id);
  const dusk = card(page, "<b>Dusk</b>");
  await expect(dusk).toContainText("Watercolour · 30 days left");
  await expect(dusk).toHaveAttribute("href", share.url);
  await expect(dusk).toHaveAttribute("target", "_blank");
  await expect(dusk.locator("img"), "before and after").toHaveCount(2);
  const fox = card(page, "a fox");
  await expect(fox).toContainText("23 hours left");
  await expect(fox.locator("img")).toHaveCount(1);
  await expect(page.getByRole("link", { name: share.url })).toBeVisible();
});

test("one that is gone, or never was, is a quiet line; what is not a link of ours is none", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Greta Gone");
  const room = await newRoom(page);
  const share = await createShare(page, { title: "Removed" });
  expect((await page.request.delete(`/api/share/${share.id}`)).status()).toBe(204);
  await post(page, room.id, `Gone: ${share.url}`);
  await post(page, room.id, "Never: /share/aaaaaaaaaaaaaaaaaaaa");
  await post(page, room.id, `Elsewhere: https://elsewhere.example/share/${share.id}`);
  await post(page, room.id, `Code: \`${share.url}\``);
  await openRoom(page, room.id);
  await expect(page.getByText("This share is gone.")).toHaveCount(2);
  const gone = page.getByRole("article").filter({ hasText: "Gone:" });
  await expect(gone.getByText("This share is gone.")).toBeVisible();
  for (const text of ["Elsewhere:", "Code:"]) {
    const row = page.getByRole("article").filter({ hasText: text });
    await expect(row).toBeVisible();
    await expect(row.getByText("This share is gone.")).toHaveCount(0);
  }
});

test("cards take their room before they come, and cost one request", async ({ page, signUp }) => {
  await signUp(page, "Stella Still");
  const room = await newRoom(page);
  const shares = [];
  for (let number = 1; number <= 4; number += 1) {
    shares.push(await createShare(page, { title: `Picture ${number}` }));
  }
  for (const [index, { url }] of shares.entries()) await post(page, room.id, `${index}: ${url}`);
  await post(page, room.id, "Unknown: /share/bbbbbbbbbbbbbbbbbbbb");
  await post(page, room.id, "The last words");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const asked: string[] = [];
  await page.route("**/api/share/cards?*", async (route) => {
    asked.push(route.request().url());
    await held;
    await route.continue();
  });
  await openRoom(page, room.id);
  await expect(page.getByText("Loading a shared picture")).toHaveCount(5);
  const positions = () =>
    page
      .getByRole("article")
      .evaluateAll((rows) => rows.map((row) => Math.round(row.getBoundingClientRect().top)));
  const before = await positions();
  expect(before).toHaveLength(6);
  release();
  await expect(card(page, "Picture 4")).toBeVisible();
  await expect(page.getByText("This share is gone.")).toBeVisible();
  expect(await positions()).toEqual(before);
  expect(asked).toHaveLength(1);
  expect(new URL(asked[0]!).searchParams.get("ids")!.split(",")).toHaveLength(5);
});

test("a message shows three cards at most", async ({ page, signUp }) => {
  await signUp(page, "Max Many");
  const room = await newRoom(page);
  const links = [];
  for (let number = 1; number <= 4; number += 1) {
    links.push((await createShare(page, { title: `Picture ${number}` })).url);
  }
  await post(page, room.id, links.join("\n"));
  await openRoom(page, room.id);
  await expect(card(page, "Picture 3")).toBeVisible();
  await expect(card(page, "Picture 4")).toHaveCount(0);
});

test("a link that is written shows its card to everybody at once", async ({
  page,
  signUp,
  newPerson,
}) => {
  const other = await newPerson("Rosa Reader");
  await signUp(page, "Wim Writer");
  const room = await createRoom(page, {
    kind: "private",
    name: "Two",
    memberIds: [other.id],
  });
  const share = await createShare(page, { title: "Fresh" });
  await openRoom(page, room.id);
  await openRoom(other.page, room.id);
  const composer = page.getByRole("textbox", { name: /^Message to/ });
  await composer.fill(share.url);
  await composer.press("Enter");
  await expect(card(page, "Fresh")).toBeVisible();
  await expect(card(other.page, "Fresh")).toBeVisible();
});

test("cards that cannot be loaded leave the link and say so", async ({
  page,
  signUp,
  allowedFaults,
}) => {
  allowedFaults.push(/503/);
  await signUp(page, "Finn Fault");
  const room = await newRoom(page);
  const share = await createShare(page, { title: "Later" });
  await post(page, room.id, share.url);
  await page.route("**/api/share/cards?*", (route) => route.fulfill({ status: 503, body: "" }));
  await openRoom(page, room.id);
  await expect(page.getByText("The shared picture could not be loaded.")).toBeVisible();
  await expect(page.getByRole("link", { name: share.url })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours at 360 pixels`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });

    test("axe finds nothing in a room with cards", async ({ page, signUp }) => {
      await signUp(page, "Axel Axe");
      const room = await newRoom(page);
      const share = await createShare(page, { title: "Checked", style: "Poster", original: true });
      await post(page, room.id, `${share.url} and /share/cccccccccccccccccccc`);
      await openRoom(page, room.id);
      await expect(card(page, "Checked")).toBeVisible();
      await expect(page.getByText("This share is gone.")).toBeVisible();
      await expectNoAxeFinding(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    });
  });
}
