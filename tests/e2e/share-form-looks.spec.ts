import { expectNoAxeFinding } from "./fixtures/axe";
import { holdBack } from "./fixtures/hold-back";
import { created, openForm, pick, submit } from "./fixtures/share-form";
import { drawPicture } from "./fixtures/shares";
import { expect, test } from "./fixtures/test";

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
      const release = await holdBack(page, "**/api/share");
      await submit(page).click();
      await expect(page.getByRole("progressbar")).toBeVisible();
      await expectNoAxeFinding(page, { isBusy: true });
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
