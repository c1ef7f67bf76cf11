import { bring, chosen, expectDrawn, pick, png, shown } from "./fixtures/chat-files";
import { composer } from "./fixtures/chat-page";
import { createRoom, openRoom } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

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
    await expect(chosen(page, "huge.txt").getByRole("alert")).toHaveText("Larger than 10 MB");
    await page.getByRole("button", { name: "Remove tool.exe" }).click();
    await page.getByRole("button", { name: "Remove huge.txt" }).click();
    await expect(page.getByRole("list", { name: "Files for this message" })).toHaveCount(0);
  });
});
