import type { BrowserContext, Page, WebSocket } from "@playwright/test";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test.setTimeout(120_000);
const patience = { timeout: 30_000 };
const ten = Array.from({ length: 10 }, (_, index) => `word ${index + 1}`);

const indicator = (page: Page, text: string) =>
  page.getByRole("status").filter({ hasText: new RegExp(`^${text}$`) });
const readLog = (page: Page) =>
  page
    .getByRole("log")
    .getByText(/^word \d+$/)
    .allInnerTexts();

/** The sockets of rooms that are open in a browser at this moment, and the pages that have them. */
function watchSockets(context: BrowserContext): Map<WebSocket, Page> {
  const open = new Map<WebSocket, Page>();
  context.on("page", (page) => {
    page.on("websocket", (socket) => {
      if (!socket.url().endsWith("/ws")) return;
      open.set(socket, page);
      socket.on("close", () => open.delete(socket));
    });
    // A closed page tells no more of its sockets.
    page.on("close", () => {
      for (const [socket, owner] of open) if (owner === page) open.delete(socket);
    });
  });
  return open;
}

test("three tabs of a room share one socket, and another tab takes over when its tab is closed", async ({
  newPerson,
}) => {
  const [ann, bob] = [await newPerson("Ann Tabs"), await newPerson("Bob Writes")];
  const room = await createRoom(bob.page, {
    kind: "private",
    name: "Three tabs",
    memberIds: [ann.id],
  });
  const sockets = watchSockets(ann.context);
  const first = await ann.context.newPage();
  await openRoom(first, room.id);
  await expect(indicator(first, "Live")).toBeVisible(patience);
  const last = await ann.context.newPage();
  const others = [await ann.context.newPage(), last];
  for (const page of others) {
    await openRoom(page, room.id);
    await expect(indicator(page, "Live")).toBeVisible(patience);
  }
  expect(sockets.size).toBe(1);
  await last.getByRole("button", { name: "Live" }).click();
  await expect(last.getByText("Another tab of this browser keeps")).toBeVisible();

  for (const text of ten.slice(0, 5)) await post(bob.page, room.id, text);
  for (const page of [first, ...others]) {
    await expect.poll(() => readLog(page), patience).toEqual(ten.slice(0, 5));
  }
  const writing = post(bob.page, room.id, "word 6");
  await first.close();
  await writing;
  for (const text of ten.slice(6, 8)) await post(bob.page, room.id, text);
  for (const page of others) {
    await expect.poll(() => readLog(page), patience).toEqual(ten.slice(0, 8));
    await expect(indicator(page, "Live")).toBeVisible(patience);
  }
  await expect.poll(() => [...sockets.values()], "sockets of the tabs left").toHaveLength(1);
  expect(others).toContain([...sockets.values()][0]);
  for (const text of ten.slice(8)) await post(bob.page, room.id, text);
  for (const page of others) await expect.poll(() => readLog(page), patience).toEqual(ten);
});
