import type { Page, WebSocketRoute } from "@playwright/test";
import { expect, test } from "./fixtures/test";

test.use({
  isolated: true,
  // A tall window, so that every message of the test is on the screen at once.
  viewport: { width: 1000, height: 2400 },
  allowedFaults: [/WebSocket connection to|Failed to load resource/],
});

test.setTimeout(240_000);

const patience = { timeout: 45_000 };

/** Stands between a page and the sockets of its rooms, so that the test can cut them. */
class SocketGate {
  private isShut = false;
  private readonly open = new Set<WebSocketRoute>();

  static async at(page: Page): Promise<SocketGate> {
    const gate = new SocketGate();
    await page.routeWebSocket(/\/ws$/, (socket) => gate.pass(socket));
    return gate;
  }

  async shut(): Promise<void> {
    this.isShut = true;
    for (const socket of this.open) await socket.close({ code: 1011, reason: "The test says no" });
    this.open.clear();
  }

  reopen(): void {
    this.isShut = false;
  }

  private pass(socket: WebSocketRoute): void {
    if (this.isShut) return void socket.close({ code: 1011, reason: "The test says no" });
    this.open.add(socket);
    socket.connectToServer();
  }
}

const log = (page: Page) => page.getByRole("log");
const indicator = (page: Page, text: string) =>
  page.getByRole("status").filter({ hasText: new RegExp(`^${text.replace(/[()]/g, "\\$&")}$`) });

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: /^Message to/ }).fill(text);
  await page.keyboard.press("Enter");
}

async function expectMessage(page: Page, text: string): Promise<void> {
  await expect(log(page).getByText(text, { exact: true })).toHaveCount(1, patience);
}

/** The texts of the test on a screen, from top to bottom. */
async function readLog(page: Page): Promise<string[]> {
  return log(page)
    .getByText(/^(ann|bob) \d+$/)
    .allInnerTexts();
}

test("two people lose and double nothing, whatever happens to their connections", async ({
  newPerson,
  server,
}) => {
  const [ann, bob] = [await newPerson("Ann"), await newPerson("Bob")];
  const gate = await SocketGate.at(bob.page);
  const created = await ann.page.request.post("/api/chat/rooms", {
    data: { name: "Storm", kind: "private", memberIds: [bob.id] },
  });
  expect(created.status(), await created.text()).toBe(201);
  const { room } = (await created.json()) as { room: { id: string } };
  for (const { page } of [ann, bob]) {
    await page.goto(`/chat/${room.id}`);
    await expect(indicator(page, "Live")).toBeVisible(patience);
  }

  await test.step("live", async () => {
    await write(ann.page, "ann 1");
    await expectMessage(bob.page, "ann 1");
    await write(bob.page, "bob 1");
    await expectMessage(ann.page, "bob 1");
  });

  await test.step("polling, when the socket is blocked", async () => {
    await gate.shut();
    await expect(indicator(bob.page, "Polling")).toBeVisible(patience);
    await write(ann.page, "ann 2");
    await expectMessage(bob.page, "ann 2");
    await write(bob.page, "bob 2");
    await expectMessage(ann.page, "bob 2");
    await expect(indicator(ann.page, "Live")).toBeVisible();
  });

  await test.step("live again", async () => {
    gate.reopen();
    await write(ann.page, "ann 3");
    await expect(indicator(bob.page, "Live")).toBeVisible(patience);
    await write(bob.page, "bob 3");
    await expectMessage(ann.page, "bob 3");
    await expectMessage(bob.page, "ann 3");
  });

  await test.step("the server dies and comes back", async () => {
    await write(ann.page, "ann 4");
    await server.kill();
    await write(ann.page, "ann 5");
    await write(bob.page, "bob 4");
    await expect(indicator(bob.page, "Offline · 1 waiting")).toBeVisible(patience);
    await server.run();
    for (const { page } of [ann, bob]) {
      await expect(indicator(page, "Live")).toBeVisible(patience);
      for (const text of ["ann 4", "ann 5", "bob 4"]) await expectMessage(page, text);
    }
  });

  await test.step("one of them is offline for a while", async () => {
    await gate.shut();
    await bob.context.setOffline(true);
    for (const text of ["bob 5", "bob 6", "bob 7"]) await write(bob.page, text);
    await expect(indicator(bob.page, "Offline · 3 waiting")).toBeVisible(patience);
    await expect(bob.page.getByText("Goes out when you are back online")).toHaveCount(3);
    await write(ann.page, "ann 6");
    gate.reopen();
    await bob.context.setOffline(false);
    await expect(indicator(bob.page, "Live")).toBeVisible(patience);
    await expectMessage(bob.page, "ann 6");
    for (const text of ["bob 5", "bob 6", "bob 7"]) await expectMessage(ann.page, text);
  });

  const answer = await ann.page.request.get(`/api/chat/rooms/${room.id}/messages?limit=100`);
  const { messages } = (await answer.json()) as { messages: { seq: number; body: string }[] };
  const bodies = messages.map(({ body }) => body);
  expect(messages.map(({ seq }) => seq)).toEqual(bodies.map((_, index) => index + 1));
  expect(bodies).toHaveLength(13);
  const of = (name: string) => bodies.filter((body) => body.startsWith(name));
  expect(of("ann")).toEqual([1, 2, 3, 4, 5, 6].map((n) => `ann ${n}`));
  expect(of("bob")).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `bob ${n}`));
  for (const { page } of [ann, bob])
    await expect.poll(() => readLog(page), patience).toEqual(bodies);
});
