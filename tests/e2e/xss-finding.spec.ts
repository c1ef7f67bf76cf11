import type { Locator, Page } from "@playwright/test";
import { createRoom, openRoom } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";
import { expectHarmless, toBodies, watch } from "./fixtures/xss";
import { xssPayloads } from "./fixtures/xss-payloads";

/** Fills rooms, messages, pins and programs with payloads; each message names `me` and has the word "needle". */
async function plant(
  page: Page,
  meId: string,
  friend: { page: Page; id: string },
): Promise<string> {
  const ask = async (who: Page, method: string, path: string, data?: object) => {
    const answer = await who.request.fetch(path, { method, ...(data && { data }) });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return answer.json() as Promise<{ message: { id: string }; bot: { id: string } }>;
  };
  const names = xssPayloads.filter(
    (text) => text.length <= 60 && !/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text),
  );
  const room = await createRoom(page, {
    kind: "private",
    name: "Haystack",
    memberIds: [friend.id],
  });
  const messages = `/api/chat/rooms/${room.id}/messages`;
  const say = (who: Page, body: string) =>
    ask(who, "POST", messages, { clientId: crypto.randomUUID(), body });
  for (const text of xssPayloads) await say(friend.page, `<@${meId}> needle ${text}`);
  for (const body of toBodies()) {
    const { message } = await say(page, body);
    await ask(page, "PUT", `${messages}/${message.id}/pin`);
  }
  for (const name of names.slice(0, 10)) {
    await ask(page, "POST", `/api/chat/rooms/${room.id}/hooks`, { name });
  }
  for (const name of names.slice(10, 15)) {
    const { bot } = await ask(page, "POST", "/api/me/bots", { name });
    await ask(page, "PUT", `/api/me/bots/${bot.id}/rooms/${room.id}`);
  }
  for (const name of names.slice(15, 40)) await createRoom(page, { kind: "private", name });
  return room.id;
}

/** Scrolls until so many found messages are there. */
async function expectAll(panel: Locator, count: number): Promise<void> {
  await expect
    .poll(
      () =>
        panel.evaluate((element) => {
          const found = [...element.querySelectorAll("[data-found]")];
          found.at(-1)?.scrollIntoView();
          return found.length;
        }),
      { timeout: 30_000 },
    )
    .toBe(count);
}

test("nothing runs in what finds messages, rooms and programs", async ({
  page,
  signUp,
  newPerson,
}) => {
  test.setTimeout(180_000);
  const dialogs = await watch(page);
  const me = await signUp(page, "Mallory Finds");
  const friend = await newPerson(`"><svg onload=__xss()>`);
  await openRoom(page, await plant(page, me.id, friend));

  await page.keyboard.press("ControlOrMeta+Shift+F");
  await page.getByRole("searchbox", { name: "Search messages" }).fill("needle");
  await expectAll(page.getByRole("complementary", { name: "Search" }), xssPayloads.length);
  await expectHarmless(page, dialogs);

  await page.getByRole("button", { name: /^Mentions of me/ }).click();
  await expectAll(page.getByRole("complementary", { name: "Mentions of me" }), xssPayloads.length);
  await expectHarmless(page, dialogs);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Pinned messages" }).click();
  const pinned = page.getByRole("dialog", { name: "Pinned messages" });
  await expect(pinned.getByRole("listitem")).toHaveCount(toBodies().length);
  await expectHarmless(page, dialogs);
  await page.keyboard.press("Escape");

  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("combobox", { name: "Room, person or action" });
  for (const word of ["img", "svg", "script", "on", "java"]) {
    await palette.fill(word);
    await expect(page.getByRole("option", { name: `Search messages for “${word}”` })).toBeVisible();
    await expect(page.getByRole("option").first()).toContainText(word, { ignoreCase: true });
    await expectHarmless(page, dialogs);
  }
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Room menu" }).press("Enter");
  await page.getByRole("menuitem", { name: "Webhooks and bots…" }).press("Enter");
  const programs = page.getByRole("dialog", { name: "Webhooks and bots of Haystack" });
  await expect(programs.getByRole("listitem")).toHaveCount(15);
  await expectHarmless(page, dialogs);
  await page.goto("/settings");
  const bots = page.getByRole("region", { name: "Bots", exact: true });
  await expect(bots.getByRole("heading", { level: 3 })).toHaveCount(5);
  await expectHarmless(page, dialogs);
});
