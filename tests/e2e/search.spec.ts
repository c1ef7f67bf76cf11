import type { Page } from "@playwright/test";
import { expectNoAxeFinding, expectWellMade } from "./fixtures/axe";
import { composer } from "./fixtures/chat-page";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const searchPanel = (page: Page) => page.getByRole("complementary", { name: "Search" });
const resultsOf = (page: Page) => searchPanel(page).getByRole("list", { name: "Messages found" });

/** What a search shows: each message with what is marked in it. */
async function expectFound(page: Page, query: string, found: [text: string, marked: string[]][]) {
  await searchPanel(page).getByRole("searchbox", { name: "Search messages" }).fill(query);
  const results = resultsOf(page).getByRole("listitem");
  await expect(results).toHaveCount(found.length);
  for (const [index, [text, marked]] of found.entries()) {
    await expect(results.nth(index)).toContainText(text);
    await expect(results.nth(index).locator("mark")).toHaveText(marked);
  }
}

test("words of all scripts are found, marked where they stand, and lead to their place", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Fia Finder");
  const room = await createRoom(page, { kind: "private", name: "Reisen" });
  const other = await createRoom(page, { kind: "private", name: "Zuhause" });
  for (const text of ["你好嗎", "我在**台灣**，很好", "ありがとうございます", "Un *café* noir"]) {
    await post(page, room.id, text);
  }
  for (let number = 1; number <= 40; number += 1) await post(page, room.id, `filler ${number}`);
  await post(page, other.id, "cafe at home");
  await openRoom(page, other.id);

  await page.keyboard.press("ControlOrMeta+Shift+F");
  const field = searchPanel(page).getByRole("searchbox", { name: "Search messages" });
  await expect(field).toBeFocused();
  await expect(searchPanel(page).getByText("Search in all of your rooms")).toBeVisible();
  await expectWellMade(page);

  await expectFound(page, "你", [["你好嗎", ["你"]]]);
  await expectFound(page, "台湾", [["我在台灣，很好", ["台灣"]]]);
  await expectFound(page, "ありがとう", [["ありがとうございます", ["ありがとう"]]]);
  await expectFound(page, "cafe", [
    ["cafe at home", ["cafe"]],
    ["Un café noir", ["café"]],
  ]);
  await expect(searchPanel(page).getByRole("status")).toHaveText("2 messages found");
  await expectWellMade(page);

  await searchPanel(page).getByRole("button", { name: "In Zuhause" }).click();
  await expect(field).toBeFocused();
  await expect(resultsOf(page).getByRole("listitem")).toHaveCount(1);
  await searchPanel(page).getByRole("button", { name: "Remove filter: In Zuhause" }).click();
  await expect(resultsOf(page).getByRole("listitem")).toHaveCount(2);
  await searchPanel(page).getByRole("button", { name: "Date" }).click();
  await searchPanel(page).getByLabel("To", { exact: true }).fill("2020-01-31");
  await expect(searchPanel(page).getByText("Nothing found for “cafe”")).toBeVisible();
  await searchPanel(page)
    .getByRole("button", { name: /^Remove filter: Until/ })
    .click();

  await resultsOf(page).getByRole("link", { name: /noir/ }).click();
  await expect(page.getByRole("heading", { name: "Reisen", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/message=\w+&q=cafe/);
  await expect(page.getByRole("log").getByText("Un café noir")).toBeInViewport();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Zuhause", exact: true })).toBeVisible();
  await expect(field).toHaveValue("cafe");
  await field.focus();
  await page.keyboard.press("Escape");
  await expect(searchPanel(page)).toHaveCount(0);
  await expect(composer(page)).toBeFocused();
});

test("a search lasts through input methods, bad luck, and goes on with older messages", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Otto Older");
  const room = await createRoom(page, { kind: "private", name: "Archive of apples" });
  for (let number = 1; number <= 24; number += 1) await post(page, room.id, `apple ${number}`);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/chat/${room.id}?q=apple`);
  const results = resultsOf(page).getByRole("listitem");
  await expect(results.first()).toContainText("apple 24");
  // The room lies below, and is out of reach.
  await expect(page.locator("[inert]").getByRole("log")).toHaveCount(1);
  await composer(page).focus();
  await expect(composer(page)).not.toBeFocused();
  await searchPanel(page).getByRole("button", { name: "Show older ones" }).click();
  await expect(results).toHaveCount(24);
  await expectNoAxeFinding(page);

  await results.nth(3).getByRole("link").click();
  await expect(searchPanel(page)).toHaveCount(0);
  await expect(page.getByRole("log").getByText("apple 21", { exact: true })).toBeInViewport();
  await page.goBack();
  await expect(results.nth(3).getByRole("link")).toBeFocused();

  const asked: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/api/chat/search") asked.push(url.searchParams.get("q") ?? "");
  });
  const field = searchPanel(page).getByRole("searchbox", { name: "Search messages" });
  await field.focus();
  const typing = await page.context().newCDPSession(page);
  await field.fill("");
  await typing.send("Input.imeSetComposition", { text: "ni", selectionStart: 2, selectionEnd: 2 });
  await expect(field).toHaveValue("ni");
  await typing.send("Input.insertText", { text: "你" });
  await expect(searchPanel(page).getByText("Nothing found for “你”")).toBeVisible();
  // Going back may have asked for the old ones anew.
  expect(asked.filter((query) => query !== "apple")).toEqual(["你"]);
});

test.describe("with a network that fails", () => {
  test.use({ allowedFaults: [/Failed to load resource/] });

  test("a search says so, and can be tried again", async ({ page, signUp }) => {
    await signUp(page, "Nina Network");
    const room = await createRoom(page, { kind: "private", name: "Tunnel" });
    await post(page, room.id, "light at the end");
    await page.route(/chat\/search/, (route) => route.abort());
    await page.goto(`/chat/${room.id}?q=light`);
    await expect(searchPanel(page).getByRole("alert")).toContainText("No connection.");
    await page.unroute(/chat\/search/);
    await searchPanel(page).getByRole("button", { name: "Try again" }).click();
    await expect(resultsOf(page).getByRole("listitem")).toHaveCount(1);
  });
});
