import type { Locator, Page } from "@playwright/test";
import { createRoom, openRoom, post, type Posting } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const composer = (page: Page) => page.getByRole("textbox", { name: /^Message to/ });
const message = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** The server has it. A row that is not drawn yet would say nothing of "Sending…" either. */
async function expectSent(row: Locator): Promise<void> {
  await expect(row).toBeVisible();
  await expect(row.getByText("Sending…")).toHaveCount(0);
}

async function chooseAction(page: Page, row: Locator, action: string): Promise<void> {
  await row.hover();
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

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

test("history comes in above without moving what is read", async ({ page, signUp }) => {
  await signUp(page, "Hal History");
  const room = await createRoom(page, { kind: "private", name: "Long story" });
  for (let number = 1; number <= 180; number += 1) {
    const text =
      number % 3 === 0 ? `Long ${number} ${"and on and on ".repeat(20)}` : `Short ${number}`;
    await post(page, room.id, text);
  }
  let releaseHistory = () => {};
  const held = new Promise<void>((release) => (releaseHistory = release));
  await page.route(/messages\?before=/, async (route) => {
    await held;
    await route.continue();
  });
  await openRoom(page, room.id);
  await expect(message(page, "Long 180")).toBeInViewport();

  const log = page.getByRole("log");
  await log.hover();
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, -400);
      return log.evaluate((element) => element.scrollTop);
    })
    .toBeLessThan(500);
  await expect(page.getByText("Loading earlier messages")).toBeVisible();
  await expect.poll(() => isStill(log)).toBe(true);
  const anchor = await firstInView(log);
  const size = await log.evaluate((element) => element.scrollHeight);
  releaseHistory();
  await expect.poll(() => log.evaluate((element) => element.scrollHeight)).toBeGreaterThan(size);
  await expect.poll(() => isStill(log)).toBe(true);
  const after = await topOf(log, anchor.text);
  expect(Math.abs(after - anchor.top)).toBeLessThan(3);

  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, -3000);
        return page.getByText("This is where Long story begins").count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  await page.getByRole("button", { name: "Latest messages" }).click();
  await expect(message(page, "Long 180")).toBeInViewport();
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

test("unread messages are counted, divided off, and read when they are seen", async ({
  page,
  signUp,
  newPerson,
}) => {
  const ada = await signUp(page, "Ada Reader");
  const bob = await newPerson("Bob Writer");
  const room = await createRoom(bob.page, { kind: "private", name: "News", memberIds: [ada.id] });
  for (const text of ["one", "two", "three"]) await post(bob.page, room.id, `News ${text}`);

  await page.goto("/chat");
  await expect(page).toHaveTitle("(3) Plaza");
  const link = page.getByRole("link", { name: /News/ });
  await expect(link).toContainText("3 unread messages");
  await link.click();
  await expect(page.getByText("New", { exact: true })).toBeVisible();
  await expect(message(page, "News three")).toBeInViewport();
  await expect(page).toHaveTitle("News · Plaza");
  await expect
    .poll(async () => {
      const answer = await page.request.get("/api/chat/rooms");
      const { rooms }: { rooms: { id: string; unread: number }[] } = await answer.json();
      return rooms.find(({ id }) => id === room.id)?.unread;
    })
    .toBe(0);
});

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

async function isStill(log: Locator): Promise<boolean> {
  return log.evaluate(async (element) => {
    const before = element.scrollTop;
    for (let frame = 0; frame < 10; frame += 1) {
      await new Promise((next) => requestAnimationFrame(next));
    }
    return element.scrollTop === before;
  });
}

async function firstInView(log: Locator): Promise<{ text: string; top: number }> {
  return log.evaluate((element) => {
    const edge = element.getBoundingClientRect().top + 60;
    for (const row of element.querySelectorAll("[data-row] p")) {
      const { top } = row.getBoundingClientRect();
      if (top > edge) return { text: row.textContent ?? "", top };
    }
    throw new Error("no message in view");
  });
}

async function topOf(log: Locator, text: string): Promise<number> {
  return log.evaluate((element, wanted) => {
    for (const row of element.querySelectorAll("[data-row] p")) {
      if (row.textContent === wanted) return row.getBoundingClientRect().top;
    }
    return Number.NaN;
  }, text);
}
