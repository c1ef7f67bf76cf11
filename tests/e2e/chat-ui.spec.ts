import { chooseAction, composer, expectSent, message, send } from "./fixtures/chat-page";
import { createRoom, openRoom, type Posting } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test("somebody new opens a room, writes, edits and deletes", async ({ page, signUp }) => {
  await signUp(page, "Nora New");
  await page.goto("/chat");
  await expect(page.getByRole("heading", { name: "Hello, Nora New" })).toBeVisible();

  await page.getByRole("button", { name: "New room or conversation" }).click();
  const dialog = page.getByRole("dialog", { name: "New room or conversation" });
  await dialog.getByRole("button", { name: "Create room" }).click();
  await expect(dialog.getByText("Give the room a name.")).toBeVisible();
  await dialog.getByLabel("Name", { exact: true }).fill("First steps");
  await dialog.getByRole("button", { name: "Create room" }).click();
  await expect(page.getByRole("heading", { name: "First steps", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /First steps/ })).toBeVisible();

  await send(page, "See https://plaza.example/a_(b), please\nsecond <b>line</b>");
  const first = message(page, "second <b>line</b>");
  await expect(first.getByRole("link")).toHaveAttribute("href", "https://plaza.example/a_(b)");
  await expectSent(first);

  await chooseAction(page, first, "Edit");
  const editor = page.getByRole("textbox", { name: "Edit message" });
  await expect(editor).toBeFocused();
  await editor.fill("Said better");
  await editor.press("Enter");
  await expect(message(page, "Said better").getByText("(edited)")).toBeVisible();
  await expect(composer(page)).toBeFocused();

  await send(page, "One more");
  await expectSent(message(page, "One more"));
  await composer(page).press("ArrowUp");
  await expect(editor).toHaveValue("One more");
  await editor.press("Escape");
  await expect(message(page, "One more")).toBeVisible();

  await chooseAction(page, message(page, "Said better"), "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(message(page, "Said better")).toHaveCount(0);
  await expect(page.getByText("This message was deleted.")).toBeVisible();
  await expect(composer(page)).toBeFocused();
});

test.describe("with a server that refuses", () => {
  test.use({ allowedFaults: [/403|WebSocket/] });

  test("a refused message stays with Retry and Discard", async ({ page, signUp }) => {
    await signUp(page, "Rita Refused");
    const room = await createRoom(page, { kind: "private", name: "Bad luck" });
    await page.routeWebSocket(/\/ws$/, (socket) => socket.close());
    const postings: Posting[] = [];
    let refusing = true;
    await page.route(/\/messages$/, async (route) => {
      if (route.request().method() !== "POST" || !refusing) return route.continue();
      postings.push(route.request().postDataJSON());
      const problem = { type: "about:blank", title: "No", status: 403, code: "forbidden" };
      return route.fulfill({ status: 403, contentType: "application/problem+json", json: problem });
    });
    await openRoom(page, room.id);

    await send(page, "Will it arrive?");
    const row = message(page, "Will it arrive?");
    await expect(row.getByRole("alert")).toContainText("Not sent. You are not allowed to do this.");
    await send(page, "Never mind");
    await message(page, "Never mind").getByRole("button", { name: "Discard" }).click();
    await expect(message(page, "Never mind")).toHaveCount(0);

    refusing = false;
    const [answer] = await Promise.all([
      page.waitForResponse(
        (response) => response.request().method() === "POST" && /\/messages$/.test(response.url()),
      ),
      row.getByRole("button", { name: "Retry" }).click(),
    ]);
    expect(answer.status()).toBe(201);
    expect(answer.request().postDataJSON()).toEqual(postings[0]);
    await expect(row.getByRole("alert")).toHaveCount(0);
    await expect(row).toHaveCount(1);
  });
});

test("Enter while composing Chinese chooses a candidate and sends nothing", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Ime User");
  const room = await createRoom(page, { kind: "private", name: "輸入法" });
  await openRoom(page, room.id);
  await composer(page).fill("你好");
  for (const keys of [{ isComposing: true }, { keyCode: 229 }]) {
    await composer(page).dispatchEvent("keydown", { key: "Enter", ...keys });
  }
  await expect(composer(page)).toHaveValue("你好");
  await expect(page.getByRole("article")).toHaveCount(0);
  await composer(page).press("Shift+Enter");
  await expect(composer(page)).toHaveValue("你好\n");
  await composer(page).press("Enter");
  await expect(message(page, "你好")).toBeVisible();
  await expect(composer(page)).toHaveValue("");
});

test("a draft waits in its room, and the counter warns before the limit", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Dora Draft");
  const one = await createRoom(page, { kind: "private", name: "Room one" });
  await createRoom(page, { kind: "private", name: "Room two" });
  await openRoom(page, one.id);
  await composer(page).fill("half a thought");
  await page.getByRole("link", { name: /Room two/ }).click();
  await expect(page.getByRole("heading", { name: "Room two", exact: true })).toBeVisible();
  await expect(composer(page)).toHaveValue("");
  await page.goBack();
  await expect(composer(page)).toHaveValue("half a thought");

  await composer(page).fill("é".repeat(4001));
  await expect(page.getByText("1 character too many")).toBeVisible();
  await composer(page).press("Enter");
  await expect(composer(page)).toHaveValue("é".repeat(4001));
  await composer(page).fill("é".repeat(3990));
  await expect(page.getByText("10 characters left")).toBeVisible();
});

test("the language changes at once and stays", async ({ page, signUp }) => {
  await signUp(page, "Lin Language");
  await page.goto("/chat");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitemradio", { name: "简体中文" }).click();
  await expect(page.getByRole("heading", { name: "您好，Lin Language" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await page.reload();
  await expect(page.getByRole("button", { name: "新建聊天室或私信" })).toBeVisible();
});
