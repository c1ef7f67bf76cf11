import type { Page } from "@playwright/test";
import { pressOn } from "./fixtures/by-keyboard";
import { choose, chooseForRoom, doAll, row, type Deed } from "./fixtures/chat-by-keyboard";
import { composer } from "./fixtures/chat-page";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const dialogOf = (page: Page, name: string) => page.getByRole("dialog", { name });

/** What else there is to do in the chat: emoji, and keeping order. */
const functions: Deed[] = [
  [
    "write an emoji by its name",
    async (page) => {
      await pressOn(page, page.getByRole("button", { name: "Add an emoji" }));
      const search = page.getByRole("combobox", { name: "Search emoji" });
      await expect(search).toBeFocused();
      await page.keyboard.type("party popper");
      await expect(page.getByRole("option", { name: "party popper", exact: true })).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(composer(page)).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(row(page, "🎉")).toBeVisible();
      await expect(page.getByText("Sending…")).toHaveCount(0);
    },
  ],
  [
    "complete an emoji while writing",
    async (page) => {
      await page.keyboard.type(":partyi");
      await expect(page.getByRole("option", { name: /partying face/ })).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(composer(page)).toHaveValue(/^🥳/u);
      await page.keyboard.press("Enter");
      await expect(row(page, "🥳")).toBeVisible();
      await expect(page.getByText("Sending…")).toHaveCount(0);
    },
  ],
  [
    "report a message",
    async (page) => {
      await choose(page, "cheap watches", "Report…");
      const dialog = dialogOf(page, "Report this message");
      await expect(dialog.getByLabel("What is wrong with it")).toBeFocused();
      await page.keyboard.press("Tab");
      await page.keyboard.type("every day");
      await pressOn(page, dialog.getByRole("button", { name: "Report" }));
      await expect(page.getByText("Thank you. A moderator will look at it.").first()).toBeVisible();
    },
  ],
  [
    "mute the author of a message",
    async (page) => {
      await choose(page, "cheap watches", "Mute or ban author…");
      const dialog = dialogOf(page, "Keep order: Spam Sam");
      await expect(dialog.getByRole("radio", { name: /^Mute/ })).toBeFocused();
      await pressOn(page, dialog.getByRole("button", { name: "Mute" }));
      await expect(page.getByText("Spam Sam is muted.").first()).toBeVisible();
    },
  ],
  [
    "end the mute",
    async (page) => {
      await chooseForRoom(page, "Members");
      const lift = page.getByRole("button", { name: "End the mute of Spam Sam" });
      await pressOn(page, lift);
      await expect(lift).toHaveCount(0);
      await page.keyboard.press("Escape");
    },
  ],
];

test("emoji, and what keeps order, are reachable by keyboard", async ({
  page,
  signUp,
  newPerson,
}) => {
  test.setTimeout(180_000);
  await signUp(page, "Kay Keeper");
  const sam = await newPerson("Spam Sam");
  const room = await createRoom(page, { kind: "private", name: "Order", memberIds: [sam.id] });
  await post(sam.page, room.id, "cheap watches");
  await openRoom(page, room.id);
  await expect(row(page, "cheap watches")).toBeVisible();
  await doAll(page, functions, (what, how) => test.step(what, how));
});

test("reports are decided by keyboard", async ({ page, signInAsAdmin, newPerson }) => {
  const author = await newPerson("Lou Loud");
  const reader = await newPerson("Rae Reader");
  const room = await createRoom(author.page, {
    kind: "private",
    name: "Yard",
    memberIds: [reader.id],
  });
  for (const text of ["watches one", "watches two", "watches three"]) {
    const said = `${text} ${room.id}`;
    await post(author.page, room.id, said);
    const list = await reader.page.request.get(`/api/chat/rooms/${room.id}/messages?limit=1`);
    const { messages }: { messages: { id: string }[] } = await list.json();
    const path = `/api/chat/rooms/${room.id}/messages/${messages[0]?.id}/report`;
    const reported = await reader.page.request.post(path, { data: { reason: "spam" } });
    expect(reported.ok(), await reported.text()).toBe(true);
  }
  await signInAsAdmin(page);
  await page.goto("/moderation");
  const card = (text: string) =>
    page.getByRole("article").filter({ hasText: `${text} ${room.id}` });
  await pressOn(page, card("watches one").getByRole("button", { name: "Dismiss" }));
  await expect(card("watches one")).toHaveCount(0);
  await pressOn(page, card("watches two").getByRole("button", { name: "Mute author" }));
  const asked = page.getByRole("alertdialog");
  await pressOn(page, asked.getByRole("button", { name: "Mute author" }));
  await expect(card("watches two")).toHaveCount(0);
  await pressOn(page, card("watches three").getByRole("button", { name: "Delete message" }));
  await pressOn(page, asked.getByRole("button", { name: "Delete message" }));
  await expect(card("watches three")).toHaveCount(0);
});
