import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { signIn } from "./fixtures/accounts";
import { expectNoAxeFinding } from "./fixtures/axe";
import { expectToFitPhone, openOnPhone } from "./fixtures/phone";
import { expect, test } from "./fixtures/test";

/** A PNG of one colour, larger than the settings keep. */
async function drawPicture(page: Page): Promise<Buffer> {
  const dataUrl = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 900;
    canvas.height = 600;
    const context = canvas.getContext("2d");
    if (context) context.fillStyle = "teal";
    context?.fillRect(0, 0, 900, 600);
    return canvas.toDataURL("image/png");
  });
  return Buffer.from(dataUrl.split(",")[1] ?? "", "base64");
}

test("name and picture change for me and for everybody's next request", async ({
  page,
  signUp,
}) => {
  await signUp(page, "Old Name");
  await page.goto("/settings");
  await page.getByLabel("Name", { exact: true }).fill("New Name");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  const picture = { name: "me.png", mimeType: "image/png", buffer: await drawPicture(page) };
  await page.locator('input[type="file"]').setInputFiles(picture);
  await expect(page.getByRole("button", { name: "Remove" })).toBeVisible();
  const me = await (await page.request.get("/api/me")).json();
  expect(me.name).toBe("New Name");
  const served = await page.request.get(me.image);
  expect(served.status()).toBe(200);
  expect(served.headers()).toMatchObject({
    "content-type": "image/webp",
    "x-content-type-options": "nosniff",
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
  });
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("button", { name: "Remove" })).toBeHidden();
  expect((await page.request.get(me.image)).status()).toBe(404);
});

test("a file that is no picture is refused in words", async ({ page, signUp }) => {
  await signUp(page, "Careless");
  await page.goto("/settings");
  const script = { name: "x.png", mimeType: "image/png", buffer: Buffer.from("<script>") };
  await page.locator('input[type="file"]').setInputFiles(script);
  await expect(page.getByText("This picture cannot be used")).toBeVisible();
});

test("pictures are typed by their content and bounded", async ({ page, signUp }) => {
  await signUp(page, "Sender");
  const put = (data: Buffer, type: string) =>
    page.request.put("/api/me/picture", { data, headers: { "content-type": type } });
  expect((await put(Buffer.from("<svg onload=alert(1)>"), "image/png")).status()).toBe(415);
  expect((await put(Buffer.alloc(0), "image/png")).status()).toBe(415);
  expect((await put(Buffer.alloc(512 * 1024 + 1), "image/png")).status()).toBe(413);
});

test("theme and language show at once, survive a reload and follow me to another browser", async ({
  page,
  signUp,
  browser,
  baseURL,
}) => {
  const account = await signUp(page, "Night Owl");
  await page.goto("/settings");
  // The first answer is slow: what is chosen meanwhile must not be lost.
  let answerTheme = () => {};
  const slow = new Promise<void>((resolve) => (answerTheme = resolve));
  await page.route("**/api/me", async (route) => {
    if (route.request().postData()?.includes("theme")) await slow;
    await route.continue();
  });
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByLabel("Language", { exact: true }).selectOption("zh-Hant");
  await expect(page.getByRole("heading", { level: 1, name: "設定" })).toBeVisible();
  answerTheme();
  await expect
    .poll(async () => (await page.request.get("/api/me")).json())
    .toMatchObject({ theme: "dark", locale: "zh-Hant" });
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hant");
  const other = await browser.newContext({ baseURL });
  const elsewhere = await other.newPage();
  await signIn(elsewhere, account);
  await elsewhere.goto("/settings");
  await expect(elsewhere.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(elsewhere.locator("html")).toHaveAttribute("lang", "zh-Hant");
  await other.close();
});

test("a wrong current password is told at its field; the right one signs out the other sessions", async ({
  page,
  signUp,
  browser,
  baseURL,
  allowedFaults,
}) => {
  allowedFaults.push(/422/);
  const account = await signUp(page, "Careful");
  const other = await browser.newContext({ baseURL });
  await signIn(other.request, account);
  await page.goto("/settings");
  await page.getByLabel("Current password").fill("not my password");
  await page.getByLabel("New password").fill("an even newer one");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("This is not your password.")).toBeVisible();
  await page.getByLabel("Current password").fill(account.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  expect((await other.request.get("/api/me")).status()).toBe(401);
  expect((await page.request.get("/api/me")).status()).toBe(200);
  await other.close();
});

test("sessions are listed and can be ended one by one", async ({
  page,
  signUp,
  browser,
  baseURL,
}) => {
  const account = await signUp(page, "Everywhere");
  const other = await browser.newContext({
    baseURL,
    userAgent: "Mozilla/5.0 Firefox/145.0 Windows",
  });
  await signIn(other.request, account);
  await page.goto("/settings");
  const sessions = page.getByRole("region", { name: "Sessions" });
  await expect(sessions.getByText("This session")).toBeVisible();
  await sessions.getByRole("button", { name: "Sign out Firefox on Windows" }).click();
  await expect(sessions.getByText("Firefox on Windows")).toBeHidden();
  expect((await other.request.get("/api/me")).status()).toBe(401);
  await other.close();
});

test("my data comes as one file that is about me", async ({ page, signUp }) => {
  const { email, id } = await signUp(page, "Curious");
  await page.goto("/settings");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download my data" }).click(),
  ]);
  const exported = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(download.suggestedFilename()).toBe("plaza-export.json");
  expect(exported).toMatchObject({ profile: { id, email }, memberships: [], messages: [] });
});

test("an account is deleted after its password was asked, and cannot sign in any more", async ({
  page,
  signUp,
  allowedFaults,
}) => {
  allowedFaults.push(/422/);
  const { email, password } = await signUp(page, "Leaving");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("radio", { name: /Delete them/ }).click();
  await dialog.getByLabel("Your password").fill("not my password");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(dialog.getByText("This is not your password.")).toBeVisible();
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  expect((await page.request.get("/api/me")).status()).toBe(401);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  test(`settings have no automatic accessibility finding and fit 360 px in ${theme}`, async ({
    page,
    signUp,
    baseURL,
  }) => {
    await signUp(page, "Tidy");
    await openOnPhone(page, { path: "/settings", theme, baseURL });
    await expect(page.getByText("This session")).toBeVisible();
    await expectNoAxeFinding(page);
    await expectToFitPhone(page);
  });
}
