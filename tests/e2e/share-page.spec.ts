import type { Page } from "@playwright/test";
import { shareAddress, sharePictures, landscape } from "./fixtures/share-pages";
import { expect, test } from "./fixtures/test";

const prompt = "Mountains at dusk,\n  seen from the last bend.\n\n--seed 4711";

const slider = (page: Page) =>
  page.getByRole("slider", { name: "How much of the picture before is shown" });

/** The page is there, and its code listens. */
async function openShare(page: Page, shareId: string): Promise<void> {
  await page.goto(`/share/${shareId}`);
  await expect(page.getByRole("button", { name: /^(Copy|Share) link$/ })).toBeVisible();
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main button") ?? {}).some((key) =>
      key.startsWith("__reactProps"),
    ),
  );
}

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

  test("a report is sent by a form", async ({ page, signUp, signInAsAdmin }) => {
    await signUp(page, "Rita Reporter");
    const id = await sharePictures(page, { title: "Reported by form" });
    await page.goto(`/share/${id}`);
    await page.getByText("Report this picture").click();
    await page.getByRole("radio", { name: "It is somebody else's work" }).check();
    await page.getByRole("textbox").fill("I painted it");
    await page.getByRole("button", { name: "Send report" }).click();
    await expect(page).toHaveURL(`/share/${id}?reported=1`);
    await expect(page.getByText("Thank you. A person will look at your report.")).toBeVisible();
    await signInAsAdmin(page);
    expect(await readReports(page, id)).toEqual([{ reason: "copyright", detail: "I painted it" }]);
  });

  test("a report that is refused leads back to the picture and says so", async ({
    page,
    signUp,
  }) => {
    await signUp(page, "Rita Report");
    const id = await sharePictures(page, { title: "Dusk" });
    const refused = await page.request.post(`/api/share/${id}/report`, {
      form: { reason: "dull" },
      maxRedirects: 0,
    });
    expect(refused.status()).toBe(303);
    expect(refused.headers().location).toBe(`/share/${id}?reported=failed`);
    await page.goto(`/share/${id}?reported=failed`);
    await expect(page.getByRole("alert")).toHaveText("The report could not be sent. Try again.");
    await expect(page.getByText("Report this picture")).toBeVisible();
  });
});

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

test.describe("with a network that fails", () => {
  test.use({ allowedFaults: [/ERR_INTERNET_DISCONNECTED/] });

  test("a report says so, and goes out when there is one", async ({
    page,
    context,
    newPerson,
    signInAsAdmin,
  }) => {
    const owner = await newPerson("Olga Owner");
    const id = await sharePictures(owner.page, { title: "Reported" });
    await openShare(page, id);
    await page.getByText("Report this picture").click();
    await page.getByRole("radio", { name: "It is against the law" }).check();
    await context.setOffline(true);
    await page.getByRole("button", { name: "Send report" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "could not be sent" })).toBeVisible();
    await context.setOffline(false);
    await page.getByRole("button", { name: "Send report" }).click();
    const thanks = page.getByText("Thank you. A person will look at your report.");
    await expect(thanks).toBeFocused();
    expect(page.url()).toMatch(new RegExp(`/share/${id}$`));
    await signInAsAdmin(page);
    expect(await readReports(page, id)).toEqual([{ reason: "illegal", detail: "" }]);
  });
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

async function readReports(page: Page, shareId: string) {
  const answer = await page.request.get("/api/admin/shares/reports");
  expect(answer.status()).toBe(200);
  const { reports }: { reports: { shareId: string; reason: string; detail: string }[] } =
    await answer.json();
  return reports
    .filter((report) => report.shareId === shareId)
    .map(({ reason, detail }) => ({ reason, detail }));
}

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
