import { expectNoAxeFinding } from "./fixtures/axe";
import { pressOn, tabTo } from "./fixtures/by-keyboard";
import { addPushService } from "./fixtures/push-browser";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test.describe("a room", () => {
  test("is silenced in its menu by keyboard, shows so, and counts no more", async ({
    page,
    signUp,
    newPerson,
  }) => {
    test.setTimeout(120_000);
    const me = await signUp(page, "Quiet Quinn");
    const other = await newPerson("Loud Lou");
    const room = await createRoom(other.page, {
      kind: "private",
      name: "Noisy",
      memberIds: [me.id],
    });
    const own = await createRoom(page, { kind: "private", name: "Calm" });
    await post(other.page, room.id, "one");
    await openRoom(page, own.id);
    await expect(page).toHaveTitle(/^\(1\) Calm/);

    await openRoom(page, room.id);
    const menu = page.getByRole("button", { name: "Room menu" });
    await pressOn(page, menu);
    const nothing = page.getByRole("menuitemradio", { name: "Nothing" });
    await expect(page.getByRole("menuitemradio", { name: "Only mentions" })).toBeChecked();
    await pressOn(page, nothing, "Enter", "ArrowDown");
    const row = page.getByRole("link", { name: /Noisy/ });
    await expect(row.getByRole("img", { name: "muted" })).toBeVisible();
    await pressOn(page, menu);
    await expect(nothing).toBeChecked();
    await expectNoAxeFinding(page);
    await page.keyboard.press("Escape");
    await expect(menu).toBeFocused();

    await openRoom(page, own.id);
    await post(other.page, room.id, "two");
    // Rooms that are not open are looked at every 15 seconds.
    await expect(row).toContainText("1", { timeout: 60_000 });
    await expect(page).toHaveTitle(/^Calm/);
  });
});

test.describe("the settings", () => {
  // Subscriptions are a service worker's.
  test.use({ serviceWorkers: "allow" });

  test("turn notifications on after a press, list this browser, and turn them off", async ({
    page,
    context,
    signUp,
  }) => {
    await addPushService(context, "granted");
    const me = await signUp(page, "Away Ada");
    await page.goto("/settings");
    const section = page.getByRole("region", { name: "Notifications while you are away" });
    await expect(section.getByText("Off in this browser")).toBeVisible();
    await pressOn(page, section.getByRole("button", { name: "Turn on" }));
    await expect(section.getByText("On in this browser")).toBeVisible();
    const list = section.getByRole("list");
    await expect(list.getByText("This browser")).toBeVisible();
    await expectNoAxeFinding(page);

    // They end with the session, and come back with the next one of the same person.
    const { csrfToken }: { csrfToken: string } = await (
      await page.request.get("/api/auth/csrf")
    ).json();
    await page.request.post("/api/auth/signout", { form: { csrfToken } });
    await page.goto("/settings");
    await page.getByLabel("Email").fill(me.email);
    await page.getByLabel("Password", { exact: true }).fill(me.password);
    const back = page.waitForResponse(
      (response) =>
        response.url().endsWith("/api/push/subscriptions") && response.request().method() === "PUT",
    );
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(section.getByText("Off in this browser")).toBeVisible();
    await page.goto("/chat");
    expect((await back).status()).toBeLessThan(300);
    await page.goto("/settings");
    await expect(section.getByText("On in this browser")).toBeVisible();
    await pressOn(page, list.getByRole("button", { name: /^Remove / }));
    await expect(section.getByText("Off in this browser")).toBeVisible();
    await expect(list).toHaveCount(0);
    const kept = await (await page.request.get("/api/push/subscriptions")).json();
    expect(kept).toEqual({ subscriptions: [] });
  });

  test("say how a refused permission is given again", async ({ page, context, signUp }) => {
    await addPushService(context, "denied");
    await signUp(page, "Refusing Rae");
    await page.goto("/settings");
    const section = page.getByRole("region", { name: "Notifications while you are away" });
    await section.getByRole("button", { name: "Turn on" }).click();
    await expect(section.getByText("Notifications of Plaza are blocked")).toBeVisible();
    await expect(section.getByRole("button", { name: "Turn on" })).toHaveCount(0);
    await expectNoAxeFinding(page);
  });

  test("keep quiet times by keyboard, and the account menu says until when", async ({
    page,
    signUp,
  }) => {
    await page.clock.install({ time: new Date("2026-03-01T21:00:00") });
    await signUp(page, "Sleepy Sam");
    await page.goto("/settings");
    const section = page.getByRole("region", { name: "Notifications while you are away" });
    await pressOn(page, section.getByRole("switch", { name: "Quiet hours every day" }), "Space");
    const to = section.getByLabel("To");
    await expect(to).toHaveValue("07:00");
    await to.fill("06:30");
    await to.blur();
    const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
    const read = async () => (await page.request.get("/api/me/notifications")).json();
    await expect.poll(read).toMatchObject({
      quiet: { daily: { from: 1320, to: 390, timeZone: zone } },
    });
    await to.fill("22:00");
    await expect(section.getByText("Choose another time")).toBeVisible();
    await expectNoAxeFinding(page);

    await page.goto("/chat");
    const account = page.getByRole("button", { name: /Sleepy Sam/ });
    await pressOn(page, account);
    // Long past by the server's clock, which goes on.
    await page.clock.setSystemTime(new Date());
    await pressOn(
      page,
      page.getByRole("menuitemradio", { name: "For 1 hour" }),
      "Enter",
      "ArrowDown",
    );
    await pressOn(page, account);
    await expect(page.getByRole("menuitemradio", { name: /^Do not disturb until/ })).toBeChecked();
    await tabTo(page, page.getByRole("menuitemradio", { name: "Off" }), "ArrowDown");
    await expectNoAxeFinding(page);
  });
});
