import { expectNoAxeFinding } from "./fixtures/axe";
import { createRoom, post } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

test("an admin finds rooms by name, type and order, and reads nothing of private ones", async ({
  page,
  newPerson,
  signInAsAdmin,
}) => {
  const mark = `Hall ${Date.now()}`;
  const owner = await newPerson("Keeper of halls");
  const peer = await newPerson("Peer of the keeper");
  const hidden = await createRoom(owner.page, { kind: "private", name: `${mark} hidden` });
  await post(owner.page, hidden.id, "The secret of the hall");
  await createRoom(owner.page, { kind: "private", name: `${mark} empty` });
  await createRoom(owner.page, { kind: "direct", memberIds: [peer.id] });
  await signInAsAdmin(page);
  const open = await createRoom(page, { kind: "public", name: `${mark} open` });

  await page.goto("/admin/rooms");
  await page.getByLabel("Search by name").fill(mark.toUpperCase());
  const names = page.getByRole("rowheader");
  await expect(names).toHaveCount(3);
  await page.getByLabel("Order").selectOption("Name");
  await expect(names).toHaveText([`${mark} empty`, `${mark} hidden`, `${mark} open`]);
  const row = page.getByRole("row", { name: new RegExp(`${mark} hidden`) });
  await expect(row.getByRole("cell")).toHaveText([
    "Private",
    "1",
    "1",
    /ago|now/,
    "Keeper of halls",
    /\d{4}/,
  ]);
  await expect(row.getByRole("link")).toHaveCount(0);
  await expect(page.getByText("The secret of the hall")).toHaveCount(0);
  await expectNoAxeFinding(page);

  // The address is the view.
  await page.reload();
  await expect(names).toHaveText([`${mark} empty`, `${mark} hidden`, `${mark} open`]);
  await page.getByLabel("Type", { exact: true }).selectOption("Public");
  await expect(names).toHaveText([`${mark} open`]);
  await page.getByLabel("Type", { exact: true }).selectOption("Direct");
  await expect(page.getByRole("heading", { name: "No room matches" })).toBeVisible();
  await page.getByLabel("Search by name").clear();
  await expect(names.first()).toHaveText("Direct conversation");
  await expect(page.getByRole("region", { name: "Rooms" })).not.toContainText("Peer of the keeper");

  await page.goto(`/admin/rooms?q=${encodeURIComponent(mark)}&type=public`);
  await page.getByRole("link", { name: `Open ${mark} open` }).click();
  await page.waitForURL(`**/chat/${open.id}`);
});

test("the list of rooms scrolls in itself on a phone, not the page", async ({
  page,
  signInAsAdmin,
}) => {
  await signInAsAdmin(page);
  await createRoom(page, { kind: "public", name: `Narrow ${Date.now()}` });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/admin/rooms");
  const region = page.getByRole("region", { name: "Rooms" });
  await region.focus();
  const [pageWidth, isScrolling] = await Promise.all([
    page.evaluate(() => document.documentElement.scrollWidth),
    region.evaluate((element) => element.scrollWidth > element.clientWidth),
  ]);
  expect([pageWidth, isScrolling]).toEqual([360, true]);
  await expectNoAxeFinding(page);
});
