import type { Locator, Page } from "@playwright/test";
import { expectWellMade } from "./fixtures/axe";
import { createRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const favicon = (page: Page) =>
  page
    .locator('link[rel="icon"]')
    .first()
    .getAttribute("href")
    .then((href) => decodeURIComponent(href ?? ""));

test("mentions are listed, counted, shown in the tab, and gone when they are taken back", async ({
  page,
  signUp,
  newPerson,
}) => {
  const ada = await signUp(page, "Ada Asked");
  const bob = await newPerson("Bob Asks");
  const room = await createRoom(bob.page, {
    kind: "private",
    name: "Questions",
    memberIds: [ada.id],
  });
  await post(bob.page, room.id, `What do you think, <@${ada.id}>?`);
  const said = await bob.page.request.post(`/api/chat/rooms/${room.id}/messages`, {
    data: { clientId: "taken-back-1", body: `And <@${ada.id}> this?` },
  });
  const { message }: { message: { id: string } } = await said.json();

  await page.goto("/chat");
  await expect(page).toHaveTitle("(2) Plaza");
  await expect.poll(() => favicon(page)).toContain(">2</text>");
  await page.getByRole("button", { name: "Mentions of me, 2 unread" }).click();
  const panel = page.getByRole("complementary", { name: "Mentions of me" });
  const listed: Locator = panel.getByRole("list", { name: "Mentions of me" }).getByRole("listitem");
  await expect(listed).toHaveCount(2);
  await expect(listed.first()).toContainText("And @Ada Asked this?");
  await expect(listed.first()).toContainText("Unread");
  await expectWellMade(page);

  await bob.page.request.patch(`/api/chat/rooms/${room.id}/messages/${message.id}`, {
    data: { body: "And this?" },
  });
  await listed.nth(1).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Questions", exact: true })).toBeVisible();
  await expect(page.getByRole("log").getByText("What do you think")).toBeInViewport();
  await expect(page).toHaveTitle("Questions · Plaza");
  await expect.poll(() => favicon(page)).not.toContain("<svg");
  await expect(listed).toHaveCount(1);
  await expect(listed.getByText("Unread")).toHaveCount(0);
});
