import type { Page } from "@playwright/test";
import { landscape, openShare, sharePictures } from "./fixtures/share-pages";
import { expect, test } from "./fixtures/test";

const slider = (page: Page) =>
  page.getByRole("slider", { name: "How much of the picture before is shown" });

test("the slider follows the keyboard and says where it is", async ({ page, signUp }) => {
  await signUp(page, "Kim Keyboard");
  await openShare(page, await sharePictures(page, { title: "Two" }, { original: landscape }));
  await slider(page).focus();
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "50% before");
  await page.keyboard.press("ArrowRight");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "51% before");
  await page.keyboard.press("End");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "100% before");
  expect(await shownBefore(page)).toBe(100);
  await page.keyboard.press("Home");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "0% before");
  await expect.poll(() => shownBefore(page)).toBe(0);
});

test("the slider follows the mouse, and leaves the links alone", async ({ page, signUp }) => {
  await signUp(page, "Moe Mouse");
  await openShare(page, await sharePictures(page, { title: "Two" }, { original: landscape }));
  const frame = await frameOf(page);
  const middle = frame.y + frame.height / 3;
  await page.mouse.move(frame.x + frame.width / 2, middle);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.25, middle, { steps: 4 });
  await expect(slider(page)).toHaveValue("25");
  // It keeps to the hand outside of the frame, and is let go there.
  await page.mouse.move(frame.x - 50, middle);
  await expect(slider(page)).toHaveValue("0");
  await page.mouse.up();
  await page.mouse.move(frame.x + frame.width * 0.9, middle);
  await expect(slider(page)).toHaveValue("0");
  await page.mouse.click(frame.x + frame.width * 0.75, middle);
  await expect(slider(page)).toHaveValue("75");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  test("a finger sideways moves the slider, one upwards the page", async ({ page, signUp }) => {
    await signUp(page, "Tia Touch");
    await openShare(
      page,
      await sharePictures(
        page,
        { title: "Two", prompt: "Tall\n".repeat(40) },
        { original: landscape },
      ),
    );
    const frame = await frameOf(page);
    const [x, y] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
    await swipe(page, [x, y], [x - frame.width * 0.25, y]);
    await expect(slider(page)).toHaveValue("25");
    expect(await page.evaluate(() => scrollY)).toBe(0);

    await swipe(page, [x + 60, y], [x + 60, y - 120]);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
    await expect(slider(page)).toHaveValue("25");

    await page.evaluate(() => scrollTo(0, 0));
    await page.touchscreen.tap(frame.x + frame.width * 0.9, y);
    await expect(slider(page)).toHaveValue("90");
  });
});

async function frameOf(page: Page) {
  const box = await slider(page).locator("..").boundingBox();
  if (!box) throw new Error("There is no slider");
  return box;
}

/** Which part of the picture before shows, in percent, once it has come to rest. */
async function shownBefore(page: Page): Promise<number> {
  return page
    .getByRole("figure")
    .filter({ hasText: "Before" })
    .evaluate(async (figure) => {
      await Promise.all(figure.getAnimations().map(({ finished }) => finished));
      const [, hidden] = /inset\(-1px ([\d.]+)%/.exec(getComputedStyle(figure).clipPath) ?? [];
      return 100 - Number(hidden ?? 0);
    });
}

type Point = readonly [x: number, y: number];

/** A finger that goes from one point to another, as the browser gets it from the screen. */
async function swipe(page: Page, from: Point, to: Point): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const steps = 8;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", part: number) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints:
        type === "touchEnd"
          ? []
          : [{ x: from[0] + (to[0] - from[0]) * part, y: from[1] + (to[1] - from[1]) * part }],
    });
  await touch("touchStart", 0);
  for (let step = 1; step <= steps; step += 1) await touch("touchMove", step / steps);
  await touch("touchEnd", 1);
  await session.detach();
}
