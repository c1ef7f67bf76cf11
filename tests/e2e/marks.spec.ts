import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { signIn } from "./fixtures/accounts";
import { expectNoAxeFinding } from "./fixtures/axe";
import { chooseAction, isStill, message } from "./fixtures/chat-page";
import { createRoom, openRoom, post, type Posting } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

// A message that is not there, and reactions that a test cuts off.
test.use({ allowedFaults: [/Failed to load resource|WebSocket/] });

const log = (page: Page) => page.getByRole("log");
const chip = (within: Locator, emoji: string) =>
  within.getByRole("button", { name: new RegExp(`^${emoji} \\d+:`) });

/** Posts over HTTP, and answers the message as the server has it. */
async function write(page: Page, roomId: string, body: string, replyTo: string | null = null) {
  const data: Posting & { replyTo: string | null } = { clientId: randomUUID(), body, replyTo };
  const answer = await page.request.post(`/api/chat/rooms/${roomId}/messages`, { data });
  expect(answer.status(), await answer.text()).toBe(201);
  const { message }: { message: { id: string; seq: number } } = await answer.json();
  return message;
}

test("two people react and pin; each sees what the other does at once", async ({
  page,
  signUp,
  newPerson,
}) => {
  await signUp(page, "Ria Reacts");
  const ben = await newPerson("Ben Both");
  const room = await createRoom(page, { kind: "private", name: "Cheers", memberIds: [ben.id] });
  await post(page, room.id, "We have a plan");
  await post(page, room.id, "And a date");
  await openRoom(page, room.id);
  await openRoom(ben.page, room.id);
  const mine = message(page, "We have a plan");
  const his = message(ben.page, "We have a plan");

  await his.hover();
  await his.getByRole("button", { name: "React with 👍" }).click();
  await expect(chip(his, "👍")).toHaveAttribute("aria-pressed", "true");
  await expect(chip(mine, "👍")).toHaveAccessibleName("👍 1: Ben Both");
  await expect(chip(mine, "👍")).toHaveAttribute("aria-pressed", "false");
  await chip(mine, "👍").click();
  await expect(chip(his, "👍")).toHaveAccessibleName("👍 2: you and Ria Reacts");
  await expect(chip(his, "👍")).toContainText("2");
  await chip(his, "👍").press("Enter");
  await expect(chip(mine, "👍")).toHaveAccessibleName("👍 1: you");

  // By keyboard alone, on the message that has the focus.
  await message(page, "And a date").press("a");
  await expect(chip(message(ben.page, "And a date"), "👍")).toHaveAccessibleName(
    "👍 1: Ria Reacts",
  );

  // What the server does not take is taken back, and said.
  await ben.page.route(/\/reactions\//, (route) => route.abort("internetdisconnected"));
  await chip(his, "👍").click();
  await expect(
    ben.page
      .getByText("A part of Plaza is not reachable right now. Try again in a moment.")
      .first(),
  ).toBeVisible();
  await expect(chip(his, "👍")).toHaveAttribute("aria-pressed", "false");
  await expect(chip(his, "👍")).toContainText("1");

  await chooseAction(page, mine, "Pin for everybody");
  await expect(his.getByText("Pinned")).toBeVisible();
  await his.hover();
  await his.getByRole("button", { name: /^Actions for/ }).click();
  await expect(ben.page.getByRole("menuitem", { name: "Pin for everybody" })).toHaveCount(0);
  await ben.page.keyboard.press("Escape");
  await expectNoAxeFinding(page);
  await page.getByRole("button", { name: "Pinned messages" }).click();
  const pins = page.getByRole("dialog", { name: "Pinned messages" });
  await expect(pins.getByRole("listitem")).toHaveText(/We have a plan/);
  await expectNoAxeFinding(page);
  await pins.getByRole("button", { name: "Unpin" }).click();
  await expect(pins.getByText("Nothing is pinned yet")).toBeVisible();
  await expect(his.getByText("Pinned")).toHaveCount(0);
});

test("who has read what stands under the last message that somebody else has read", async ({
  page,
  signUp,
  newPerson,
}) => {
  await signUp(page, "Sia Seen");
  const ben = await newPerson("Ben Both");
  const room = await createRoom(page, { kind: "private", name: "Read it", memberIds: [ben.id] });
  await post(page, room.id, "First");
  await openRoom(page, room.id);
  await expect(page.getByText("Seen by Ben Both")).toHaveCount(0);
  await openRoom(ben.page, room.id);
  await expect(page.getByText("Seen by Ben Both")).toHaveCount(1);
});

test("a message that is marked as unread stays so on every device until more comes", async ({
  page,
  signUp,
  newPerson,
  browser,
  baseURL,
}) => {
  const una = await signUp(page, "Una Unread");
  const ben = await newPerson("Ben Both");
  const room = await createRoom(page, { kind: "private", name: "Later", memberIds: [ben.id] });
  for (const text of ["one", "two", "three"]) await post(ben.page, room.id, text);
  await openRoom(page, room.id);
  const read = page.waitForResponse(/\/unread$/);
  await chooseAction(page, message(page, "two"), "Mark as unread");
  expect((await read).status()).toBe(200);
  await expect(page.getByText("New", { exact: true })).toBeVisible();
  const link = page.getByRole("link", { name: /Later/ });
  await expect(link).toContainText("2 unread messages");

  const second = await browser.newContext({ baseURL });
  const other = await second.newPage();
  await signIn(other, una);
  await other.goto("/chat");
  await expect(other.getByRole("link", { name: /Later/ })).toContainText("2 unread messages");
  await second.close();

  await post(ben.page, room.id, "four");
  await expect(message(page, "four")).toBeVisible();
  await expect(link).not.toContainText("unread");
  // The read position goes out half a second later.
  const unreadThere = async () => {
    const answer = await page.request.get("/api/chat/rooms");
    const { rooms }: { rooms: { id: string; unread: number }[] } = await answer.json();
    return rooms.find(({ id }) => id === room.id)?.unread;
  };
  await expect.poll(unreadThere).toBe(0);
  await page.reload();
  await expect(message(page, "four")).toBeVisible();
  await expect(page.getByText("New", { exact: true })).toHaveCount(0);
});

test("a link, a quote and Back lead through a long room", async ({ page, signUp }) => {
  test.setTimeout(180_000);
  await signUp(page, "Lea Long");
  const room = await createRoom(page, { kind: "private", name: "Saga" });
  const first = await write(page, room.id, "Once upon a time");
  for (let number = 2; number <= 299; number += 1) await post(page, room.id, `Verse ${number}`);
  await write(page, room.id, "As I said at first", first.id);

  const answer = await page.request.get(`/api/chat/rooms/${room.id}/messages?before=151&limit=1`);
  const { messages }: { messages: { id: string }[] } = await answer.json();
  await page.goto(`/chat/${room.id}?message=${messages[0]?.id}`);
  const verse150 = message(page, "Verse 150");
  await expect(verse150).toBeInViewport();
  await expect(verse150).toBeFocused();
  await expect(page.getByText("Message of Lea Long: Verse 150")).toHaveCount(1);
  await expect(message(page, "As I said at first")).toHaveCount(0);
  await expectNoAxeFinding(page);

  // Downwards it goes on by itself.
  await log(page).hover();
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 400);
      return message(page, "Verse 190").count();
    })
    .toBe(1);
  await page.getByRole("button", { name: /new messages|Latest messages/ }).click();
  const last = message(page, "As I said at first");
  await expect(last).toBeInViewport();
  expect(new URL(page.url()).search).toBe("");

  await page.mouse.wheel(0, -150);
  await expect.poll(() => isStill(log(page))).toBe(true);
  const before = await topOf(last);
  await last.getByRole("button", { name: /^In reply to/ }).click();
  await expect(message(page, "Once upon a time")).toBeFocused();
  await expect(message(page, "Once upon a time")).toBeInViewport();
  await page.getByRole("button", { name: "Back to where you were" }).click();
  await expect(last).toBeFocused();
  await expect.poll(async () => Math.abs((await topOf(last)) - before)).toBeLessThan(3);
  await page.goForward();
  await expect(message(page, "Once upon a time")).toBeInViewport();
  await page.goBack();
  await expect(last).toBeInViewport();

  await page.goto(`/chat/${room.id}?message=nosuchmessage`);
  await expect(
    page.getByText("This message does not exist, or is not in this room."),
  ).toBeVisible();
  await expect(last).toBeInViewport();
});

function topOf(of: Locator): Promise<number> {
  return of.evaluate((element) => element.getBoundingClientRect().top);
}
