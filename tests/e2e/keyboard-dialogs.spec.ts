import type { Locator, Page } from "@playwright/test";
import { pressOn } from "./fixtures/by-keyboard";
import { chooseForRoom } from "./fixtures/chat-by-keyboard";
import { createRoom, openRoom } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

/** Closes the dialog that lies on `below` others, and sees who has the focus then. */
async function expectFocusReturns(page: Page, opener: Locator, below = 0) {
  const dialogs = page.locator("[role=dialog], [role=alertdialog]");
  await expect(dialogs).toHaveCount(below + 1);
  const top = dialogs.last();
  await expect(top.locator(":focus").or(top.and(page.locator(":focus")))).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialogs).toHaveCount(below);
  await expect(opener).toBeFocused();
}

test("the dialogs of a room give the focus back to its menu", async ({ page, signUp }) => {
  test.setTimeout(120_000);
  await signUp(page, "Kay Keeper");
  const room = await createRoom(page, { kind: "private", name: "Order" });
  await openRoom(page, room.id);
  const items = [
    ...["Members", "Invite people", "Webhooks and bots…", "Room settings", "Export…"],
    ...["Archive room…", "Leave room"],
  ];
  // The second time their code is there already, so that a dialog opens before its menu has closed.
  for (const item of [...items, ...items]) {
    await test.step(item, async () => {
      await chooseForRoom(page, item);
      await expectFocusReturns(page, page.getByRole("button", { name: "Room menu" }));
    });
  }
});

test("the dialogs of settings and dashboard give the focus back to what opened them", async ({
  page,
  signInAsAdmin,
}) => {
  test.setTimeout(120_000);
  await signInAsAdmin(page);
  const buttons: [path: string, name: string][] = [
    ["/settings", "Delete my account"],
    ["/admin/paths?range=7d", "Custom range"],
    ["/admin/paths?range=7d", "Share"],
  ];
  for (const [path, name] of buttons) {
    await test.step(`${path} ${name}`, async () => {
      await page.goto(path);
      const button = page.getByRole("button", { name, exact: true });
      await pressOn(page, button);
      await expectFocusReturns(page, button);
    });
  }
  await test.step("a menu of the dashboard", async () => {
    const button = page.getByRole("button", { name: "Export", exact: true });
    await pressOn(page, button);
    await pressOn(page, page.getByRole("menuitem", { name: "Raw events…" }), "Enter", "ArrowDown");
    await expectFocusReturns(page, button);
  });
});

test("a dialog over a person's sheet gives the focus back to it, and the sheet to the list", async ({
  page,
  newPerson,
  signInAsAdmin,
}) => {
  const other = await newPerson("Sheet Shown");
  await signInAsAdmin(page);
  await page.goto(`/admin/people?q=${encodeURIComponent(other.name)}`);
  const name = page.getByRole("table").getByText(other.name).first();
  await expect(name).toBeVisible();
  const opener = page.getByRole("row").filter({ hasText: other.name }).getByRole("link").first();
  await pressOn(page, opener);
  const ban = page.getByRole("dialog").getByRole("button", { name: "Ban…" });
  await pressOn(page, ban);
  await expectFocusReturns(page, ban, 1);
  await expectFocusReturns(page, opener);
});
