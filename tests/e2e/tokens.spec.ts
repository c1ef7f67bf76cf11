import { expectNoAxeFinding } from "./fixtures/axe";
import { expectToFitPhone, openOnPhone } from "./fixtures/phone";
import { expect, form, makeToken, test } from "./fixtures/tokens";

test("a program shares by a token from the settings until it is revoked", async ({
  page,
  context,
  signUp,
  program,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await signUp(page, "Generator");
  const secret = await makeToken(page, "Night job");
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await page.getByRole("button", { name: "I have kept it" }).click();
  const section = page.getByRole("region", { name: "API tokens" });
  await expect(section.getByText("Never used")).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);

  const api = await program(secret);
  const created = await api.post("/api/share", { multipart: form() });
  expect(created.status(), await created.text()).toBe(201);
  const share: { id: string; url: string } = await created.json();
  expect(await (await api.get(`/api/share/${share.id}`)).json()).toMatchObject({
    ownerId: id,
    prompt: "a teal square",
    isR2Stored: true,
  });
  const list = await (await api.get("/api/share/list")).json();
  expect(list.shares.map((one: { id: string }) => one.id)).toEqual([share.id]);

  await page.reload();
  await expect(section.getByText(/^Last used/)).toBeVisible();
  const revoke = section.getByRole("button", { name: "Revoke Night job" });
  await revoke.click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  await expect(revoke).toBeFocused();
  await revoke.click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(section.getByRole("button", { name: "New token" })).toBeFocused();
  await expect(section.getByText("You have no tokens.")).toBeVisible();
  const refused = await api.get("/api/share/list");
  expect([refused.status(), refused.headers()["www-authenticate"]]).toEqual([
    401,
    'Bearer error="invalid_token"',
  ]);
});

test("a list that does not come can be asked for again", async ({
  page,
  signUp,
  allowedFaults,
}) => {
  allowedFaults.push(/503/);
  await signUp(page, "Patient");
  let isDown = true;
  await page.route("**/api/me/tokens", (route) =>
    isDown ? route.fulfill({ status: 503, body: "" }) : route.continue(),
  );
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "API tokens" });
  await expect(section.getByText("The list could not be loaded.")).toBeVisible();
  isDown = false;
  await section.getByRole("button", { name: "Try again" }).click();
  await expect(section.getByText("You have no tokens.")).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  test(`tokens have no automatic accessibility finding and fit 360 px in ${theme}`, async ({
    page,
    signUp,
    baseURL,
  }) => {
    await signUp(page, "Tidy");
    await openOnPhone(page, { path: "/settings", theme, baseURL });
    await page.getByRole("button", { name: "New token" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoAxeFinding(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "New token" })).toBeFocused();
    await makeToken(page, "A name that is as long as a name of a token may ever become");
    await expectNoAxeFinding(page);
    await expectToFitPhone(page);
  });
}
