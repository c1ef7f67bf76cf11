import type { Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing in rooms, menus and dialogs", async ({ page, signUp, newPerson }) => {
      const other = await newPerson("Otto Other");
      const me = await signUp(page, "Axel Axe");
      const room = await createRoom(other.page, {
        kind: "private",
        name: "Checked",
        memberIds: [me.id],
      });
      await post(other.page, room.id, "Unread at first");
      await page.goto("/chat");
      await expect(page.getByRole("link", { name: /Checked/ })).toBeVisible();
      await expectNoAxeFinding(page);

      await openRoom(page, room.id);
      await post(page, room.id, "Mine, with https://plaza.example");
      const mine = page.getByRole("article").filter({ hasText: "Mine, with" });
      await mine.hover();
      await expectNoAxeFinding(page);
      await mine.getByRole("button", { name: /^Actions for/ }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await expectNoAxeFinding(page);
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectNoAxeFinding(page);
      await page.getByRole("button", { name: "Cancel" }).click();

      await page.getByRole("button", { name: "Live" }).click();
      await expect(page.getByText("Messages arrive the moment they are written.")).toBeVisible();
      await expectNoAxeFinding(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Room menu" }).click();
      await page.getByRole("menuitem", { name: "Members" }).click();
      await expect(page.getByRole("dialog").getByText("Otto Other")).toBeVisible();
      await expectNoAxeFinding(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "New room or conversation" }).click();
      await page
        .getByLabel("Search by name", { exact: false })
        .or(page.getByPlaceholder("Search by name"))
        .first()
        .fill("Otto");
      await expectNoAxeFinding(page);
    });

    test("the theme follows the device until one is chosen", async ({ page, signUp }) => {
      await signUp(page, "Thea Theme");
      await page.goto("/chat");
      const canvas = () =>
        page.evaluate(() => getComputedStyle(document.body.parentElement!).backgroundColor);
      const dark = "rgb(19, 19, 18)";
      const light = "rgb(245, 243, 239)";
      expect(await canvas()).toBe(colorScheme === "dark" ? dark : light);
      await page.getByRole("button", { name: /^Account of/ }).click();
      await page
        .getByRole("menuitemradio", { name: colorScheme === "dark" ? "Light" : "Dark" })
        .click();
      await expect.poll(canvas).toBe(colorScheme === "dark" ? light : dark);
      await page.reload();
      expect(await canvas()).toBe(colorScheme === "dark" ? light : dark);
    });
  });
}

test.describe("on a phone of 360 pixels", () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

  test("one pane stands at a time, and nothing hangs over the edge", async ({ page, signUp }) => {
    await signUp(page, "Pia Phone");
    const name = "A room whose name is far too long for a small screen";
    const room = await createRoom(page, { kind: "private", name });
    await post(page, room.id, `Wide ${"w".repeat(300)} https://plaza.example/${"x".repeat(300)}`);
    await page.goto("/chat");
    const link = page.getByRole("link", { name: /A room whose name/ });
    await expect(page.getByRole("log")).toHaveCount(0);
    await expect(link).toBeVisible();
    await link.tap();
    await expect(page.getByRole("log")).toBeVisible();
    await expect(link).toBeHidden();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBe(0);

    await page.getByRole("textbox", { name: /^Message to/ }).fill("From the tram");
    await page.getByRole("button", { name: "Send" }).tap();
    const mine = page.getByRole("article").filter({ hasText: "From the tram" });
    await expect(mine).toBeVisible();
    await expect(mine.getByText("Sending…")).toHaveCount(0);
    await mine.tap();
    await mine.getByRole("button", { name: /^Actions for/ }).tap();
    await expect(page.getByRole("menuitem", { name: "Edit" })).toBeVisible();
    await page.keyboard.press("Escape");

    expect(await smallTargets(page)).toEqual([]);
    await page.getByRole("button", { name: "Back to the rooms" }).tap();
    await expect(link).toBeFocused();
    expect(await smallTargets(page)).toEqual([]);
  });
});

/** Buttons in view that a thumb would miss: less than 40 pixels high or wide. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, nav a")].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const small = width > 0 && height > 0 && (width < 40 || height < 40);
      return small ? [`${element.ariaLabel ?? element.textContent} ${width}x${height}`] : [];
    }),
  );
}
