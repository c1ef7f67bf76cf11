import { created, openForm, pick, serveRemotePictures, slot, submit } from "./fixtures/share-form";
import {
  claimPicture,
  drawHeavyPicture,
  drawPicture,
  dropFiles,
  listShares,
  pasteFile,
} from "./fixtures/shares";
import { expect, test } from "./fixtures/test";

const day = 24 * 60 * 60 * 1000;

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
