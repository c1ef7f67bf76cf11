import type { Page } from "@playwright/test";
import { openShare, sharePictures } from "./fixtures/share-pages";
import { expect, test } from "./fixtures/test";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

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

async function readReports(page: Page, shareId: string) {
  const answer = await page.request.get("/api/admin/shares/reports");
  expect(answer.status()).toBe(200);
  const { reports }: { reports: { shareId: string; reason: string; detail: string }[] } =
    await answer.json();
  return reports
    .filter((report) => report.shareId === shareId)
    .map(({ reason, detail }) => ({ reason, detail }));
}
