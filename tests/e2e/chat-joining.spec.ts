import { composer, expectSent, message, send } from "./fixtures/chat-page";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test("a link invites somebody into a private room, and the owner takes them out again", async ({
  page,
  signUp,
  newPerson,
}) => {
  await signUp(page, "Olga Owner");
  const room = await createRoom(page, { kind: "private", name: "By invitation" });
  await openRoom(page, room.id);
  await page.getByRole("button", { name: "Room menu" }).click();
  await page.getByRole("menuitem", { name: "Invite people" }).click();
  await page.getByRole("button", { name: "Create an invite link" }).click();
  const link = await page.getByLabel("Invite link").inputValue();
  await page.keyboard.press("Escape");

  const guest = await newPerson("Gus Guest");
  await guest.page.goto(link);
  await expect(guest.page.getByText("Olga Owner invited you.")).toBeVisible();
  await guest.page.getByRole("button", { name: "Join room" }).click();
  await send(guest.page, "Here I am");
  await expect(message(page, "Here I am")).toBeVisible();

  await page.getByRole("button", { name: "Room menu" }).click();
  await page.getByRole("menuitem", { name: "Members" }).click();
  await page.getByRole("button", { name: "Remove Gus Guest from the room" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Gus Guest was removed.")).toBeVisible();
  await expect(guest.page.getByText("This room is not open to you")).toBeVisible();
});

test.describe("who only reads along", () => {
  // Their live connection is refused until they join.
  test.use({ allowedFaults: [/403/] });

  test("somebody finds a public room, reads along, joins and writes", async ({
    page,
    newPerson,
    signInAsAdmin,
  }) => {
    await signInAsAdmin(page);
    const name = `Open house ${Date.now()}`;
    const room = await createRoom(page, { kind: "public", name });
    await post(page, room.id, "Come in");
    const visitor = await newPerson("Vera Visitor");
    await visitor.page.goto("/chat");
    await visitor.page.getByRole("link", { name: new RegExp(name) }).click();
    await expect(message(visitor.page, "Come in")).toBeVisible();
    await expect(composer(visitor.page)).toHaveCount(0);
    await visitor.page.getByRole("button", { name: "Join room" }).click();
    await send(visitor.page, "Thank you");
    await expectSent(message(visitor.page, "Thank you"));
    await expect(visitor.page.getByRole("button", { name: "Live" })).toBeVisible();
  });
});

test("strangers are sent to sign in and come back to their room", async ({ page }) => {
  await page.goto("/chat/abc123");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fchat%2Fabc123$/);
});

test.describe("with a wrong address", () => {
  test.use({ allowedFaults: [/404/] });

  test("a room that is not mine says so", async ({ page, signUp }) => {
    await signUp(page, "Paul Private");
    await page.goto("/chat/notmyroom0000000");
    await expect(page.getByText("This room is not open to you")).toBeVisible();
  });
});
