import type { Locator } from "@playwright/test";
import { isStill, message } from "./fixtures/chat-page";
import { holdBack } from "./fixtures/hold-back";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test("history comes in above without moving what is read", async ({ page, signUp }) => {
  await signUp(page, "Hal History");
  const room = await createRoom(page, { kind: "private", name: "Long story" });
  for (let number = 1; number <= 180; number += 1) {
    const text =
      number % 3 === 0 ? `Long ${number} ${"and on and on ".repeat(20)}` : `Short ${number}`;
    await post(page, room.id, text);
  }
  const releaseHistory = await holdBack(page, /messages\?before=/);
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
