import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { drawMountains } from "./fixtures/pictures";
import { createRoom, openRoom } from "./fixtures/rooms";
import { expect, test as base } from "./fixtures/test";

type Call = { headers: IncomingHttpHeaders; body: string };

const test = base.extend<{
  /** Somebody's program that waits for mentions and answers the first with `reply`. */
  listener: (reply: object) => Promise<{ url: string; calls: Call[] }>;
}>({
  listener: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (reply) => {
      const calls: Call[] = [];
      const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
          response.writeHead(200, { "content-type": "application/json" });
          response.end(JSON.stringify(reply));
        });
      });
      servers.push(server);
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      return { url: `http://127.0.0.1:${port}/mentions`, calls };
    });
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
  },
});

const message = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

/** Calls the site as its page does, and answers the JSON. */
async function ask<T>(page: Page, method: string, path: string, data?: object): Promise<T> {
  const response = await page.request.fetch(path, { method, ...(data && { data }) });
  expect(response.ok(), `${method} ${path}: ${await response.text()}`).toBe(true);
  return response.json();
}

test("a program posts by a webhook, reads and writes as a bot, and answers when it is mentioned", async ({
  page,
  baseURL,
  signUp,
  listener,
}) => {
  await signUp(page, "Olga Owner");
  const { id: roomId } = await createRoom(page, { kind: "private", name: "Workshop" });
  await openRoom(page, roomId);

  // By the hook: no cookie, no token, only the address; an answer that got lost is asked for again.
  const hooks = `/api/chat/rooms/${roomId}/hooks`;
  const { url, hook } = await ask<{ url: string; hook: { id: string } }>(page, "POST", hooks, {
    name: "Build server",
  });
  const headers = { "content-type": "application/json", "idempotency-key": "build-7" };
  const body = JSON.stringify({ text: "Build 7 is green" });
  const statuses: number[] = [];
  for (let time = 0; time < 2; time += 1) {
    statuses.push((await fetch(url, { method: "POST", headers, body })).status);
  }
  expect(statuses).toEqual([201, 200]);
  const posted = message(page, "Build 7 is green");
  await expect(posted).toHaveCount(1);
  await expect(posted).toContainText("Build server");
  await expect(posted.getByText("Bot", { exact: true })).toBeVisible();

  // As a bot.
  const { bot } = await ask<{ bot: { id: string } }>(page, "POST", "/api/me/bots", {
    name: "Clock",
  });
  const { secret: token } = await ask<{ secret: string }>(
    page,
    "POST",
    `/api/me/bots/${bot.id}/tokens`,
    { name: "T", scopes: ["chat:write"] },
  );
  const call = (method: string, path: string, data?: object) =>
    fetch(`${baseURL}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(data && { body: JSON.stringify(data) }),
    });
  const messages = `/api/chat/rooms/${roomId}/messages`;
  expect((await call("GET", messages)).status).toBe(404);
  await ask(page, "PUT", `/api/me/bots/${bot.id}/rooms/${roomId}`);
  const answer = await call("POST", messages, { clientId: "tick-0001", body: "Tick" });
  expect(answer.status).toBe(201);
  await expect(message(page, "Tick")).toContainText("Clock");
  const read: { messages: { body: string }[] } = await (await call("GET", messages)).json();
  expect(read.messages.map((one) => one.body)).toEqual(["Build 7 is green", "Tick"]);
  expect((await call("POST", `/api/chat/rooms/${roomId}/tickets`)).status).toBe(201);
  expect((await call("POST", "/api/chat/rooms", { kind: "private", name: "Own" })).status).toBe(
    403,
  );
  expect((await call("GET", "/api/me")).status).toBe(403);

  // Mentioned.
  const { url: address, calls } = await listener({ text: "It is noon" });
  const webhook = `/api/me/bots/${bot.id}/webhook`;
  const { secret } = await ask<{ secret: string }>(page, "PUT", webhook, { url: address });
  await ask(page, "POST", messages, {
    clientId: "question-1",
    body: `<@${bot.id}> what time is it?`,
  });
  await expect(message(page, "It is noon")).toContainText("Clock");
  expect(calls).toHaveLength(1);
  const [{ headers: sent, body: event } = { headers: {}, body: "" }] = calls;
  const content = `${String(sent["webhook-id"])}.${String(sent["webhook-timestamp"])}.${event}`;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signature = createHmac("sha256", key).update(content).digest("base64");
  expect(sent["webhook-signature"]).toBe(`v1,${signature}`);
  expect(JSON.parse(event)).toMatchObject({
    type: "mention",
    room: { id: roomId, name: "Workshop" },
    message: { body: `<@${bot.id}> what time is it?` },
  });

  // Revoked: from the next call on.
  await page.request.delete(`${hooks}/${hook.id}`);
  expect((await fetch(url, { method: "POST", headers, body })).status).toBe(404);
  await page.request.delete(`/api/me/bots/${bot.id}`);
  expect((await call("GET", messages)).status).toBe(401);
});

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test("a room's owner makes, renames and revokes a webhook by keyboard alone", async ({
  page,
  signUp,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signUp(page, "Kim Keys");
  const { id: roomId } = await createRoom(page, { kind: "private", name: "Kitchen" });
  await openRoom(page, roomId);
  const keyboard = page.keyboard;

  await page.getByRole("button", { name: "Room menu" }).focus();
  await keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Webhooks and bots…" }).focus();
  await keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Webhooks and bots of Kitchen" });
  await expect(dialog.getByText("No program posts into this room yet.")).toBeVisible();
  await expect(dialog.getByText("No bots in this room.")).toBeVisible();
  await dialog.getByLabel("New webhook").focus();
  await keyboard.press("Enter");
  await expect(dialog.getByText("Use 1 to 60 characters.")).toBeVisible();
  await keyboard.type("Oven");
  await keyboard.press("Enter");
  const address = dialog.getByRole("group", { name: "Address of “Oven”" });
  await expect(address).toBeFocused();
  const url = await dialog.getByLabel("Address of “Oven”", { exact: true }).last().inputValue();
  await expect(dialog.getByLabel("Example", { exact: true })).toHaveValue(
    `curl -X POST -H 'Content-Type: application/json' -d '{"text":"Hello from outside"}' ${url}`,
  );
  await expectNoAxeFinding(page);
  expect(await widthOf(page)).toBe(360);
  await address.getByRole("button", { name: "I have kept it" }).press("Enter");
  await expect(address).toHaveCount(0);
  await dialog.getByRole("button", { name: "Edit Oven" }).press("Enter");
  const edit = page.getByRole("dialog", { name: "Edit “Oven”" });
  await edit.getByLabel("Name", { exact: true }).fill(" ");
  await keyboard.press("Enter");
  await expect(edit.getByText("Use 1 to 60 characters.")).toBeVisible();
  await edit.getByLabel("Name", { exact: true }).fill("Stove");
  await keyboard.press("Enter");
  await expect(edit).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: "Edit Stove" })).toBeFocused();
  const notices = page.getByRole("region", { name: "Notifications" });
  await expect(notices.getByText("“Stove” is saved.")).toBeVisible();
  expect((await fetch(url, { method: "POST", body: '{"text":"Hot"}' })).status).toBe(201);
  await dialog.getByRole("button", { name: "Revoke Stove" }).press("Enter");
  const asked = page.getByRole("alertdialog", { name: "Revoke “Stove”?" });
  await asked.getByRole("button", { name: "Revoke" }).press("Enter");
  await expect(asked).toHaveCount(0);
  await expect(dialog.getByText("No program posts into this room yet.")).toBeVisible();
  expect((await fetch(url, { method: "POST", body: '{"text":"Ding"}' })).status).toBe(404);
});

test("a person makes, renames and removes a bot by keyboard alone", async ({
  page,
  signUp,
  allowedFaults,
}) => {
  // An address that the server refuses.
  allowedFaults.push(/status of 422 .*\/api\/me\/bots\/[^/]+\/webhook\)$/);
  await page.setViewportSize({ width: 360, height: 740 });
  await signUp(page, "Kim Keys");
  const keyboard = page.keyboard;
  await page.goto("/settings");
  const bots = page.getByRole("region", { name: "Bots", exact: true });
  await expect(bots.getByText("You have no bots.")).toBeVisible();
  await bots.getByLabel("New bot").focus();
  await keyboard.type("Timer");
  await keyboard.press("Enter");
  const card = bots.getByRole("listitem", { name: "Timer" });
  await expect(card.getByText("In no room yet")).toBeVisible();
  await card.getByRole("button", { name: "New token for Timer" }).press("Enter");
  const form = page.getByRole("dialog", { name: "New API token" });
  await expect(form.getByRole("checkbox")).toHaveCount(2);
  await form.getByLabel("Name", { exact: true }).fill("Kitchen timer");
  await keyboard.press("Enter");
  await expect(card.getByRole("textbox", { name: "Your new token “Kitchen timer”" })).toHaveValue(
    /^plz_[0-9A-Za-z]{38}$/,
  );
  await card.getByLabel("Address", { exact: true }).fill("https://10.0.0.5/hook");
  await keyboard.press("Enter");
  await expect(card.getByText("Use an https address that is open to the internet.")).toBeVisible();
  await expectNoAxeFinding(page);
  expect(await widthOf(page)).toBe(360);

  const [bot] = (await ask<{ bots: { id: string }[] }>(page, "GET", "/api/me/bots")).bots;
  const picture = drawMountains({ width: 64, height: 64 });
  const put = await page.request.put(`/api/me/bots/${bot?.id}/picture`, { data: picture });
  expect(put.status()).toBe(200);
  await page.reload();
  await card.getByRole("button", { name: "Edit Timer" }).press("Enter");
  const look = page.getByRole("dialog", { name: "Edit “Timer”" });
  await look.getByLabel("Name", { exact: true }).fill("Egg timer");
  await look.getByRole("button", { name: "Remove the picture" }).press("Enter");
  await expect(look.getByRole("status")).toHaveText(
    "It goes when you save, also beside earlier messages.",
  );
  await expectNoAxeFinding(page);
  await look.getByRole("button", { name: "Save" }).press("Enter");
  await expect(look).toHaveCount(0);
  const renamed = bots.getByRole("listitem", { name: "Egg timer" });
  await expect(renamed.getByRole("img")).toHaveCount(0);
  const { bots: mine } = await ask<{ bots: object[] }>(page, "GET", "/api/me/bots");
  expect(mine).toMatchObject([{ id: bot?.id, name: "Egg timer", image: null }]);
  await renamed.getByRole("button", { name: "Remove Egg timer" }).press("Enter");
  const removal = page.getByRole("alertdialog", { name: "Remove “Egg timer”?" });
  await removal.getByRole("button", { name: "Remove" }).press("Enter");
  await expect(bots.getByText("You have no bots.")).toBeVisible();
});
