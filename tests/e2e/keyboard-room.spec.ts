import type { Page } from "@playwright/test";
import { pressOn, tabTo } from "./fixtures/by-keyboard";
import { chooseForRoom, doAll, type Deed } from "./fixtures/chat-by-keyboard";
import { composer } from "./fixtures/chat-page";
import { createRoom, openRoom } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const dialogOf = (page: Page, name: string) => page.getByRole("dialog", { name });

/** Chooses in a menu that `button` opens. */
async function chooseFrom(page: Page, button: RegExp, item: string): Promise<void> {
  await pressOn(page, page.getByRole("button", { name: button }), "Enter", "Shift+Tab");
  await pressOn(page, page.getByRole("menuitemradio", { name: item }), "Enter", "ArrowDown");
}

/** What else a room can be told: its pace, when it tells me, who else is in it, whether it goes on. */
const functions: Deed[] = [
  [
    "set slow mode and end it",
    async (page) => {
      for (const [typed, seconds] of [
        ["every 30", 30],
        ["Off", 0],
      ] as const) {
        await chooseForRoom(page, "Room settings");
        const dialog = dialogOf(page, "Room settings");
        await tabTo(page, dialog.getByLabel("Slow mode"));
        await page.keyboard.type(typed);
        await pressOn(page, dialog.getByRole("button", { name: "Save" }));
        await expect(dialog).toHaveCount(0);
        const room = await page.request.get("/api/chat/rooms");
        const { rooms }: { rooms: { name: string; slowModeSeconds: number }[] } = await room.json();
        const order = rooms.find(({ name }) => name === "Order");
        expect(order?.slowModeSeconds).toBe(seconds);
      }
    },
  ],
  [
    "be told of everything, and not for an hour",
    async (page) => {
      await chooseForRoom(page, "Everything", "menuitemradio");
      await page.keyboard.press("Escape");
      await chooseFrom(page, /^Account of/, "For 1 hour");
      await chooseFrom(page, /^Account of/, "Off");
    },
  ],
  [
    "make a webhook, give it a new address, and revoke it",
    async (page) => {
      await chooseForRoom(page, "Webhooks and bots…");
      const dialog = dialogOf(page, "Webhooks and bots of Order");
      await expect(dialog.getByLabel("New webhook")).toBeFocused();
      await page.keyboard.type("Oven");
      await page.keyboard.press("Enter");
      await expect(dialog.getByRole("group", { name: "Address of “Oven”" })).toBeFocused();
      await pressOn(page, dialog.getByRole("button", { name: "I have kept it" }));
      await expect(dialog.getByLabel("New webhook")).toBeFocused();
      const asked = page.getByRole("alertdialog");
      const renew = dialog.getByRole("button", { name: "New address for Oven" });
      await pressOn(page, renew, "Enter", "Shift+Tab");
      await pressOn(page, asked.getByRole("button", { name: "New address" }));
      await expect(dialog.getByRole("group", { name: "Address of “Oven”" })).toBeFocused();
      await pressOn(page, dialog.getByRole("button", { name: "I have kept it" }));
      await expect(renew).toBeFocused();
      await pressOn(
        page,
        dialog.getByRole("button", { name: "Revoke Oven" }),
        "Enter",
        "Shift+Tab",
      );
      await pressOn(page, asked.getByRole("button", { name: "Revoke" }));
      await expect(dialog.getByText("No program posts into this room yet.")).toBeVisible();
      await page.keyboard.press("Escape");
    },
  ],
  [
    "bring in somebody by a link",
    async (page) => {
      await chooseForRoom(page, "Invite people");
      const dialog = dialogOf(page, "Invite people to Order");
      await pressOn(page, dialog.getByRole("button", { name: "Create an invite link" }));
      await expect(dialog.getByRole("textbox", { name: /link/i })).toHaveValue(/\/invite\//);
      await page.keyboard.press("Escape");
    },
  ],
  [
    "archive the room and bring it back",
    async (page) => {
      await chooseForRoom(page, "Archive room…");
      await pressOn(page, page.getByRole("alertdialog").getByRole("button", { name: "Archive" }));
      await pressOn(page, page.getByRole("button", { name: "Bring back" }));
      await expect(composer(page)).toBeVisible();
      await tabTo(page, composer(page));
    },
  ],
];

test("a room's pace, notifications, programs, invitations and end are reachable by keyboard", async ({
  page,
  signUp,
}) => {
  test.setTimeout(180_000);
  await signUp(page, "Kay Keeper");
  const room = await createRoom(page, { kind: "private", name: "Order" });
  await openRoom(page, room.id);
  await tabTo(page, composer(page));
  await doAll(page, functions, (what, how) => test.step(what, how));
});
