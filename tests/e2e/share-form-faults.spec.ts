import { created, openForm, pick, submit } from "./fixtures/share-form";
import { drawPicture, listShares } from "./fixtures/shares";
import { expect, test } from "./fixtures/test";

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
