// Takes the pictures of docs/screenshots from a running Plaza with a conversation in it: node scripts/screenshots.mjs
// Emoji are drawn where the system has a font for them (Debian: fonts-noto-color-emoji).
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findOrBuildSite } from "./local/build.mjs";
import { root } from "./local/paths.mjs";
import { startPlaza } from "./local/plaza.mjs";
import { ensureSecrets } from "./local/secrets.mjs";

const port = Number(process.env.PORT ?? 8799);
const folder = join(root, "docs/screenshots");

const people = ["Mira", "Jun 俊", "Tomás"];

/** Who says what, by place in `people`; to which message it replies, and who reacts to it how. */
const conversation = [
  {
    by: 0,
    body: "Morning! The **new map** of the market is on the wall. Come and draw on it.",
    reactions: [
      [1, "🎉"],
      [2, "🎉"],
      [2, "👀"],
    ],
  },
  { by: 1, body: "早安！我下午帶顏料過去。", reactions: [[0, "❤️"]] },
  {
    by: 2,
    body: "I can bring:\n\n- chairs, six of them\n- the long table\n\nDoes anybody have a lamp for the evening?",
  },
  { by: 0, body: "There is one in the workshop, on the shelf `B4`.", replyTo: 2 },
  { by: 1, body: "Perfect. See you at four, then.", reactions: [[2, "👍"]] },
];

const stateDir = mkdtempSync(join(tmpdir(), "plaza-screenshots-"));
mkdirSync(folder, { recursive: true });
ensureSecrets();
const plaza = await startPlaza({ port, stateDir, siteDir: await findOrBuildSite() });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const visitors = [];
  for (const name of people) visitors.push(await signUp(name));
  const roomId = await openRooms(visitors);
  const posted = [];
  for (const { by, body, replyTo, reactions = [] } of conversation) {
    const messages = `/api/chat/rooms/${roomId}/messages`;
    const data = { clientId: crypto.randomUUID(), body, replyTo: posted[replyTo] };
    const { message } = await call(visitors[by], "post", messages, data);
    posted.push(message.id);
    for (const [who, emoji] of reactions) {
      await call(
        visitors[who],
        "put",
        `${messages}/${message.id}/reactions/${encodeURIComponent(emoji)}`,
      );
    }
  }
  await call(visitors[0], "post", `/api/chat/rooms/${roomId}/read`, { seq: conversation.length });
  for (const visitor of visitors.slice(1)) await show(visitor, roomId, 1280, 800, "light");
  await shoot(visitors[0], roomId, "room-light", 1280, 720, "light");
  await shoot(visitors[0], roomId, "room-dark", 1280, 720, "dark");
  await shoot(visitors[0], roomId, "room-phone", 390, 780, "light");
} finally {
  await browser.close();
  await plaza.stop();
  rmSync(stateDir, { recursive: true, force: true });
}

async function signUp(name) {
  const context = await browser.newContext({ baseURL: plaza.url, locale: "en-GB" });
  const page = await context.newPage();
  const account = { email: `${crypto.randomUUID()}@example.test`, password: crypto.randomUUID() };
  const visitor = { page, context, id: "" };
  visitor.id = (await call(visitor, "post", "/api/auth/register", { name, ...account })).id;
  const { csrfToken } = await call(visitor, "get", "/api/auth/csrf");
  await context.request.post("/api/auth/callback/credentials", { form: { csrfToken, ...account } });
  return visitor;
}

async function openRooms([owner, ...others]) {
  const open = async (data) => (await call(owner, "post", "/api/chat/rooms", data)).room.id;
  await open({ name: "Welcome", kind: "public", topic: "Say hello" });
  await open({ name: "Kitchen rota", kind: "private" });
  await open({ kind: "direct", memberIds: [others[0].id] });
  const roomId = await open({ name: "Market day", kind: "public", topic: "Saturday, from four" });
  for (const other of others) await call(other, "post", `/api/chat/rooms/${roomId}/join`);
  return roomId;
}

async function call({ context }, method, path, data) {
  const answer = await context.request[method](path, data ? { data } : undefined);
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return answer.status() === 204 ? undefined : answer.json();
}

async function show({ page }, roomId, width, height, colorScheme) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  await page.goto(`/chat/${roomId}`);
  await page.getByText(conversation.at(-1).body).first().waitFor();
  await page.getByRole("button", { name: "Live" }).waitFor();
}

async function shoot(visitor, roomId, name, width, height, colorScheme) {
  await show(visitor, roomId, width, height, colorScheme);
  await visitor.page.evaluate(() => document.activeElement?.blur());
  await visitor.page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/screenshots/${name}.png`);
}
