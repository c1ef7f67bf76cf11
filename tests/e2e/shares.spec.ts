import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import {
  claimPicture,
  createShare,
  drawHeavyPicture,
  drawPicture,
  dropFiles,
  listShares,
  pasteFile,
} from "./fixtures/shares";
import { expect, test } from "./fixtures/test";

const day = 24 * 60 * 60 * 1000;

/** Opens the form as somebody new. */
async function openForm(page: Page): Promise<void> {
  await page.goto("/shares/new");
  await expect(submit(page)).toBeVisible();
}

const slot = (page: Page, side: "Result" | "Before (optional)") =>
  page.getByRole("group", { name: side, exact: true });
const submit = (page: Page) => page.getByRole("button", { name: "Create the share" });
const pick = (page: Page, side: "Result" | "Before (optional)", picture = drawPicture("a.png")) =>
  slot(page, side).locator('input[type="file"]').setInputFiles(picture);
const created = (page: Page) => page.getByRole("heading", { name: "Your picture has a page" });

async function expectNoAxeFinding(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((running) => running.finished)),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** Pictures of this host come from here. */
async function serveRemotePictures(page: Page): Promise<void> {
  const { buffer } = drawPicture("remote.png");
  await page.route("https://img.example.com/**", (route) =>
    route.fulfill({ contentType: "image/png", body: buffer }),
  );
}

test("only members share: others sign in and come back", async ({ page, baseURL }) => {
  await page.goto("/shares/new");
  await expect(page).toHaveURL(`${baseURL}/sign-in?next=%2Fshares%2Fnew`);
  await page.goto("/shares");
  await expect(page).toHaveURL(`${baseURL}/sign-in?next=%2Fshares`);
});

test("a share is made of two pictures that are dropped, with words and a life of its own", async ({
  page,
  signUp,
  baseURL,
}) => {
  await signUp(page, "Dora Drop");
  await openForm(page);
  await dropFiles(slot(page, "Result").locator("button"), [
    drawPicture("after.png"),
    drawPicture("before.png", "grey"),
  ]);
  await expect(page.getByAltText("Preview of after.png")).toBeVisible();
  await expect(page.getByAltText("Preview of before.png")).toBeVisible();
  await page.getByLabel("Title (optional)").fill("  Dusk  ");
  await page.getByLabel("Prompt (optional)").fill("ridges at dusk\nlow sun");
  await page.getByLabel("Style (optional)").fill("Watercolour");
  await page.getByText("7 days", { exact: true }).click();
  await submit(page).click();
  await expect(created(page)).toBeFocused();
  const [share] = await listShares(page);
  expect(share).toMatchObject({
    title: "Dusk",
    prompt: "ridges at dusk\nlow sun",
    style: "Watercolour",
    isR2Stored: true,
  });
  expect(share!.originalUrl).not.toBeNull();
  expect(share!.expiresAt - share!.createdAt).toBe(7 * day);
  await expect(page.getByLabel("Link", { exact: true })).toHaveValue(
    `${baseURL}/share/${share!.id}`,
  );
  const open = page.getByRole("link", { name: "Open the page" });
  await expect(open).toHaveAttribute("href", `${baseURL}/share/${share!.id}`);
  await expect(open).toHaveAttribute("target", "_blank");
});

test("its link is copied, and another one begins with an empty form", async ({
  page,
  context,
  signUp,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signUp(page, "Paul Paste");
  await openForm(page);
  await pasteFile(page, drawPicture("first.png"));
  await expect(slot(page, "Result").getByAltText("Preview of first.png")).toBeVisible();
  await pasteFile(page, drawPicture("second.png", "grey"));
  await expect(slot(page, "Before (optional)").getByAltText(/second\.png/)).toBeVisible();
  await pasteFile(page, drawPicture("third.png"));
  await expect(page.getByText("Both places are taken. Remove a picture first.")).toBeVisible();
  await page.getByRole("button", { name: "Swap result and before" }).click();
  await expect(slot(page, "Result").getByAltText(/second\.png/)).toBeVisible();
  await slot(page, "Before (optional)").getByRole("button", { name: "Remove" }).click();
  await expect(
    slot(page, "Before (optional)").getByRole("button", { name: /Choose the picture before/ }),
  ).toBeFocused();
  await submit(page).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  const [share] = await listShares(page);
  expect(share!.originalUrl).toBeNull();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(share!.url);
  await page.getByRole("button", { name: "Share another" }).click();
  await expect(slot(page, "Result").getByRole("button", { name: /Choose/ })).toBeVisible();
  await expect(submit(page)).toBeVisible();
});

test("pictures elsewhere are shared by their address", async ({ page, signUp }) => {
  await signUp(page, "Adele Address");
  await serveRemotePictures(page);
  await openForm(page);
  await page.getByText("On the web", { exact: true }).click();
  const result = page.getByLabel("Address of the result");
  await result.pressSequentially("https://i");
  await expect(page.getByText(/This is not an address|cannot be used/)).toBeHidden();
  await result.fill("http://img.example.com/after.png");
  await expect(page.getByText("Only https addresses can be shared.")).toBeVisible();
  await result.fill("https://192.168.1.4/after.png");
  await expect(page.getByText(/^This address cannot be used/)).toBeVisible();
  await result.fill("https://img.example.com/after.png");
  await expect(page.getByText(/^This address cannot be used/)).toBeHidden();
  await expect(page.getByAltText("Preview of the picture at this address")).toBeVisible();
  await submit(page).click();
  await expect(created(page)).toBeVisible();
  expect(await listShares(page)).toMatchObject([
    { generatedUrl: "https://img.example.com/after.png", originalUrl: null, isR2Stored: false },
  ]);
});

test("what cannot be shared is told in words before anything is sent", async ({ page, signUp }) => {
  await signUp(page, "Vera Valid");
  await openForm(page);
  let sent = 0;
  await page.route("**/api/share", (route) => {
    sent += 1;
    return route.continue();
  });
  await submit(page).click();
  await expect(page.getByText("Choose the picture to share.")).toBeVisible();
  await expect(page.getByRole("button", { name: /Choose the result/ })).toBeFocused();

  const html = { name: "cat.png", mimeType: "image/png", buffer: Buffer.from("<script>") };
  await pick(page, "Result", html);
  await expect(
    page.getByText("This is not a PNG, JPEG or WebP picture, whatever its name says."),
  ).toBeVisible();
  await pick(page, "Result", claimPicture("bomb.png", 10_000, 5_000));
  await expect(
    page.getByText(/^This picture has 10,000 × 5,000 pixels \(50 megapixels\); at most 40 mega/),
  ).toBeVisible();
  await pick(page, "Result", drawHeavyPicture("heavy.png", 11 * 1024 * 1024));
  await expect(page.getByText("This picture has 11 MB; at most 10 MB are possible.")).toBeVisible();
  const whole = drawPicture("cut.png");
  await pick(page, "Result", { ...whole, buffer: whole.buffer.subarray(0, 200) });
  await expect(page.getByText("This picture is damaged or not complete.")).toBeVisible();
  await submit(page).click();
  await expect(
    slot(page, "Result").getByRole("button", { name: "Replace" }),
    "what is wrong gets the focus",
  ).toBeFocused();

  await pick(page, "Result");
  await expect(page.getByText("This picture is damaged or not complete.")).toBeHidden();
  await page.getByLabel("Title (optional)").fill("t".repeat(121));
  await expect(page.getByText("This is too long: at most 120 characters.")).toBeVisible();
  await submit(page).click();
  await expect(page.getByLabel("Title (optional)")).toBeFocused();
  expect(sent).toBe(0);
  await page.getByLabel("Title (optional)").fill("t".repeat(120));
  await submit(page).click();
  await expect(created(page)).toBeVisible();
  expect(sent).toBe(1);
});

test("what the server refuses stands at its field, and nothing is lost", async ({
  page,
  signUp,
  allowedFaults,
}) => {
  allowedFaults.push(/415/);
  await signUp(page, "Sara Server");
  await openForm(page);
  await pick(page, "Result", drawPicture("odd.png"));
  await page.getByLabel("Title (optional)").fill("Kept");
  await page.route(
    "**/api/share",
    (route) =>
      route.fulfill({
        status: 415,
        contentType: "application/problem+json",
        json: {
          type: "about:blank",
          title: "No",
          status: 415,
          code: "unsupported_media_type",
          errors: [{ field: "generated", message: "Must be an image" }],
        },
      }),
    { times: 1 },
  );
  await submit(page).click();
  await expect(slot(page, "Result").getByText(/^This is not a PNG, JPEG or WebP/)).toBeVisible();
  await expect(slot(page, "Result").getByRole("button", { name: "Replace" })).toBeFocused();
  await expect(page.getByLabel("Title (optional)")).toHaveValue("Kept");
  await pick(page, "Result", drawPicture("good.png"));
  await expect(slot(page, "Result").getByText(/^This is not a PNG/)).toBeHidden();
  await submit(page).click();
  await expect(created(page)).toBeVisible();
});

test("an upload shows how far it is, can be stopped, and goes again with all that was entered", async ({
  page,
  context,
  signUp,
}) => {
  await signUp(page, "Cara Cancel");
  await openForm(page);
  await pick(page, "Result", drawHeavyPicture("heavy.png", 4 * 1024 * 1024));
  await page.getByLabel("Prompt (optional)").fill("a long way");
  const network = await context.newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 };
  await network.send("Network.emulateNetworkConditions", slow);
  await submit(page).click();
  const bar = page.getByRole("progressbar");
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(5);
  expect(Number(await bar.getAttribute("aria-valuenow"))).toBeLessThan(100);
  const cancel = page.getByRole("button", { name: "Cancel" });
  await expect(cancel).toBeFocused();
  await expect(page.getByLabel("Prompt (optional)")).toBeDisabled();
  await cancel.press("Enter");
  await expect(submit(page)).toBeFocused();
  await expect(page.getByLabel("Prompt (optional)")).toHaveValue("a long way");
  await expect(page.getByAltText("Preview of heavy.png")).toBeVisible();
  expect(await listShares(page)).toEqual([]);
  await network.send("Network.emulateNetworkConditions", { ...slow, uploadThroughput: -1 });
  await submit(page).click();
  await expect(created(page)).toBeVisible();
  expect(await listShares(page)).toHaveLength(1);
});

test("an answer that is lost does not make two shares", async ({ page, signUp, allowedFaults }) => {
  allowedFaults.push(/ERR_FAILED/);
  await signUp(page, "Luis Lost");
  await openForm(page);
  await pick(page, "Result");
  await page.getByLabel("Title (optional)").fill("Only one");
  await page.route(
    "**/api/share",
    async (route) => {
      expect((await route.fetch()).status()).toBe(201);
      await route.abort();
    },
    { times: 1 },
  );
  await submit(page).click();
  await expect(page.getByText("No connection. Check your network and try again.")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(created(page)).toBeVisible();
  expect(await listShares(page)).toMatchObject([{ title: "Only one" }]);
});

test("a double press makes one share", async ({ page, signUp }) => {
  await signUp(page, "Dan Double");
  await openForm(page);
  await pick(page, "Result");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let sent = 0;
  await page.route("**/api/share", async (route) => {
    sent += 1;
    await held;
    await route.continue();
  });
  await submit(page).dblclick();
  await expect(page.getByRole("progressbar")).toBeVisible();
  release();
  await expect(created(page)).toBeVisible();
  expect(sent).toBe(1);
  expect(await listShares(page)).toHaveLength(1);
});

test("offline is said, and what was entered is shared once the network is back", async ({
  page,
  context,
  signUp,
  allowedFaults,
}) => {
  allowedFaults.push(/ERR_INTERNET_DISCONNECTED/);
  await signUp(page, "Olga Offline");
  await openForm(page);
  await pick(page, "Result");
  await context.setOffline(true);
  await expect(page.getByText(/^You are offline\. What you have entered stays here/)).toBeVisible();
  await submit(page).click();
  await expect(page.getByText("No connection. Check your network and try again.")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/^You are offline/)).toBeHidden();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(created(page)).toBeVisible();
});

test("leaving with something entered asks first", async ({ page, signUp }) => {
  await signUp(page, "Lea Leave");
  await openForm(page);
  await page.getByLabel("Title (optional)").fill("Not sent yet");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.getByRole("link", { name: "My shares" }).click({ noWaitAfter: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(page.getByLabel("Title (optional)")).toHaveValue("Not sent yet");
  await page.getByLabel("Title (optional)").fill("");
  await page.getByRole("link", { name: "My shares" }).click();
  await expect(page.getByRole("heading", { name: "No shares yet" })).toBeVisible();
  expect(asked).toEqual(["beforeunload"]);
});

test.describe("on a phone, with keys alone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("a share is made, copied and found", async ({ page, context, signUp }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await signUp(page, "Kim Keys");
    await openForm(page);
    const tabTo = async (name: string | RegExp, role: "button" | "textbox" | "radio" | "link") => {
      const target = page.getByRole("main").getByRole(role, { name });
      for (let presses = 0; presses < 40; presses += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`Tab never reaches ${name}`);
    };
    await tabTo(/Choose the result/, "button");
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.keyboard.press("Enter"),
    ]);
    await chooser.setFiles(drawPicture("keys.png"));
    await expect(page.getByAltText("Preview of keys.png")).toBeVisible();
    await tabTo("Title (optional)", "textbox");
    await page.keyboard.type("By keys");
    await tabTo("30 days", "radio");
    await page.keyboard.press("ArrowLeft");
    await expect(page.getByRole("radio", { name: "7 days" })).toBeChecked();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, "nothing is wider than the screen").toBe(360);
    await tabTo("Create the share", "button");
    await page.keyboard.press("Enter");
    await expect(created(page)).toBeFocused();
    await tabTo("Copy link", "button");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Link copied")).toBeVisible();
    await tabTo("My shares", "link");
    await page.keyboard.press("Enter");
    const mine = page.getByRole("list", { name: "My shares" });
    await expect(mine.getByRole("heading", { name: "By keys" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

test("my shares tell what is left of each, and one can be extended", async ({ page, signUp }) => {
  await signUp(page, "Maya Mine");
  await createShare(page, { title: "Short", expiresInDays: 1, style: "Poster" });
  await createShare(page, { prompt: "a fox\nin the snow", original: true });
  await page.goto("/shares");
  const mine = page.getByRole("list", { name: "My shares" });
  const tiles = mine.getByRole("listitem");
  await expect(tiles).toHaveCount(2);
  const fox = tiles.filter({ hasText: "a fox" });
  await expect(fox).toContainText("30 days left");
  await expect(fox).toContainText("No views yet");
  await expect(fox).toContainText("Before and after");
  await expect(fox.getByRole("heading")).toHaveText("a fox");
  const short = tiles.filter({ hasText: "Short" });
  await expect(short).toContainText("23 hours left");
  await short.getByRole("button", { name: "Extend Short to 30 days from now" }).click();
  await expect(page.getByText(/^Short stays until /)).toBeVisible();
  await expect(short).toContainText("30 days left");
  const { expiresAt } = (await listShares(page)).find(({ title }) => title === "Short")!;
  expect(Math.round((expiresAt - Date.now()) / day)).toBe(30);
  await expect(short.getByRole("link", { name: "Open Short" })).toHaveAttribute("target", "_blank");
});

test("removing asks by name, and takes only that one away", async ({ page, signUp, newPerson }) => {
  await signUp(page, "Rita Remove");
  const doomed = await createShare(page, { title: "Doomed" });
  await createShare(page, { title: "Kept" });
  await page.goto("/shares");
  const remove = page.getByRole("button", { name: "Remove Doomed" });
  await remove.click();
  const dialog = page.getByRole("alertdialog", { name: "Remove Doomed?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(remove).toBeFocused();
  await remove.click();
  await dialog.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("Doomed is removed.")).toBeVisible();
  await expect(page.getByRole("list", { name: "My shares" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Kept" })).toBeVisible();
  expect((await page.request.get(`/api/share/${doomed.id}`)).status()).toBe(404);
  await page.getByRole("button", { name: "Remove Kept" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByRole("heading", { name: "No shares yet" })).toBeVisible();

  const other = await newPerson("Nina Nobody");
  const foreign = await createShare(other.page, { title: "Not yours" });
  await page.reload();
  await expect(page.getByRole("heading", { name: "No shares yet" })).toBeVisible();
  expect((await page.request.delete(`/api/share/${foreign.id}`)).status()).toBe(404);
  expect((await page.request.get(`/api/share/${foreign.id}`)).status()).toBe(200);
});

test("one that was removed elsewhere leaves the list when it is touched", async ({
  page,
  signUp,
  allowedFaults,
}) => {
  allowedFaults.push(/404|410/);
  await signUp(page, "Tara Two Tabs");
  const share = await createShare(page, { title: "Elsewhere" });
  await page.goto("/shares");
  await expect(page.getByRole("heading", { name: "Elsewhere" })).toBeVisible();
  expect((await page.request.delete(`/api/share/${share.id}`)).status()).toBe(204);
  await page.getByRole("button", { name: /^Extend Elsewhere/ }).click();
  await expect(page.getByText("Elsewhere had ended already.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No shares yet" })).toBeVisible();
});

test("many shares come page by page", async ({ page, signUp }) => {
  await signUp(page, "Manu Many");
  await serveRemotePictures(page);
  for (let number = 1; number <= 26; number += 1) {
    const generatedUrl = `https://img.example.com/${number}.png`;
    const data = { generatedUrl, title: `Number ${number}` };
    expect((await page.request.post("/api/share", { data })).status()).toBe(201);
  }
  await page.goto("/shares");
  const tiles = page.getByRole("list", { name: "My shares" }).getByRole("listitem");
  await expect(tiles).toHaveCount(24);
  await expect(tiles.first()).toContainText("Number 26");
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(tiles).toHaveCount(26);
  await expect(tiles.last()).toContainText("Number 1");
  await expect(page.getByRole("button", { name: "Show more" })).toBeHidden();
});

test("a list that fails says so and comes with the next try; a stale one says that it is", async ({
  page,
  signUp,
  allowedFaults,
}) => {
  allowedFaults.push(/503/);
  await signUp(page, "Fred Failing");
  await createShare(page, { title: "There" });
  await page.route("**/api/share/list*", (route) => route.fulfill({ status: 503, body: "" }), {
    times: 1,
  });
  await page.goto("/shares");
  await expect(page.getByText("Your shares could not be loaded.")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "There" })).toBeVisible();
  await expect(page.getByText(/^The database does not answer/)).toBeHidden();
  await page.route("**/api/share/list*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), dataSource: "kv" } });
  });
  await page.reload();
  await expect(page.getByText(/^The database does not answer/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "There" })).toBeVisible();
});

test("the account menu leads to my shares", async ({ page, signUp }) => {
  await signUp(page, "Ann Account");
  await page.goto("/chat");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "My shares" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "My shares" })).toBeVisible();
});

test("words in a title are words", async ({ page, signUp }) => {
  await signUp(page, "Xena XSS");
  const title = `<img src=x onerror="document.title='owned'">`;
  await createShare(page, { title, prompt: "<script>document.title='owned'</script>" });
  await page.goto("/shares");
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  await expect(page).toHaveTitle(/My shares/);
});

for (const [locale, heading] of [
  ["zh-CN", "分享图片"],
  ["zh-TW", "分享圖片"],
] as const) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });
    test("the form and the list speak the language", async ({ page, signUp }) => {
      await signUp(page, "Lin");
      await page.goto("/shares/new");
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await page.goto("/shares");
      await expect(page.getByRole("heading", { level: 1, name: "我的分享" })).toBeVisible();
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing while a share is made and looked after", async ({ page, signUp }) => {
      await signUp(page, "Axel Axe");
      await page.goto("/shares");
      await expect(page.getByRole("heading", { name: "No shares yet" })).toBeVisible();
      await expectNoAxeFinding(page);
      await openForm(page);
      await submit(page).click();
      await page.getByLabel("Title (optional)").fill("t".repeat(121));
      await expect(page.getByText(/^This is too long/)).toBeVisible();
      await expectNoAxeFinding(page);
      await page.getByText("On the web", { exact: true }).click();
      await page.getByLabel("Address of the result").fill("nonsense");
      await expect(page.getByText(/^This is not an address/)).toBeVisible();
      await expectNoAxeFinding(page);
      await page.getByText("On this device", { exact: true }).click();
      await pick(page, "Result");
      await pick(page, "Before (optional)", drawPicture("before.png", "grey"));
      await page.getByLabel("Title (optional)").fill("Checked");
      await expect(page.getByAltText("Preview of a.png")).toBeVisible();
      await expectNoAxeFinding(page);
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route("**/api/share", async (route) => {
        await held;
        await route.continue();
      });
      await submit(page).click();
      await expect(page.getByRole("progressbar")).toBeVisible();
      await expectNoAxeFinding(page);
      release();
      await expect(created(page)).toBeVisible();
      await expectNoAxeFinding(page);
      await page.getByRole("main").getByRole("link", { name: "My shares" }).click();
      await expect(page.getByRole("heading", { name: "Checked" })).toBeVisible();
      await expectNoAxeFinding(page);
      await page.getByRole("button", { name: "Remove Checked" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectNoAxeFinding(page);
    });
  });
}
