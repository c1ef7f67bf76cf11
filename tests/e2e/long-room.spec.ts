import type { Locator, Page } from "@playwright/test";
import { signUp } from "./fixtures/accounts";
import { isStill } from "./fixtures/chat-page";
import { holdBack } from "./fixtures/hold-back";
import { fillRoom } from "./fixtures/long-room";
import { createRoom } from "./fixtures/rooms";
import { readShelf } from "./fixtures/shelf";
import { expect, test } from "./fixtures/test";

test.use({ isolated: true });

const count = 50_000;
const pagesUp = 20;
/** What the page may hold and draw, however long the room is. */
const most = { held: 1_000, drawn: 150, heldAfterJump: 100 };

const row = (page: Page, seq: number) =>
  page.getByRole("article").filter({ hasText: `Line ${seq}. ` });
const heldOf = (list: Locator) => list.evaluate((element) => Number(element.dataset.held));

test("a room of 50,000 messages opens, scrolls and jumps with few of them at hand", async ({
  page,
  server,
}) => {
  test.setTimeout(180_000);
  const author = await signUp(page, "Lena Long");
  const room = await createRoom(page, { kind: "private", name: "Endless" });
  await server.stop();
  fillRoom(String(server.stateDir), { roomId: room.id, authorId: author.id, count });
  await server.run();

  await page.goto("/chat");
  await page.getByRole("link", { name: /Endless/ }).click();
  const list = page.getByRole("log");
  await expect(row(page, count)).toBeInViewport();
  await page.reload();
  const openedMs = await page.evaluate(async (last) => {
    const isThere = () => document.body.textContent?.includes(`Line ${last}. `) ?? false;
    while (!isThere()) await new Promise((next) => requestAnimationFrame(next));
    return Math.round(performance.now());
  }, count);
  await expect(row(page, count)).toBeInViewport();
  const heapBefore = await heapMegabytes(page);

  await list.hover();
  await page.evaluate(watchFrames);
  let requests = 0;
  page.on("request", (request) => {
    if (/messages\?before=/.test(request.url())) requests += 1;
  });
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, -900);
        expect(await heldOf(list)).toBeLessThanOrEqual(most.held);
        expect(await page.getByRole("article").count()).toBeLessThanOrEqual(most.drawn);
        return requests;
      },
      { timeout: 120_000, intervals: [30] },
    )
    .toBeGreaterThanOrEqual(pagesUp);
  const frames = await page.evaluate(readFrames);
  const heapAfter = await heapMegabytes(page);

  // What is read stays where it is while history comes in above it and what is below is let go.
  const release = await holdBack(page, /messages\?before=/);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, -900);
      return list.evaluate((element) => element.scrollTop);
    })
    .toBeLessThan(400);
  await expect.poll(() => isStill(list)).toBe(true);
  const anchor = await firstInView(list);
  const size = await list.evaluate((element) => element.scrollHeight);
  release();
  await expect.poll(() => list.evaluate((element) => element.scrollHeight)).not.toBe(size);
  await expect.poll(() => isStill(list)).toBe(true);
  expect(Math.abs((await topOf(list, anchor.key)) - anchor.top)).toBeLessThan(3);
  await page.unroute(/messages\?before=/);

  // A link to a message, in a browser that has kept the end of the room, while the answer about that end is late.
  await expect
    .poll(() => readShelf(page))
    .toContainEqual(expect.stringContaining(`Line ${count}. `));
  const answerNewest = await holdBack(page, /messages\?limit=/);
  await page.goto(`/chat/${room.id}?message=${room.id}-25000`);
  await expect(row(page, 25_000)).toBeFocused();
  await expect(row(page, 25_000)).toBeInViewport();
  answerNewest();
  // The page of the message, nothing of what lies between.
  expect(await heldOf(list)).toBeLessThanOrEqual(most.heldAfterJump);
  await page.getByRole("button", { name: /new messages|Latest messages/ }).click();
  await expect(row(page, count)).toBeInViewport();

  console.log(
    `Long room: opened in ${openedMs} ms; ${requests} pages up; longest frame ${frames.longestMs} ms of ${frames.count}, ` +
      `${frames.over50} over 50 ms; heap ${heapBefore} → ${heapAfter} MB`,
  );
});

declare global {
  interface Window {
    frameTimes?: number[];
  }
}

/** Runs in the page: notes how long each frame takes from now on. */
function watchFrames(): void {
  const times: number[] = [];
  window.frameTimes = times;
  let last = performance.now();
  const tick = (now: number) => {
    times.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

/** Runs in the page. */
function readFrames() {
  const times = window.frameTimes ?? [];
  const longestMs = Math.round(Math.max(0, ...times));
  return { count: times.length, longestMs, over50: times.filter((ms) => ms > 50).length };
}

/** After a collection, so that only what is held counts. */
async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return Math.round(usedSize / 100_000) / 10;
}

/** The first message in view but for the first of all, which loses its author when there is more above it. */
function firstInView(list: Locator): Promise<{ key: string; top: number }> {
  return list.evaluate((element) => {
    const edge = element.getBoundingClientRect().top;
    const articles = [...element.querySelectorAll<HTMLElement>("[role=article]")];
    for (const article of articles.slice(1)) {
      const { top } = article.getBoundingClientRect();
      if (top >= edge) return { key: article.dataset.row ?? "", top };
    }
    throw new Error("Nothing is in view");
  });
}

function topOf(list: Locator, key: string): Promise<number> {
  return list.evaluate((element, wanted) => {
    for (const article of element.querySelectorAll<HTMLElement>("[role=article]")) {
      if (article.dataset.row === wanted) return article.getBoundingClientRect().top;
    }
    throw new Error("It is not drawn any more");
  }, key);
}
