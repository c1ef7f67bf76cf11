import AxeBuilder from "@axe-core/playwright";
import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { drawMountains } from "./fixtures/pictures";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const composer = (page: Page) => page.getByRole("textbox", { name: /^Message to/ });
const chosen = (page: Page, name: string) =>
  page
    .getByRole("list", { name: "Files for this message" })
    .getByRole("listitem")
    .filter({ hasText: name });
const shown = (page: Page, name: string) =>
  page.getByRole("log").getByRole("link", { name: `Open ${name}` });
const picture = { width: 240, height: 160 };

function png(name: string, size = picture) {
  return { name, mimeType: "image/png", buffer: drawMountains(size) };
}

async function pick(page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) {
  const opened = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (await opened).setFiles(files);
}

/** Whether the browser could read the picture; a broken one has no size. */
async function expectDrawn(link: Locator): Promise<void> {
  const image = link.getByRole("img");
  await expect
    .poll(() =>
      image.evaluate((element) => (element instanceof HTMLImageElement ? element.naturalWidth : 0)),
    )
    .toBeGreaterThan(0);
}

async function upload(page: Page, name: string, buffer: Buffer, mimeType = "image/png") {
  return page.request.post("/api/chat/uploads", {
    multipart: { file: { name, mimeType, buffer } },
  });
}

async function postFile(page: Page, roomId: string, name: string, size = picture, body = "") {
  const { id, url } = await (await upload(page, name, drawMountains(size))).json();
  const data = { clientId: randomUUID(), body, attachmentIds: [id] };
  const answer = await page.request.post(`/api/chat/rooms/${roomId}/messages`, { data });
  expect(answer.status(), await answer.text()).toBe(201);
  return { id, url };
}

/** Pastes or drops files as a person does: the browser lets no test touch the real clipboard's files. */
async function bring(target: Locator, kind: "paste" | "drop", name: string): Promise<void> {
  await target.evaluate(
    (element, { kind, name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type: "image/png" }));
      const options = { bubbles: true, cancelable: true };
      if (kind === "paste") {
        element.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
        return;
      }
      for (const type of ["dragenter", "dragover", "drop"]) {
        element.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: data }));
      }
    },
    { kind, name, base64: drawMountains(picture).toString("base64") },
  );
}

async function expectNoAxeFinding(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((running) => running.finished)),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test("picked, pasted and dropped pictures reach the other side at once", async ({
  page,
  signUp,
  newPerson,
}) => {
  const other = await newPerson("Olga Other");
  await signUp(page, "Petra Picker");
  const room = await createRoom(page, { kind: "private", name: "Album", memberIds: [other.id] });
  await openRoom(page, room.id);
  await openRoom(other.page, room.id);

  await pick(page, png("picked.png"), {
    name: "list.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Milk, eggs"),
  });
  await expect(chosen(page, "picked.png").getByText("ready")).toBeVisible();
  await bring(composer(page), "paste", "pasted.png");
  await bring(page.getByRole("log"), "drop", "dropped.png");
  await expect(chosen(page, "pasted.png").getByText("ready")).toBeVisible();
  await expect(chosen(page, "dropped.png").getByText("ready")).toBeVisible();
  await composer(page).fill("From today");
  await composer(page).press("Enter");
  await expect(chosen(page, "picked.png")).toHaveCount(0);

  for (const screen of [page, other.page]) {
    const row = screen.getByRole("article").filter({ hasText: "From today" });
    for (const name of ["picked.png", "pasted.png", "dropped.png"]) {
      await expectDrawn(shown(screen, name));
    }
    await expect(row.getByText("list.txt")).toBeVisible();
    await expect(row.getByText("Sending…")).toHaveCount(0);
  }
  const downloading = other.page.waitForEvent("download");
  await other.page.getByRole("link", { name: "Download list.txt" }).click();
  expect((await downloading).suggestedFilename()).toBe("list.txt");
});

test("a picture alone is a message, opens large, and gives the focus back", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Vera Viewer");
  const room = await createRoom(page, { kind: "private", name: "Gallery" });
  await openRoom(page, room.id);
  await pick(page, png("one.png"), png("two.png"), png("three.png"), png("four.png"));
  await expect(chosen(page, "four.png").getByText("ready")).toBeVisible();
  await composer(page).press("Enter");
  await expect(page.getByRole("log").getByRole("link")).toHaveCount(4);
  await shown(page, "two.png").click();
  const viewer = page.getByRole("dialog", { name: "two.png" });
  await expect(viewer.getByText("2 of 4")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "three.png" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(shown(page, "two.png")).toBeFocused();
});

test("axe finds nothing in files, chosen, posted and opened", async ({ page, signUp }) => {
  test.slow();
  await signUp(page, "Axel Album");
  const room = await createRoom(page, { kind: "private", name: "Checked album" });
  await postFile(page, room.id, "posted.png");
  await openRoom(page, room.id);
  const text = { name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("Milk") };
  await pick(page, png("chosen.png"), text);
  await expect(chosen(page, "list.txt").getByText("ready")).toBeVisible();
  await expectNoAxeFinding(page);
  await shown(page, "posted.png").click();
  await expect(page.getByRole("dialog", { name: "posted.png" })).toBeVisible();
  await expectNoAxeFinding(page);
});

test("an upload can be stopped, and a message waits for its own", async ({ page, signUp }) => {
  await signUp(page, "Stella Stopper");
  const room = await createRoom(page, { kind: "private", name: "Slow line" });
  await openRoom(page, room.id);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/chat/uploads", async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await pick(page, png("stopped.png"), png("kept.png"));
  await expect(page.getByRole("progressbar", { name: "Uploading kept.png" })).toBeVisible();
  await page.getByRole("button", { name: "Stop uploading stopped.png" }).click();
  await expect(chosen(page, "stopped.png")).toHaveCount(0);

  await composer(page).fill("Will be there");
  await composer(page).press("Enter");
  const row = page.getByRole("article").filter({ hasText: "Will be there" });
  await expect(row.getByText("Sending…")).toBeVisible();
  await expect(row.getByRole("img", { name: "kept.png" })).toBeVisible();
  const before = await row.boundingBox();
  release();
  await expect(shown(page, "kept.png")).toBeVisible();
  await expect(row.getByText("Sending…")).toHaveCount(0);
  const after = await row.boundingBox();
  // Only the line that said "Sending…" has gone.
  expect((before?.height ?? 0) - (after?.height ?? 0)).toBeLessThanOrEqual(24);
});

test.describe("on a line that fails", () => {
  test.beforeEach(({ allowedFaults }) => {
    allowedFaults.push(/Failed to load resource/);
  });

  test("the text stays, and the file goes with another try", async ({ page, signUp }) => {
    await signUp(page, "Rita Retry");
    const room = await createRoom(page, { kind: "private", name: "Bad line" });
    await openRoom(page, room.id);
    await page.route("**/api/chat/uploads", (route) => route.abort());
    await composer(page).fill("With a picture");
    await pick(page, png("late.png"));
    await expect(chosen(page, "late.png").getByRole("alert")).toContainText("No connection");
    await composer(page).press("Enter");
    await expect(page.getByText("A file could not be uploaded.")).toBeVisible();
    await expect(composer(page)).toHaveValue("With a picture");
    await page.unroute("**/api/chat/uploads");
    await page.getByRole("button", { name: "Try to upload late.png again" }).click();
    await expect(chosen(page, "late.png").getByText("ready")).toBeVisible();
    await composer(page).press("Enter");
    await expectDrawn(shown(page, "late.png"));
    await expect(composer(page)).toHaveValue("");
  });

  test("what no message can carry is said at once, and can be taken off", async ({
    page,
    signUp,
  }) => {
    await signUp(page, "Xena Extra");
    const room = await createRoom(page, { kind: "private", name: "Odd files" });
    await openRoom(page, room.id);
    const program = {
      name: "tool.exe",
      mimeType: "application/x-msdownload",
      buffer: Buffer.from([77, 90, 0, 0]),
    };
    await pick(page, program, {
      name: "huge.txt",
      mimeType: "text/plain",
      buffer: Buffer.alloc(10_485_761, 97),
    });
    await expect(chosen(page, "tool.exe").getByRole("alert")).toContainText("not supported");
    await expect(chosen(page, "huge.txt").getByRole("alert")).toContainText("too large");
    await page.getByRole("button", { name: "Remove tool.exe" }).click();
    await page.getByRole("button", { name: "Remove huge.txt" }).click();
    await expect(page.getByRole("list", { name: "Files for this message" })).toHaveCount(0);
  });
});

test("the list keeps its place while pictures arrive", async ({ page, signUp }) => {
  await signUp(page, "Paul Place");
  const room = await createRoom(page, { kind: "private", name: "Long album" });
  for (let number = 1; number <= 24; number += 1) {
    if (number % 3 === 0)
      await postFile(page, room.id, `${number}.png`, { width: 900, height: 300 + 20 * number });
    else await post(page, room.id, `Text ${number}`);
  }
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/media/attachments/**", async (route) => {
    await held;
    await route.continue();
  });
  await openRoom(page, room.id);
  await expect(shown(page, "24.png")).toBeVisible();
  const anchor = page.getByRole("article").filter({ hasText: "Text 13" });
  await page.getByRole("log").hover();
  await expect(async () => {
    await page.mouse.wheel(0, -300);
    await expect(anchor).toBeInViewport({ timeout: 500 });
  }).toPass();
  const before = await whereItRests(anchor);
  release();
  const visible = page.getByRole("log").getByRole("img");
  await expect
    .poll(() =>
      visible.evaluateAll((images) =>
        images.every((image) => image instanceof HTMLImageElement && image.complete),
      ),
    )
    .toBe(true);
  expect(await anchor.boundingBox()).toEqual(before);
});

/** Where something stands once the wheel's glide is over. */
async function whereItRests(target: Locator) {
  let place = await target.boundingBox();
  await expect
    .poll(async () => {
      const last = place;
      place = await target.boundingBox();
      return last?.y === place?.y;
    })
    .toBe(true);
  return place;
}

test("a picture in chat becomes a share page", async ({ page, signUp, browser, baseURL }) => {
  await signUp(page, "Sara Sharer");
  const room = await createRoom(page, { kind: "private", name: "Studio" });
  await postFile(page, room.id, "dusk.png", picture, "Mountains at dusk");
  await openRoom(page, room.id);
  const row = page.getByRole("article").filter({ hasText: "Mountains at dusk" });
  await row.hover();
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Share image…" }).click();
  const dialog = page.getByRole("dialog", { name: "Share this image" });
  await expect(dialog.getByLabel("Prompt (optional)")).toHaveValue("Mountains at dusk");
  await expectNoAxeFinding(page);
  await dialog.getByLabel("Title (optional)").fill("Dusk");
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  expect(link).toMatch(/\/share\/[0-9A-Za-z]{20}$/);
  await expectNoAxeFinding(page);
  await page.getByRole("button", { name: "Post into this room" }).click();
  await expect(page.getByRole("article").filter({ hasText: link })).toBeVisible();

  // Somebody without an account, who cannot see the room's own file.
  const stranger = await browser.newContext({ baseURL });
  const visit = await stranger.newPage();
  await visit.goto(link);
  await expect(visit.getByRole("heading", { name: "Dusk" })).toBeVisible();
  await expect
    .poll(() =>
      visit
        .locator("main img")
        .first()
        .evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
    )
    .toBe(240);
  await stranger.close();
});

test("files over HTTP: typed by content, closed to strangers, read in parts", async ({
  page,
  signUp,
  newPerson,
  request,
}) => {
  const member = await newPerson("Mia Member");
  const stranger = await newPerson("Stan Stranger");
  await signUp(page, "Fritz Files");
  const room = await createRoom(page, { kind: "private", name: "Closed", memberIds: [member.id] });
  const disguise = Buffer.from("<script>alert(1)</script>");
  const disguised = await upload(page, "photo.png", disguise);
  expect(disguised.status()).toBe(201);
  expect(await disguised.json()).toMatchObject({ type: "text/plain", width: null, height: null });
  for (const [content, status] of [
    [Buffer.alloc(30 * 1024 * 1024, 97), 413],
    [Buffer.from([0, 1, 2]), 415],
    [drawMountains(picture).subarray(0, 300), 422],
    [Buffer.alloc(0), 422],
  ] as const) {
    const refused = await upload(page, "x.png", content);
    expect(refused.status()).toBe(status);
    expect(refused.headers()["content-type"]).toBe("application/problem+json");
  }
  const raw = await page.request.post("/api/chat/uploads", { data: "just text" });
  expect(raw.status()).toBe(415);
  expect((await request.post("/api/chat/uploads", { multipart: { file: "x" } })).status()).toBe(
    401,
  );

  const { url } = await postFile(page, room.id, "山 & sea.png");
  const whole = await member.page.request.get(url);
  expect(whole.status()).toBe(200);
  expect(whole.headers()).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
    "content-disposition": `inline; filename="_ & sea.png"; filename*=UTF-8''%E5%B1%B1%20%26%20sea.png`,
  });
  expect(whole.headers()["content-security-policy"]).toContain("sandbox");
  const part = await member.page.request.get(url, { headers: { range: "bytes=1-3" } });
  expect([part.status(), await part.text()]).toEqual([206, "PNG"]);
  const known = { "if-none-match": whole.headers()["etag"] ?? "" };
  expect((await member.page.request.get(url, { headers: known })).status()).toBe(304);
  expect((await stranger.page.request.get(url)).status()).toBe(404);
  expect((await request.get(url)).status()).toBe(401);
  const removal = { data: { userIds: [member.id] } };
  const removed = await page.request.delete(`/api/chat/rooms/${room.id}/members`, removal);
  expect(removed.ok()).toBe(true);
  expect((await member.page.request.get(url, { headers: known })).status()).toBe(404);
});

test("a banned person reads no file any more", async ({ page, newPerson, signInAsAdmin }) => {
  const author = await newPerson("Bert Banned");
  const room = await createRoom(author.page, { kind: "private", name: "Last room" });
  const { url } = await postFile(author.page, room.id, "mine.png");
  expect((await author.page.request.get(url)).status()).toBe(200);
  await signInAsAdmin(page);
  const banned = await page.request.patch(`/api/admin/people/${author.id}`, {
    data: { status: "banned", reason: "test" },
  });
  expect(banned.ok(), await banned.text()).toBe(true);
  expect((await author.page.request.get(url)).status()).toBe(403);
});
