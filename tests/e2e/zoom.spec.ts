import type { Page } from "@playwright/test";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

/** 1280 px at 200 % leaves a page 640 px; phones begin at 360. */
const sizes = [
  { name: "200 % zoom", width: 640, height: 400 },
  { name: "360 px", width: 360, height: 640 },
] as const;

/** Where the page, or anything in it that is not meant to, is wider than the window, and whether the page is longer. */
function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isScroller = (element: Element) =>
      ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
    const isInScroller = (element: Element): boolean => {
      const parent = element.parentElement;
      return parent !== null && (isScroller(parent) || isInScroller(parent));
    };
    const root = document.documentElement;
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1 && !isInScroller(element),
    );
    return [
      ...(root.scrollWidth > root.clientWidth ? [`page ${root.scrollWidth}`] : []),
      ...(root.scrollHeight > root.clientHeight ? [`page ${root.scrollHeight} long`] : []),
      ...wide.map(({ tagName, className }) => `${tagName} ${String(className)}`),
    ];
  });
}

for (const { name, width, height } of sizes) {
  test(`the chat at ${name} shows the last message and the composer, and never scrolls sideways`, async ({
    page,
    signUp,
  }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await signUp(page, "Zoe Zoom-With-A-Rather-Long-Name-That-Never-Breaks");
    const room = await createRoom(page, {
      kind: "private",
      name: "A room whose name is longer than any phone is wide, by far",
    });
    // More rooms than the list has room for.
    for (let index = 1; index <= 14; index += 1) {
      await createRoom(page, { kind: "private", name: `room ${index}` });
    }
    for (let index = 1; index <= 12; index += 1) await post(page, room.id, `line ${index}`);
    await post(page, room.id, `https://example.com/${"unbroken".repeat(20)}`);
    await post(page, room.id, "the last line");
    await openRoom(page, room.id);
    const last = page.getByRole("article").filter({ hasText: "the last line" });
    await expect(last).toBeInViewport({ ratio: 0.9 });
    await expect(page.getByRole("textbox", { name: /^Message to/ })).toBeInViewport({ ratio: 1 });
    expect(await findOverflow(page)).toEqual([]);
    // What still moves, moves for a millisecond.
    const running = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === "running")
        .map((running) => Number(running.effect?.getComputedTiming().activeDuration)),
    );
    expect(running.filter((ms) => ms > 10)).toEqual([]);

    await page.goto("/chat");
    await expect(page.getByRole("link", { name: /A room whose name/ })).toBeVisible();
    expect(await findOverflow(page)).toEqual([]);
  });
}
