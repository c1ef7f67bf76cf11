import type { Page } from "@playwright/test";
import { expectNoAxeFinding } from "./fixtures/axe";
import { expectToFitPhone, openOnPhone } from "./fixtures/phone";
import { createRoom, openRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

const profile = "I have led the book circle of my town since 2019 and will host one here.";

const sheet = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

test("a member applies, is approved, opens a public room with a badge, and loses it when suspended", async ({
  page,
  signInAsAdmin,
  newPerson,
  allowedFaults,
}) => {
  allowedFaults.push(/403/);
  const member = await newPerson("Hosting Hanna");
  await signInAsAdmin(page);

  await test.step("apply in the settings", async () => {
    await member.page.goto("/settings");
    const section = member.page.getByRole("region", { name: "Partner" });
    await section.getByLabel("Who you are and what you will host").fill("Too short");
    await section.getByRole("button", { name: "Apply" }).click();
    await expect(section.getByText("Use 20 to 1,000 characters.")).toBeVisible();
    await section.getByLabel("Who you are and what you will host").fill(profile);
    await section.getByRole("button", { name: "Apply" }).click();
    await expect(section.getByText(/is waiting for an answer/)).toBeVisible();
    await expectNoAxeFinding(member.page);
  });

  await test.step("approve on the dashboard", async () => {
    await page.goto("/admin/people");
    const request = page.getByRole("listitem").filter({ hasText: "Hosting Hanna" });
    await expect(request.getByText(profile)).toBeVisible();
    await expectNoAxeFinding(page);
    await request.getByRole("button", { name: "Approve Hosting Hanna" }).click();
    await expect(page.getByText("Hosting Hanna is a partner now.")).toBeVisible();
    await expect(request).toBeHidden();
  });

  const room = await createRoom(member.page, { kind: "public", name: "Books of the town" });
  await post(member.page, room.id, "Welcome to the circle");
  await openRoom(member.page, room.id);
  const log = member.page.getByRole("log");
  await expect(log.getByText("Partner", { exact: true })).toBeVisible();

  await test.step("suspend at an address of the person's own", async () => {
    await page.goto(`/admin/people?person=${member.id}`);
    const person = sheet(page, "Hosting Hanna");
    await expect(person.getByText(/approved .* as a partner/)).toBeVisible();
    await expectNoAxeFinding(page);
    await person.getByRole("button", { name: "Suspend as partner…" }).click();
    const dialog = sheet(page, "Suspend Hosting Hanna as a partner?");
    await dialog.getByRole("button", { name: "Suspend" }).click();
    await expect(dialog.getByText("Write why.")).toBeVisible();
    await dialog.getByLabel("Reason").fill("Only advertising");
    await dialog.getByRole("button", { name: "Suspend" }).click();
    await expect(page.getByText("Hosting Hanna is suspended as a partner.")).toBeVisible();
    await expect(person.getByText("Partner, suspended").first()).toBeVisible();
  });

  const refused = await member.page.request.post("/api/chat/rooms", {
    data: { kind: "public", name: "One more" },
  });
  expect(refused.status()).toBe(403);
  await member.page.goto("/settings");
  await expect(member.page.getByText("Reason: Only advertising")).toBeVisible();
});

test("a ban closes an open chat, and who is banned reads why", async ({
  page,
  signInAsAdmin,
  newPerson,
  allowedFaults,
}) => {
  allowedFaults.push(/403|WebSocket/);
  const member = await newPerson("Noisy Nora");
  const room = await createRoom(member.page, { kind: "private", name: "Corner" });
  await openRoom(member.page, room.id);
  await expect(member.page.getByRole("status").filter({ hasText: /^Live$/ })).toBeVisible();
  await signInAsAdmin(page);
  await page.goto("/admin/people?q=Noisy");
  await page.getByRole("link", { name: "Noisy Nora" }).click();
  await expect(page).toHaveURL(new RegExp(`person=${member.id}`));
  await sheet(page, "Noisy Nora").getByRole("button", { name: "Ban…" }).click();
  const dialog = sheet(page, "Ban Noisy Nora?");
  await dialog.getByLabel("Reason").fill("Shouting at everybody");
  await dialog.getByRole("button", { name: "Ban", exact: true }).click();
  // The server closes sockets within a second (tests/workerd); here the page follows by itself.
  await member.page.waitForURL(/\/sign-in/);
  await expect(member.page.getByText("Reason: Shouting at everybody")).toBeVisible();
  await expect(sheet(page, "Noisy Nora").getByText("Banned. Reason: Shouting")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/person=/);
  await page.getByRole("button", { name: /^Banned/ }).click();
  await expect(page.getByRole("row").filter({ hasText: "Noisy Nora" })).toBeVisible();
});

test("an admin who was demoted a moment ago is told with the next click", async ({
  page,
  signInAsAdmin,
  newPerson,
  allowedFaults,
}) => {
  allowedFaults.push(/403/);
  const other = await newPerson("Fleeting Fiona");
  await signInAsAdmin(page);
  const path = `/api/admin/people/${other.id}`;
  await page.request.patch(path, { data: { role: "admin" } });
  const me: { id: string } = await (await page.request.get("/api/me")).json();
  await other.page.goto(`/admin/people?person=${other.id}`);
  await expect(other.page.getByText(/^This is you\./)).toBeVisible();
  await other.page.goto(`/admin/people?person=${me.id}`);
  await other.page.getByRole("button", { name: "Make member…" }).click();
  await page.request.patch(path, { data: { role: "member" } });
  await other.page.getByRole("button", { name: "Make member", exact: true }).click();
  await expect(other.page.getByText("You are not an admin any more")).toBeVisible();
  expect((await (await page.request.get("/api/me")).json()).role).toBe("admin");
});

for (const theme of ["light", "dark"] as const) {
  test(`people fit 360 px without an accessibility finding in ${theme}`, async ({
    page,
    signInAsAdmin,
    baseURL,
  }) => {
    await signInAsAdmin(page);
    await openOnPhone(page, { path: "/admin/people", theme, baseURL });
    await expect(page.getByRole("heading", { name: /^Partner requests/ })).toBeVisible();
    await expect(page.getByRole("table").getByRole("link").first()).toBeVisible();
    await expectNoAxeFinding(page);
    await expectToFitPhone(page);
  });
}
