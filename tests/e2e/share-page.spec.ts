import { landscape, openShare, shareAddress, sharePictures } from "./fixtures/share-pages";
import { expect, test } from "./fixtures/test";

const prompt = "Mountains at dusk,\n  seen from the last bend.\n\n--seed 4711";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("everything that matters is there", async ({ page, signUp }) => {
    await signUp(page, "Nora Noscript");
    const id = await sharePictures(
      page,
      { title: "Dusk", prompt, style: "Gouache", expiresInDays: "12" },
      { original: landscape },
    );
    await page.context().clearCookies();
    const answer = await page.goto(`/share/${id}`);
    expect(answer?.status()).toBe(200);

    await expect(page.getByRole("heading", { level: 1, name: "Dusk" })).toBeVisible();
    await expect(page).toHaveTitle("Dusk · Plaza");
    await expect(page.getByText("Mountains at dusk,")).toHaveText(prompt, {
      useInnerText: true,
    });
    await expect(page.getByText("Gouache")).toBeVisible();
    await expect(page.locator("time").nth(1)).toHaveText("For 12 more days");
    expect(await page.locator("time").first().getAttribute("datetime")).toMatch(
      /^\d{4}-\d\d-\d\dT/,
    );

    // Both pictures stand whole beside each other, each with its caption.
    await expect(page.getByRole("slider")).toBeHidden();
    const before = page.getByRole("figure").filter({ hasText: "Before" }).getByRole("img");
    const after = page.getByRole("figure").filter({ hasText: "After" }).getByRole("img");
    for (const image of [before, after]) {
      await expect(image).toBeVisible();
      expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(480);
      expect(await image.evaluate((img) => getComputedStyle(img.closest("figure")!).clipPath)).toBe(
        "none",
      );
    }
    const [left, right] = [await before.boundingBox(), await after.boundingBox()];
    expect(left!.x + left!.width).toBeLessThanOrEqual(right!.x);
    await expect(page.getByRole("button", { name: /Copy/ })).toHaveCount(0);

    for (const name of ["Download after", "Download before"]) {
      const href = await page.getByRole("link", { name }).getAttribute("href");
      const file = await page.request.get(href ?? "");
      expect(file.status()).toBe(200);
      expect(file.headers()["content-disposition"]).toMatch(/^attachment; filename="Dusk/);
    }
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  test("the link goes to the device's own sheet", async ({ page, signUp }) => {
    // What a phone's browser has; there is none in this one.
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "share", {
        value: async (data: unknown) => {
          Object.assign(window, { sharedByTest: data });
        },
      });
    });
    await signUp(page, "Sam Sheet");
    const id = await sharePictures(page, { title: "One" });
    await openShare(page, id);
    await page.getByRole("button", { name: "Share link" }).tap();
    await expect
      .poll(() => page.evaluate("window.sharedByTest"))
      .toEqual({ url: new URL(`/share/${id}`, page.url()).href });
  });

  test("nothing hangs over the edge, and everything is large enough for a thumb", async ({
    page,
    signUp,
  }) => {
    await signUp(page, "Pia Phone");
    const id = await sharePictures(
      page,
      { title: "w".repeat(120), prompt: "x".repeat(4000), style: "y".repeat(80) },
      { generated: { width: 40, height: 400 }, original: { width: 400, height: 40 } },
    );
    await openShare(page, id);
    await page.getByText("Report this picture").tap();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, summary, header a, main a, label")].flatMap(
        (element) => {
          const { height } = element.getBoundingClientRect();
          return height < 40 ? [`${element.textContent} ${height}`] : [];
        },
      ),
    );
    expect(small).toEqual([]);
  });
});

test("prompt and link are copied as they are", async ({ page, context, signUp }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signUp(page, "Cleo Copy");
  const id = await sharePictures(page, { title: "One", prompt });
  await openShare(page, id);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  expect(await clipboard()).toBe(prompt);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Link copied" })).toHaveCount(1);
  expect(await clipboard()).toBe(new URL(`/share/${id}`, page.url()).href);
});

test.describe("a picture elsewhere", () => {
  const elsewhere = "https://images.example.com/dusk.png";

  test("is asked for without a word about the page", async ({ page, context, signUp }) => {
    const asked: (string | undefined)[] = [];
    await context.route("https://images.example.com/**", async (route) => {
      asked.push((await route.request().allHeaders()).referer);
      await route.fulfill({ contentType: "image/svg+xml", body: drawing });
    });
    await signUp(page, "Ella Elsewhere");
    await openShare(page, await shareAddress(page, { title: "Far", generatedUrl: elsewhere }));
    const image = page.getByRole("img", { name: "Far" });
    await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(40);
    expect(asked).toEqual([undefined]);
    const open = page.getByRole("link", { name: "Open picture" });
    await expect(open).toHaveAttribute("href", elsewhere);
    await expect(open).toHaveAttribute("rel", /noopener noreferrer/);
  });

  test.describe("that does not come", () => {
    test.use({ allowedFaults: [/ERR_FAILED/] });

    test("says so in its place", async ({ page, context, signUp }) => {
      await context.route("https://images.example.com/**", (route) => route.abort());
      await signUp(page, "Bea Broken");
      await openShare(page, await shareAddress(page, { title: "Far", generatedUrl: elsewhere }));
      await expect(page.getByText("The picture could not be loaded.")).toBeVisible();
      await expect(page.getByRole("link", { name: "Open it by itself" })).toHaveAttribute(
        "href",
        elsewhere,
      );
    });
  });
});

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>';
