import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { runCommand } from "./fixtures/commands";
import { createRoom, openRoom } from "./fixtures/rooms";
import { landscape, shareAddress, sharePictures } from "./fixtures/share-pages";
import { expect, test } from "./fixtures/test";

type Weight = { name: string; limit: number; bytes: number; scripts: { file: string }[] };

test("a browser loads the scripts that the check has weighed, and no others", async ({
  page,
  signUp,
}) => {
  const { stdout, code } = await runCommand(["scripts/check-first-load.mjs", "--json"]);
  const weights: Weight[] = JSON.parse(
    stdout.split("\n").findLast((line) => line.startsWith("["))!,
  );
  expect(code).toBe(0);
  expect(weights.map(({ name, limit }) => [name, limit])).toEqual([
    ["share page", 110_000],
    ["room page", 200_000],
  ]);
  const [share, room] = weights;

  await signUp(page, "Wanda Weight");
  const shareId = await sharePictures(page, { title: "Two" }, { original: landscape });
  const { id: roomId } = await createRoom(page, { kind: "private", name: "Weighed" });
  const onShare = await collectScripts(page, async () => {
    await page.goto(`/share/${shareId}`);
    await page.waitForLoadState("networkidle");
  });
  expectWeighed(onShare, share!);
  // What is fetched later, when the page has nothing better to do or waits too long, is no part of its first load.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  const onRoom = await collectScripts(page, () => openRoom(page, roomId));
  expectWeighed(onRoom, room!);
});

/** The scripts that the browser fetches meanwhile, with their size after gzip. */
async function collectScripts(page: Page, visit: () => Promise<void>) {
  const bodies: Promise<[string, number]>[] = [];
  const collect = (response: Response) => {
    if (response.request().resourceType() !== "script") return;
    const file = decodeURIComponent(new URL(response.url()).pathname).replace("/_next/", "");
    bodies.push(response.body().then((body) => [file, gzipSync(body).length]));
  };
  page.on("response", collect);
  await visit();
  page.off("response", collect);
  return new Map(await Promise.all(bodies));
}

/** The page may load less than was weighed (a boundary that it does not need), never anything else. */
function expectWeighed(loaded: Map<string, number>, { scripts, bytes, limit }: Weight): void {
  const weighed = new Set(scripts.map(({ file }) => file));
  expect([...loaded.keys()].filter((file) => !weighed.has(file))).toEqual([]);
  const sum = [...loaded.values()].reduce((total, size) => total + size, 0);
  expect(sum).toBeGreaterThan(0.95 * bytes);
  expect(sum).toBeLessThanOrEqual(limit);
}

for (const [what, share] of [
  ["a picture and nothing else", "one"],
  ["two pictures of ours", "two"],
  ["pictures elsewhere, whose size nobody knows", "elsewhere"],
] as const) {
  for (const width of [360, 1280]) {
    test(`nothing moves while the page waits for ${what}, ${width} pixels wide`, async ({
      page,
      context,
      signUp,
    }) => {
      await page.setViewportSize({ width, height: 740 });
      await signUp(page, "Stella Still");
      const texts = { title: "Dusk", prompt: "Mountains at dusk.\nNo people.", style: "Gouache" };
      const id =
        share === "elsewhere"
          ? await shareAddress(page, {
              ...texts,
              generatedUrl: "https://images.example.com/after.svg",
              originalUrl: "https://images.example.com/before.svg",
            })
          : await sharePictures(
              page,
              texts,
              share === "two" ? { original: { width: 300, height: 400 } } : {},
            );
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await context.route(/\/api\/media\/|images\.example\.com/, async (route) => {
        await held;
        if (share !== "elsewhere") return route.continue();
        return route.fulfill({
          contentType: "image/svg+xml",
          body: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="900"/>',
        });
      });
      await page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push(Number(entry.toJSON().value));
        }).observe({ type: "layout-shift", buffered: true });
      });

      await page.goto(`/share/${id}`, { waitUntil: "domcontentloaded" });
      // The code listens, and the pictures are not there yet.
      await page.waitForFunction(() =>
        Object.keys(document.querySelector("main button") ?? {}).some((key) =>
          key.startsWith("__reactProps"),
        ),
      );
      const images = page.locator("main img");
      const widths = () =>
        images.evaluateAll((all) => all.map((img) => (img as HTMLImageElement).naturalWidth));
      expect(await widths()).toEqual(share === "one" ? [0] : [0, 0]);
      release();
      await expect.poll(widths).not.toContain(0);
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))),
      );
      expect(await page.evaluate("window.shifts")).toEqual([]);
    });
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing in ${colorScheme} colours, ${width} pixels wide`, async ({
      page,
      signUp,
    }) => {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await signUp(page, "Axel Axe");
      const texts = { title: "Dusk", prompt: "Mountains at dusk.", style: "Gouache" };
      const id = await sharePictures(page, texts, { original: landscape });
      await page.goto(`/share/${id}`);
      await page.getByText("Report this picture").click();
      await expect(page.getByRole("radio")).toHaveCount(5);
      await expectNoAxeFinding(page);
      await page.goto(`/share/${id}?reported=1`);
      await expectNoAxeFinding(page);
    });
  }
}
