import type { Page } from "@playwright/test";
import { expectWellMade } from "./fixtures/axe";
import { composer } from "./fixtures/chat-page";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const palette = (page: Page) => page.getByRole("combobox", { name: "Room, person or action" });

test("a few letters lead to rooms, people and everything else", async ({
  page,
  signUp,
  newPerson,
}) => {
  await signUp(page, "Paula Palette");
  const name = `Zo\u00eb ${Date.now()}`;
  const zoe = await newPerson(name);
  const hikes = await createRoom(page, { kind: "private", name: "Weekend hikes" });
  await createRoom(page, { kind: "private", name: "產品設計" });
  await openRoom(page, hikes.id);

  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette(page)).toBeFocused();
  await expectWellMade(page);
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(composer(page)).toBeFocused();

  await page.keyboard.press("ControlOrMeta+k");
  await palette(page).fill("設計");
  await expect(page.getByRole("option", { selected: true })).toContainText("產品設計");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "產品設計", exact: true })).toBeVisible();

  await page.keyboard.press("ControlOrMeta+k");
  await palette(page).fill(zoe.name);
  // People are asked for; Enter waits for them instead of taking what is there already.
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: zoe.name, exact: true })).toBeVisible();
  await expect(palette(page)).toHaveCount(0);

  await page.keyboard.press("ControlOrMeta+k");
  await palette(page).fill("hik dark");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("option", { selected: true })).toContainText("hik dark");
  await palette(page).fill("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("what is typed before a panel's code has come is typed into the panel", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Fay Fast");
  const hikes = await createRoom(page, { kind: "private", name: "Weekend hikes" });
  const storage = await createRoom(page, { kind: "private", name: "Storage room" });
  await post(page, storage.id, "sawdust everywhere");
  await openRoom(page, hikes.id);
  await expect(composer(page)).toBeFocused();
  const held: (() => void)[] = [];
  await page.route("**/_next/static/chunks/**", async (route) => {
    await new Promise<void>((release) => held.push(release));
    await route.continue();
  });
  /** Types where the panel's field will be, then lets the code come. */
  const typeEarly = async (label: string, text: string) => {
    const early = page.getByRole("textbox", { name: label, exact: true });
    await expect(early).toBeFocused();
    await page.keyboard.type(text);
    await expect(early).toHaveValue(text);
    await expect.poll(() => held.length).toBeGreaterThan(0);
  };
  const release = () => held.splice(0).forEach((go) => go());

  await page.keyboard.press("ControlOrMeta+k");
  await typeEarly("Room, person or action", "stor");
  await page.keyboard.press("Escape");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.press("ControlOrMeta+k");
  await typeEarly("Room, person or action", "stor");
  await page.keyboard.press("Enter");
  release();
  await expect(page.getByRole("heading", { name: "Storage room", exact: true })).toBeVisible();
  await expect(palette(page)).toHaveCount(0);
  await expect(composer(page)).toBeFocused();

  await page.keyboard.press("ControlOrMeta+Shift+F");
  await typeEarly("Search messages", "sawd");
  release();
  await expect(page.getByRole("searchbox", { name: "Search messages" })).toBeFocused();
  await page.keyboard.type("ust");
  await expect(page.getByRole("searchbox", { name: "Search messages" })).toHaveValue("sawdust");
  await expect(page.getByRole("list", { name: "Messages found" })).toContainText("sawdust");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Add an emoji" }).focus();
  await page.keyboard.press("Enter");
  await typeEarly("Search emoji", "partyin");
  await page.keyboard.press("Enter");
  release();
  await expect(page.getByRole("combobox", { name: "Search emoji" })).toHaveValue("partyin");
  await expect(composer(page)).toHaveValue("");
});

test("one list says which keys there are, and they do what it says", async ({ page, signUp }) => {
  await signUp(page, "Kim Keys");
  const one = await createRoom(page, { kind: "private", name: "One" });
  const two = await createRoom(page, { kind: "private", name: "Two" });
  await post(page, one.id, "older");
  await post(page, two.id, "newer");
  await openRoom(page, two.id);
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("really?");
  await expect(composer(page)).toHaveValue("really?");

  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("?");
  const map = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(map.getByText("Jump to a room or a person")).toBeVisible();
  await expectWellMade(page);
  await page.keyboard.press("Escape");
  await expect(map).toHaveCount(0);

  await page.keyboard.press("c");
  await expect(composer(page)).toBeFocused();
  await expect(composer(page)).toHaveValue("really?");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByRole("heading", { name: "One", exact: true })).toBeVisible();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("heading", { name: "Two", exact: true })).toBeVisible();
});
