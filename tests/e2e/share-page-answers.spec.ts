import type { APIRequestContext, Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { signUp as signUpAt } from "./fixtures/accounts";
import { plantExpiredShare, shareAddress, sharePictures } from "./fixtures/share-pages";
import { expect, test } from "./fixtures/test";

const unknownId = "0123456789abcdefghij";
const meta = (page: Page, name: string) =>
  page.locator(`meta[property="${name}"], meta[name="${name}"]`).getAttribute("content");

test.describe("where there is no share", () => {
  test.use({ allowedFaults: [/status of 404/] });

  for (const [what, id] of [
    ["an unknown id", unknownId],
    ["what is no id", "short"],
    ["a script for an id", encodeURIComponent("<script>alert(1)</script>")],
  ] as const) {
    test(`${what} is not found, in kind words`, async ({ page }) => {
      const answer = await page.goto(`/share/${id}`);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", { name: "There is no picture here" })).toBeVisible();
      expect(await meta(page, "robots")).toContain("noindex");
      await page.getByRole("link", { name: "Go to the start page" }).click();
      await expect(page).toHaveURL("/");
    });
  }

  test("a removed share is not found either", async ({ page, signUp }) => {
    await signUp(page, "Remo Remover");
    const id = await sharePictures(page, { title: "Soon away" });
    expect((await page.goto(`/share/${id}`))?.status()).toBe(200);
    expect((await page.request.delete(`/api/share/${id}`)).status()).toBe(204);
    expect((await page.goto(`/share/${id}`))?.status()).toBe(404);
    await expect(page.getByText("Soon away")).toHaveCount(0);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing in ${colorScheme} colours`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`/share/${unknownId}`);
      await expectNoAxeFinding(page);
    });
  }
});

test.describe("when the time of a share is over", () => {
  test.use({ isolated: true, allowedFaults: [/status of 410/] });

  test("its page is gone, for everybody who asks, and the statistics know", async ({
    page,
    server,
    playwright,
  }) => {
    test.setTimeout(180_000);
    const admin = await playwright.request.newContext({ baseURL: server.url });
    await signUpAt(admin, "Ada Admin");
    const living = await sharePictures(admin, { title: "Here for a while" });
    await server.stop();
    const id = plantExpiredShare(server.stateDir ?? "", living);
    await server.run();

    const answer = await page.goto(`/share/${id}`);
    expect(answer?.status()).toBe(410);
    await expect(
      page.getByRole("heading", { name: "This picture has left the wall" }),
    ).toBeVisible();
    await expect(page).toHaveTitle("This picture has left the wall · Plaza");
    await expect(page.getByText("Here for a while")).toHaveCount(0);
    expect(await meta(page, "robots")).toContain("noindex");
    expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self' 'nonce-");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoAxeFinding(page);
    }

    const again = await admin.get(`/share/${id}`, { headers: { "accept-language": "zh-TW" } });
    expect(again.status()).toBe(410);
    expect(await again.text()).toContain("這幅圖片已經下牆");
    expect((await admin.head(`/share/${id}`)).status()).toBe(410);
    expect((await admin.head(`/share/${living}`)).status()).toBe(200);
    expect((await admin.get(`/api/share/${id}`)).status()).toBe(410);
    expect((await admin.get(toOembedPath(server.url, id))).status()).toBe(410);

    await expect
      .poll(() => countGone(admin), { timeout: 90_000 })
      .toEqual({ requests: 3, clientErrors: 3 });
    await admin.dispose();
  });
});

/** What the statistics hold of the page of shares, among answers between 400 and 499. */
async function countGone(admin: APIRequestContext) {
  const query = "range=1h&status=4xx&refresh=true&q=%2Fshare%2F";
  const answer = await admin.get(`/api/admin/paths?${query}`);
  const { paths }: { paths: { path: string; requests: number; errors: number }[] } =
    await answer.json();
  const found = paths.find(({ path }) => path === "/share/[shareId]");
  return found && { requests: found.requests, clientErrors: found.errors };
}

const toOembedPath = (origin: string, id: string, more = "") =>
  `/api/share/oembed?url=${encodeURIComponent(`${origin}/share/${id}`)}${more}`;

for (const [language, lang, words] of [
  ["en-GB", "en", ["Prompt", "Copy link", "For 30 more days", "Report this picture"]],
  ["zh-CN", "zh-Hans", ["提示词", "复制链接", "还有 30 天", "举报此图片"]],
  ["zh-TW", "zh-Hant", ["提示詞", "複製連結", "還有 30 天", "檢舉此圖片"]],
] as const) {
  test.describe(`for a browser that speaks ${language}`, () => {
    test.use({ locale: language, allowedFaults: [/status of 404/] });

    test("the page and the one for nothing speak it as well", async ({ page, signUp }) => {
      await signUp(page, "Lin Language");
      const id = await sharePictures(page, { title: "Dusk", prompt: "Mountains" });
      await page.goto(`/share/${id}`);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      for (const word of words) await expect(page.getByText(word, { exact: true })).toBeVisible();
      const missing = { en: "no picture here", "zh-Hans": "没有图片", "zh-Hant": "沒有圖片" };
      await page.goto(`/share/${unknownId}`);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(missing[lang]);
    });
  });
}

test("link cards get a title, words and a generated picture", async ({ page, signUp }) => {
  await signUp(page, "Carla Card");
  const id = await sharePictures(page, { title: "Dusk", prompt: "Mountains\nat dusk" });
  await page.goto(`/share/${id}`);
  const url = page.url();
  expect(await page.locator('link[rel="canonical"]').getAttribute("href")).toBe(url);
  expect(await meta(page, "robots")).toBe("noindex, nofollow");
  expect(await meta(page, "description")).toBe("Mountains at dusk");
  expect(await meta(page, "og:title")).toBe("Dusk");
  expect(await meta(page, "og:url")).toBe(url);
  expect(await meta(page, "og:description")).toBe("Mountains at dusk");
  expect(await meta(page, "og:image")).toBe(`${url}/preview.png`);
  expect(await meta(page, "og:image:width")).toBe("1200");
  expect(await meta(page, "og:image:height")).toBe("630");
  expect(await meta(page, "twitter:card")).toBe("summary_large_image");
  expect(await meta(page, "twitter:image")).toBe(`${url}/preview.png`);

  const image = await page.request.get(`${url}/preview.png`);
  expect(image.headers()["content-type"]).toBe("image/png");
  const bytes = await image.body();
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);

  const discovered = page.locator('link[type="application/json+oembed"]');
  const oembed = await page.request.get((await discovered.getAttribute("href")) ?? "");
  expect(oembed.status()).toBe(200);
  expect(await oembed.json()).toMatchObject({
    version: "1.0",
    type: "photo",
    title: "Dusk",
    width: 480,
    height: 320,
    thumbnail_url: `${url}/preview.png`,
  });
});

test("the card of a picture elsewhere shows that picture", async ({ page, context, signUp }) => {
  await context.route("https://images.example.com/**", (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: drawing }),
  );
  await signUp(page, "Fay Far");
  const generatedUrl = "https://images.example.com/dusk.png";
  const id = await shareAddress(page, { title: "Far", generatedUrl });
  await page.goto(`/share/${id}`);
  expect(await meta(page, "og:image")).toBe(generatedUrl);
  const answer = await page.request.get(toOembedPath(new URL(page.url()).origin, id));
  expect(await answer.json()).toMatchObject({ type: "link", title: "Far" });
});

test("oEmbed refuses what it does not know", async ({ request, baseURL }) => {
  const status = async (path: string) => (await request.get(path)).status();
  const origin = baseURL ?? "";
  expect(await status(toOembedPath(origin, unknownId))).toBe(404);
  expect(await status(toOembedPath("https://elsewhere.example", unknownId))).toBe(404);
  expect(await status(toOembedPath(origin, unknownId, "&format=xml"))).toBe(501);
  expect(await status(toOembedPath(origin, unknownId, "&maxwidth=-1"))).toBe(422);
  expect(await status("/api/share/oembed")).toBe(422);
});

test("what people write is text and nothing else", async ({ page, context, signUp }) => {
  const hostile = `"><img src=x onerror="window.ran=1"></title><script>window.ran=1</script>`;
  await context.route("https://images.example.com/**", (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: drawing }),
  );
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      Object.assign(window, { violated: event.violatedDirective });
    });
  });
  await signUp(page, "Xenia");
  const id = await shareAddress(page, {
    title: hostile,
    prompt: `${hostile}\n{percent} {count, plural, other {#}} <b>bold</b>`,
    style: hostile.slice(0, 80),
    generatedUrl: `https://images.example.com/a.png?"><script>window.ran=1</script>`,
    originalUrl: "https://images.example.com/javascript:alert(1)",
  });
  await page.goto(`/share/${id}`);
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostile);
  await expect(page.getByText("<b>bold</b>")).toBeVisible();
  expect(await meta(page, "og:title")).toBe(hostile);
  expect(await page.evaluate("[window.ran, window.violated]")).toEqual([undefined, undefined]);
});

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>';
