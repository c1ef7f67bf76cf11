import type { Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { composer } from "./fixtures/chat-page";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

// What is refused on purpose shows in the browser's console.
test.use({ allowedFaults: [/Failed to load resource/] });

const rowOf = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

async function openMessageMenu(page: Page, text: string): Promise<void> {
  await rowOf(page, text).hover();
  await page.getByRole("button", { name: /^Actions/ }).click();
}

/** Nothing is offered that would be refused; what only reads is. */
async function expectOnlyReading(page: Page, text: string): Promise<void> {
  await openMessageMenu(page, text);
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  for (const name of ["Reply", "Edit", "Pin for everybody"]) {
    await expect(page.getByRole("menuitem", { name })).toHaveCount(0);
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(
    page.getByRole("button", { name: /^(React with|Add a reaction|Reply|Edit)/ }),
  ).toHaveCount(0);
}

async function openRoomMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Room menu" }).focus();
  await page.keyboard.press("Enter");
}

test("a member reports, a moderator mutes and deletes, and the muted one sees it at once", async ({
  signInAsAdmin,
  newPerson,
  browser,
  baseURL,
}) => {
  const author = await newPerson("Lou Loud");
  const room = await createRoom(author.page, { kind: "private", name: "Back yard" });
  const reporter = await newPerson("Quinn Quiet");
  const added = await author.page.request.post(`/api/chat/rooms/${room.id}/members`, {
    data: { userIds: [reporter.id] },
  });
  expect(added.status()).toBe(200);
  const said = `Buy my watches ${room.id}`;
  await post(author.page, room.id, said);

  await openRoom(reporter.page, room.id);
  await openMessageMenu(reporter.page, said);
  await reporter.page.getByRole("menuitem", { name: "Report…" }).press("Enter");
  const report = reporter.page.getByRole("dialog", { name: "Report this message" });
  await report.getByLabel("What a moderator should know").fill("Again and again");
  await expectNoAxeFinding(reporter.page);
  await report.getByRole("button", { name: "Report" }).press("Enter");
  await expect(reporter.page.getByText("Thank you. A moderator will look at it.")).toBeVisible();

  const moderator = await newPerson("Mo Moderator");
  expect((await moderator.page.request.get("/moderation")).status()).toBe(404);
  const adminContext = await browser.newContext({ baseURL });
  const admin = await adminContext.newPage();
  await signInAsAdmin(admin);
  const promoted = await admin.request.patch(`/api/admin/people/${moderator.id}`, {
    data: { role: "moderator" },
  });
  expect(promoted.status(), await promoted.text()).toBe(200);
  await adminContext.close();

  await openRoom(author.page, room.id);
  await composer(author.page).fill("a draft that stays");
  await moderator.page.goto("/moderation");
  const card = moderator.page.getByRole("article").filter({ hasText: said });
  await expect(card).toContainText("Again and again");
  await expectNoAxeFinding(moderator.page);
  await card.getByRole("button", { name: "Mute author" }).press("Enter");
  const confirm = moderator.page.getByRole("alertdialog");
  await confirm.getByRole("button", { name: "Mute author" }).press("Enter");
  await expect(card).toHaveCount(0);

  await post(reporter.page, room.id, "Who is next?");
  await expect(author.page.getByText(/^You are muted in this room until/)).toBeVisible();
  await expect(rowOf(author.page, "Who is next?")).toBeVisible();
  await expectOnlyReading(author.page, "Who is next?");
  await composer(author.page).press("Enter");
  await expect(composer(author.page)).toHaveValue("a draft that stays");
  await expectNoAxeFinding(author.page);

  const other = await reporter.page.request.get(`/api/chat/rooms/${room.id}/messages`);
  const { messages }: { messages: { id: string }[] } = await other.json();
  const again = await author.page.request.post(
    `/api/chat/rooms/${room.id}/messages/${messages[0]?.id}/report`,
    { data: { reason: "spam" } },
  );
  expect(again.status()).toBe(403);
});

test("slow mode counts down and keeps what is written", async ({ page, signUp, newPerson }) => {
  await signUp(page, "Olga Owner");
  const room = await createRoom(page, { kind: "private", name: "Slow lane" });
  const member = await newPerson("Mia Member");
  await page.request.post(`/api/chat/rooms/${room.id}/members`, { data: { userIds: [member.id] } });
  await openRoom(member.page, room.id);
  await openRoom(page, room.id);
  await openRoomMenu(page);
  await page.getByRole("menuitem", { name: "Room settings" }).press("Enter");
  await page.getByLabel("Slow mode").selectOption("300");
  await expectNoAxeFinding(page);
  await page.getByRole("button", { name: "Save" }).press("Enter");

  await expect(member.page.getByText("Slow mode: one message every 5 minutes.")).toBeVisible();
  await composer(member.page).fill("first");
  await composer(member.page).press("Enter");
  await expect(rowOf(member.page, "first")).toBeVisible();
  await expect(member.page.getByRole("timer")).toContainText("You can send the next one in");
  await composer(member.page).fill("second");
  await composer(member.page).press("Enter");
  await expect(composer(member.page)).toHaveValue("second");
  await expectNoAxeFinding(member.page);
});

test("an owner exports a room, archives it and brings it back", async ({ page, signUp }) => {
  await signUp(page, "Ada Archivist");
  const room = await createRoom(page, { kind: "private", name: "Old plans" });
  await post(page, room.id, "<b>one</b>");
  await post(page, room.id, "two");
  await openRoom(page, room.id);
  await openRoomMenu(page);
  await page.getByRole("menuitem", { name: "Export…" }).press("Enter");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export", exact: true }).press("Enter");
  expect((await download).suggestedFilename()).toBe("Old plans.html");
  await expect(page.getByText("2 messages were saved.")).toBeVisible();
  await expectNoAxeFinding(page);
  await page.keyboard.press("Escape");
  const file = await page.request.get(`/api/chat/rooms/${room.id}/export?format=html`);
  expect(await file.text()).toContain("&lt;b&gt;one&lt;/b&gt;");

  await openRoomMenu(page);
  await page.getByRole("menuitem", { name: "Archive room…" }).press("Enter");
  await page.getByRole("button", { name: "Archive", exact: true }).press("Enter");
  await expect(page.getByText(/^Archived on/)).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  await expect(page.getByText("Say something. Everybody in the room will see it.")).toHaveCount(0);
  await expectOnlyReading(page, "two");
  await expectNoAxeFinding(page);
  await page.getByRole("button", { name: "Bring back" }).press("Enter");
  await expect(composer(page)).toBeVisible();
});
