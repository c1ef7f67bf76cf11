import { expectNoAxeFinding } from "./fixtures/axe";
import { createShare } from "./fixtures/shares";
import { expect, test } from "./fixtures/test";

test("an admin finds a share, sees who reported it, and removes it", async ({
  page,
  newPerson,
  signInAsAdmin,
}) => {
  const mark = `Dunes ${Date.now()}`;
  const owner = await newPerson("Dune painter");
  const { id } = await createShare(owner.page, { title: mark, style: "Ink", expiresInDays: 2 });
  await createShare(owner.page, { title: `${mark}, the second` });
  const report = { reason: "copyright", detail: "I painted this." };
  expect(
    (await owner.page.request.post(`/api/share/${id}/report`, { data: report })).status(),
  ).toBe(204);

  await signInAsAdmin(page);
  await page.goto("/admin/shares");
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures).toContainText("Within three days");
  const queue = page.getByRole("region", { name: "Reports" });
  const reported = queue.getByRole("listitem").filter({ hasText: mark });
  await expect(reported).toContainText("Copyright");
  await expect(reported).toContainText("I painted this.");

  await page.getByLabel("Search").fill(`${mark.toLowerCase()}`);
  const list = page.getByRole("list", { name: "All shares" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list.getByRole("heading", { level: 3 })).toHaveText([
    new RegExp(`^${mark}, the second`),
    new RegExp(`^${mark}`),
  ]);
  await expect(list).toContainText("By Dune painter · Ink");
  await expectNoAxeFinding(page);

  const remove = list.getByRole("button", { name: `Remove ${mark}`, exact: true });
  await remove.click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(remove).toBeFocused();
  await remove.click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText(`${mark} is removed.`)).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(reported).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "All shares" })).toBeFocused();
  expect((await page.request.get(`/api/share/${id}`)).status()).not.toBe(200);

  // The link says what was looked for.
  await page.reload();
  await expect(page.getByLabel("Search")).toHaveValue(mark.toLowerCase());
  await expect(list.getByRole("listitem")).toHaveCount(1);
});

test("a report is closed without the share, once", async ({ page, newPerson, signInAsAdmin }) => {
  const mark = `Meadow ${Date.now()}`;
  const owner = await newPerson("Meadow painter");
  const { id } = await createShare(owner.page, { title: mark });
  const data = { reason: "other", detail: "" };
  await owner.page.request.post(`/api/share/${id}/report`, { data });
  await signInAsAdmin(page);
  await page.goto("/admin/shares");
  await page.getByRole("button", { name: `Close report: ${mark}` }).click();
  await expect(page.getByText("The report is closed; the share stays.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Reports" })).not.toContainText(mark);
  expect((await page.request.get(`/api/share/${id}`)).status()).toBe(200);
});

test.describe("while the server is gone", () => {
  test.use({ allowedFaults: [/Failed to load resource/] });

  test("the last data stays, with its age, and a removal says that it failed", async ({
    page,
    newPerson,
    signInAsAdmin,
  }) => {
    const mark = `Cliffs ${Date.now()}`;
    const owner = await newPerson("Cliff painter");
    await createShare(owner.page, { title: mark });
    await signInAsAdmin(page);
    await page.clock.install();
    await page.goto(`/admin/shares?q=${encodeURIComponent(mark)}`);
    const list = page.getByRole("list", { name: "All shares" });
    await expect(list).toContainText(mark);
    await expect(page.getByRole("region", { name: "Figures" })).toContainText("Views");
    await page.route("**/api/**", (route) => route.abort());
    await page.clock.runFor(61_000);
    const alert = page.getByRole("alert").filter({ hasText: "What is shown came" });
    await expect(alert).toBeVisible();
    await expect(list).toContainText(mark);
    await list.getByRole("button", { name: `Remove ${mark}` }).click();
    await page.getByRole("button", { name: "Remove it" }).click();
    await expect(page.getByRole("alertdialog").getByRole("alert")).toContainText("No connection");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.unroute("**/api/**");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toHaveCount(0);
    await expect(list).toContainText(mark);
  });
});
