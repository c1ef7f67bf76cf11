import type { Locator } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { chosen, pick, png, postFile, shown } from "./fixtures/chat-files";
import { chooseAction, composer } from "./fixtures/chat-page";
import { holdBack } from "./fixtures/hold-back";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test("a picture alone is a message, opens large, and gives the focus back", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Vera Viewer");
  const room = await createRoom(page, { kind: "private", name: "Gallery" });
  await openRoom(page, room.id);
  await pick(page, png("one.png"), png("two.png"), png("three.png"), png("four.png"));
  await expect(chosen(page, "four.png").getByText("ready")).toBeVisible();
  await composer(page).press("Enter");
  await expect(page.getByRole("log").getByRole("link")).toHaveCount(4);
  await shown(page, "two.png").click();
  const viewer = page.getByRole("dialog", { name: "two.png" });
  await expect(viewer.getByText("2 of 4")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "three.png" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(shown(page, "two.png")).toBeFocused();
});

test("axe finds nothing in files, chosen, posted and opened", async ({ page, signUp }) => {
  test.slow();
  await signUp(page, "Axel Album");
  const room = await createRoom(page, { kind: "private", name: "Checked album" });
  await postFile(page, room.id, "posted.png");
  await openRoom(page, room.id);
  const text = { name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("Milk") };
  await pick(page, png("chosen.png"), text);
  await expect(chosen(page, "list.txt").getByText("ready")).toBeVisible();
  await expectNoAxeFinding(page);
  await shown(page, "posted.png").click();
  await expect(page.getByRole("dialog", { name: "posted.png" })).toBeVisible();
  await expectNoAxeFinding(page);
});

test("the list keeps its place while pictures arrive", async ({ page, signUp }) => {
  await signUp(page, "Paul Place");
  const room = await createRoom(page, { kind: "private", name: "Long album" });
  for (let number = 1; number <= 24; number += 1) {
    if (number % 3 === 0)
      await postFile(page, room.id, `${number}.png`, {
        size: { width: 900, height: 300 + 20 * number },
      });
    else await post(page, room.id, `Text ${number}`);
  }
  const release = await holdBack(page, "**/api/media/attachments/**");
  await openRoom(page, room.id);
  await expect(shown(page, "24.png")).toBeVisible();
  const anchor = page.getByRole("article").filter({ hasText: "Text 13" });
  await page.getByRole("log").hover();
  await expect(async () => {
    await page.mouse.wheel(0, -300);
    await expect(anchor).toBeInViewport({ timeout: 500 });
  }).toPass();
  const before = await whereItRests(anchor);
  release();
  const visible = page.getByRole("log").getByRole("img");
  await expect
    .poll(() =>
      visible.evaluateAll((images) =>
        images.every((image) => image instanceof HTMLImageElement && image.complete),
      ),
    )
    .toBe(true);
  expect(await anchor.boundingBox()).toEqual(before);
});

/** Where something stands once the wheel's glide is over. */
async function whereItRests(target: Locator) {
  let place = await target.boundingBox();
  await expect
    .poll(async () => {
      const last = place;
      place = await target.boundingBox();
      return last?.y === place?.y;
    })
    .toBe(true);
  return place;
}

test("a picture in chat becomes a share page", async ({ page, signUp, browser, baseURL }) => {
  await signUp(page, "Sara Sharer");
  const room = await createRoom(page, { kind: "private", name: "Studio" });
  await postFile(page, room.id, "dusk.png", { body: "Mountains at dusk" });
  await openRoom(page, room.id);
  const row = page.getByRole("article").filter({ hasText: "Mountains at dusk" });
  await chooseAction(page, row, "Share image…");
  const dialog = page.getByRole("dialog", { name: "Share this image" });
  await expect(dialog.getByLabel("Prompt (optional)")).toHaveValue("Mountains at dusk");
  await expectNoAxeFinding(page);
  await dialog.getByLabel("Title (optional)").fill("Dusk");
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  expect(link).toMatch(/\/share\/[0-9A-Za-z]{20}$/);
  await expectNoAxeFinding(page);
  await page.getByRole("button", { name: "Post into this room" }).click();
  await expect(page.getByRole("article").filter({ hasText: link })).toBeVisible();

  // Somebody without an account, who cannot see the room's own file.
  const stranger = await browser.newContext({ baseURL });
  const visit = await stranger.newPage();
  await visit.goto(link);
  await expect(visit.getByRole("heading", { name: "Dusk" })).toBeVisible();
  await expect
    .poll(() =>
      visit
        .locator("main img")
        .first()
        .evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
    )
    .toBe(240);
  await stranger.close();
});
