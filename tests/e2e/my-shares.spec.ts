import { serveRemotePictures } from "./fixtures/share-form";
import { createShare, listShares } from "./fixtures/shares";
import { expect, test } from "./fixtures/test";

const day = 24 * 60 * 60 * 1000;

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
