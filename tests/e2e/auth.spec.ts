import { randomUUID } from "node:crypto";
import { expectNoAxeFinding } from "./fixtures/axe";
import { expectToFitPhone, openOnPhone } from "./fixtures/phone";
import { expect, test } from "./fixtures/test";

const freshEmail = () => `${randomUUID()}@example.test`;

test("somebody registers, arrives where they wanted to go, signs out and in again", async ({
  page,
}) => {
  const email = freshEmail();
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings$/);
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/settings");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ada Lovelace");
  await page
    .getByRole("button", { name: /^Sign out/ })
    .first()
    .click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/sign-in?next=/settings");
  await page.getByLabel("Email").fill(email.toUpperCase());
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings");
});

test("what is wrong with a registration stands at its field", async ({
  page,
  signUp,
  browser,
  baseURL,
  allowedFaults,
}) => {
  allowedFaults.push(/422/, /409/);
  const other = await browser.newContext({ baseURL });
  const { email } = await signUp(other.request, "First");
  await other.close();
  await page.goto("/register");
  await page.getByLabel("Name").fill("Second");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Use 10 to 200 characters.")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await page.getByLabel("Password", { exact: true }).fill("long enough now");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("This address has an account already.")).toBeVisible();
});

test("a registration whose answer was lost is finished by trying again", async ({
  page,
  allowedFaults,
}) => {
  allowedFaults.push(/409/, /ERR_FAILED/);
  await page.goto("/register");
  let lost = false;
  await page.route("**/api/auth/register", async (route) => {
    if (lost) return route.continue();
    lost = true;
    await route.fetch();
    await route.abort("failed");
  });
  await page.getByLabel("Name").fill("Unlucky");
  await page.getByLabel("Email").fill(freshEmail());
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("No connection.")).toBeVisible();
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/chat");
});

test("a wrong password is told without saying which half was wrong", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(freshEmail());
  await page.getByLabel("Password", { exact: true }).fill("whatever it is");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
});

test("nobody is sent to another site after signing in", async ({ page, signUp }) => {
  await signUp(page, "Careful");
  for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example"]) {
    const answer = await page.request.get(`/sign-in?next=${encodeURIComponent(next)}`, {
      maxRedirects: 0,
    });
    expect(answer.headers().location ?? "").toMatch(/^(http:\/\/localhost:\d+)?\/chat$/);
  }
});

test("somebody with a reset link chooses a new password; the link then says that it is used", async ({
  page,
  signUp,
  signInAsAdmin,
  browser,
  baseURL,
  allowedFaults,
}) => {
  allowedFaults.push(/410/);
  const other = await browser.newContext({ baseURL });
  const { id, email } = await signUp(other.request, "Forgetful");
  await other.close();
  await signInAsAdmin(page);
  const { url } = await (await page.request.post(`/api/admin/people/${id}/reset-link`)).json();
  await page.context().clearCookies();
  await page.goto(url);
  await page.getByLabel("New password").fill("the new password");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("the new password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/chat");
  await page.goto(url);
  await page.getByLabel("New password").fill("and another one");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("This link was used or has expired.")).toBeVisible();
});

test("the pages speak Chinese to browsers that ask for it", async ({ browser, baseURL }) => {
  for (const [locale, heading] of [
    ["zh-CN", "欢迎回来"],
    ["zh-TW", "歡迎回來"],
  ] as const) {
    const context = await browser.newContext({ baseURL, locale });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await context.close();
  }
});

for (const theme of ["light", "dark"] as const) {
  for (const path of ["/sign-in", "/register", `/reset/${"x".repeat(32)}`]) {
    test(`${path.split("/")[1]} has no automatic accessibility finding and fits 360 px in ${theme}`, async ({
      page,
      baseURL,
    }) => {
      await openOnPhone(page, { path, theme, baseURL });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoAxeFinding(page);
      await expectToFitPhone(page);
    });
  }
}

test("opening the chat renews the session for another thirty days", async ({ page, signUp }) => {
  await signUp(page, "Regular");
  const session = async () =>
    (await page.context().cookies()).find(({ name }) => name.includes("session-token"));
  const first = await session();
  await page.goto("/chat");
  await expect.poll(async () => (await session())?.value).not.toBe(first?.value);
  // Expiry is in whole seconds: within the one of the sign-in it is the same.
  await expect(async () => {
    await page.goto("/chat");
    await expect
      .poll(async () => (await session())?.expires, { timeout: 1000 })
      .toBeGreaterThan(first?.expires ?? Infinity);
  }).toPass();
});
