import type { Page } from "@playwright/test";
import { pressOn, tabTo } from "./fixtures/by-keyboard";
import { choose, chooseForRoom, doAll, row, walkTo, type Deed } from "./fixtures/chat-by-keyboard";
import { composer } from "./fixtures/chat-page";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });

/** Every function of the chat. Each begins in the composer of the room "Workshop" and comes back there, without a pointer. */
const functions: Deed[] = [
  [
    "write a message, in two lines",
    async (page) => {
      await page.keyboard.type("first line");
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type("second line");
      await page.keyboard.press("Enter");
      await expect(row(page, "second line")).toBeVisible();
      await expect(page.getByText("Sending…")).toHaveCount(0);
    },
  ],
  [
    "edit my last message",
    async (page) => {
      await page.keyboard.press("ArrowUp");
      await page.keyboard.type("!");
      await page.keyboard.press("Enter");
      await expect(row(page, "second line!")).toContainText("(edited)");
    },
  ],
  [
    "edit a message from its menu",
    async (page) => {
      await choose(page, "second line!", "Edit");
      await page.keyboard.type("!");
      await page.keyboard.press("Enter");
      await expect(row(page, "second line!!")).toBeVisible();
    },
  ],
  [
    "delete a message",
    async (page) => {
      await choose(page, "second line!!", "Delete");
      const asked = page.getByRole("alertdialog");
      await pressOn(page, asked.getByRole("button", { name: "Delete" }));
      await expect(page.getByText("This message was deleted.")).toBeVisible();
    },
  ],
  [
    "answer a message",
    async (page) => {
      await walkTo(page, "sawdust");
      await page.keyboard.press("r");
      await expect(composer(page)).toBeFocused();
      await page.keyboard.type("I sweep it");
      await page.keyboard.press("Enter");
      await expect(row(page, "I sweep it")).toContainText("sawdust everywhere");
    },
  ],
  [
    "react to a message, and take it back",
    async (page) => {
      const reactions = row(page, "look at this").getByRole("list", { name: "Reactions" });
      await walkTo(page, "look at this");
      await page.keyboard.press("a");
      await expect(reactions.getByRole("button").first()).toHaveAttribute("aria-pressed", "true");
      await page.keyboard.press("a");
      await expect(reactions).toHaveCount(0);
    },
  ],
  [
    "pin a message, and find it among the pinned ones",
    async (page) => {
      await choose(page, "sawdust everywhere", "Pin for everybody");
      await expect(row(page, "sawdust everywhere").first()).toContainText("Pinned");
      const pins = page.getByRole("button", { name: "Pinned messages" });
      await page.keyboard.press("Escape");
      await pressOn(page, pins, "Enter", "Shift+Tab");
      await expect(page.getByRole("dialog").getByText("sawdust everywhere")).toBeVisible();
      await page.keyboard.press("Escape");
    },
  ],
  [
    "mark a message as unread",
    async (page) => {
      await choose(page, "look at this", "Mark as unread");
      await expect(page.getByText("Marked as unread from here on.").first()).toBeVisible();
    },
  ],
  [
    "search and jump to what was found",
    async (page) => {
      await page.keyboard.press("ControlOrMeta+Shift+F");
      await expect(page.getByRole("searchbox", { name: "Search messages" })).toBeFocused();
      await page.keyboard.type("sawdust");
      const found = page.getByRole("list", { name: "Messages found" }).getByRole("link");
      await expect(found).toHaveCount(1);
      await page.keyboard.press("ArrowDown");
      await expect(found).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/message=/);
      await tabTo(page, page.getByRole("searchbox", { name: "Search messages" }));
      await page.keyboard.press("Escape");
    },
  ],
  [
    "set and take off the filters of a search",
    async (page) => {
      await pressOn(
        page,
        page.getByRole("button", { name: "Search messages" }),
        "Enter",
        "Shift+Tab",
      );
      await expect(page.getByRole("searchbox", { name: "Search messages" })).toBeFocused();
      await pressOn(page, page.getByRole("button", { name: "Person" }));
      await pressOn(page, page.getByRole("button", { name: "Written by me" }));
      await pressOn(page, page.getByRole("button", { name: "Remove filter: By Kay Keyboard" }));
      await expect(page.getByRole("searchbox", { name: "Search messages" })).toBeFocused();
      await page.keyboard.press("Escape");
    },
  ],
  [
    "see where I am mentioned",
    async (page) => {
      await pressOn(
        page,
        page.getByRole("button", { name: /^Mentions of me/ }),
        "Enter",
        "Shift+Tab",
      );
      const panel = page.getByRole("complementary", { name: "Mentions of me" });
      await tabTo(page, panel.getByRole("link", { name: /look at this/ }));
      await page.keyboard.press("Escape");
      await expect(panel).toHaveCount(0);
    },
  ],
  [
    "jump to a room and back",
    async (page) => {
      await page.keyboard.press("ControlOrMeta+k");
      await expect(page.getByRole("combobox", { name: "Room, person or action" })).toBeFocused();
      await page.keyboard.type("stor");
      await page.keyboard.press("Enter");
      await expect(heading(page, "Storage room")).toBeVisible();
      await expect(composer(page)).toBeFocused();
      await page.keyboard.press("Alt+ArrowUp");
      await expect(heading(page, "Workshop")).toBeVisible();
    },
  ],
  [
    "open a room from the list",
    async (page) => {
      await pressOn(page, page.getByRole("link", { name: /Storage room/ }), "Enter", "Shift+Tab");
      await expect(heading(page, "Storage room")).toBeVisible();
      await page.keyboard.press("Alt+ArrowUp");
      await expect(heading(page, "Workshop")).toBeVisible();
    },
  ],
  [
    "see all keys",
    async (page) => {
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await page.keyboard.press("c");
    },
  ],
  [
    "see the members",
    async (page) => {
      await chooseForRoom(page, "Members");
      await expect(page.getByRole("dialog").getByText("Mia Member")).toBeVisible();
      await page.keyboard.press("Escape");
    },
  ],
  [
    "say what the room is about",
    async (page) => {
      await chooseForRoom(page, "Room settings");
      const dialog = page.getByRole("dialog", { name: "Room settings" });
      await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
      await tabTo(page, dialog.getByLabel(/^Topic/));
      await page.keyboard.type("Wood and glue");
      await pressOn(page, dialog.getByRole("button", { name: "Save" }));
      await expect(page.getByText("Wood and glue").first()).toBeVisible();
    },
  ],
  [
    "open a new room",
    async (page) => {
      await pressOn(
        page,
        page.getByRole("button", { name: "New room or conversation" }),
        "Enter",
        "Shift+Tab",
      );
      const dialog = page.getByRole("dialog", { name: "New room or conversation" });
      await tabTo(page, dialog.getByLabel("Name", { exact: true }));
      await page.keyboard.type("By keyboard");
      await page.keyboard.press("Enter");
      await expect(heading(page, "By keyboard")).toBeVisible();
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type("workshop");
      await page.keyboard.press("Enter");
      await expect(heading(page, "Workshop")).toBeVisible();
    },
  ],
  [
    "see how the room is connected",
    async (page) => {
      await pressOn(
        page,
        page.getByRole("button", { name: /^(Live|Polling|Connecting)/ }),
        "Enter",
        "Shift+Tab",
      );
      await expect(page.getByText(/Up to date/)).toBeVisible();
      await page.keyboard.press("Escape");
    },
  ],
];

test("every function of the chat is reachable by keyboard", async ({ page, signUp, newPerson }) => {
  test.setTimeout(180_000);
  const me = await signUp(page, "Kay Keyboard");
  const mia = await newPerson("Mia Member");
  await createRoom(page, { kind: "private", name: "Storage room" });
  const room = await createRoom(page, { kind: "private", name: "Workshop", memberIds: [mia.id] });
  await post(mia.page, room.id, "sawdust everywhere");
  await post(mia.page, room.id, `<@${me.id}>, look at this`);
  await openRoom(page, room.id);
  await expect(row(page, "look at this")).toBeVisible();
  await doAll(page, functions, (what, how) => test.step(what, how));
});
