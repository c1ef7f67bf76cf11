import { signIn } from "./fixtures/accounts";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test("the chosen clock writes every time, at once and on my other devices", async ({
  page,
  signUp,
  browser,
  baseURL,
}) => {
  const account = await signUp(page, "Tim Time");
  const room = await createRoom(page, { kind: "private", name: "Station" });
  await post(page, room.id, "the train leaves");
  await openRoom(page, room.id);
  const time = page.getByRole("article").locator("time");
  await expect(time).toHaveText(/^\d{1,2}:\d\d [AP]M$/);

  await page.goto("/settings");
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/me") && answer.request().method() === "PATCH",
  );
  await page.getByRole("radio", { name: "24-hour clock (14:05)" }).click();
  expect((await kept).status()).toBe(200);
  await openRoom(page, room.id);
  await expect(time).toHaveText(/^\d\d:\d\d$/);

  const other = await browser.newContext({ baseURL, locale: "zh-TW" });
  const elsewhere = await other.newPage();
  await signIn(elsewhere, account);
  await openRoom(elsewhere, room.id);
  await expect(elsewhere.getByRole("article").locator("time")).toHaveText(/^\d\d:\d\d$/);
  await expect(elsewhere.locator("html")).toHaveAttribute("lang", "zh-Hant");
  await other.close();
});
