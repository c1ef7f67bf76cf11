import { expectNoAxeFinding } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";

type Report = {
  families: { family: string; hits: number }[];
  tickets: { stores: unknown[] };
};

test("real requests become hits and rates, by period, on a desktop and on a phone", async ({
  page,
  signInAsAdmin,
}) => {
  test.setTimeout(120_000);
  await signInAsAdmin(page);
  const made = await page.request.post("/api/chat/rooms", {
    data: { name: "Watched by caches", kind: "public" },
  });
  const { room }: { room: { id: string } } = await made.json();
  expect((await page.request.post(`/api/chat/rooms/${room.id}/tickets`)).status()).toBe(201);
  const countHits = async () => {
    // The second of each pair finds what the first has left in memory.
    for (let at = 0; at < 6; at++) await page.request.get(`/api/chat/rooms/${room.id}/meta`);
    const report: Report = await (await page.request.get("/api/admin/caches")).json();
    // The hits may be those of other tests; the ticket comes with our own.
    if (report.tickets.stores.length === 0) return 0;
    return report.families.find(({ family }) => family === "role")?.hits ?? 0;
  };
  await expect.poll(countHits, { timeout: 90_000 }).toBeGreaterThan(5);

  await page.goto("/admin/caches");
  await expect(
    page.getByText("Redis is not configured. That is a normal way to run"),
  ).toBeVisible();
  const table = page.getByRole("table", { name: "By family and tier" });
  const row = table.getByRole("row", { name: /^Role and status Isolate memory/ });
  const hits = await row.getByRole("cell").nth(1).textContent();
  expect(Number(hits?.replaceAll(",", ""))).toBeGreaterThan(5);
  await expect(row.getByRole("cell").nth(3)).toHaveText(/^\d+(\.\d)?%$/);
  await expect(page.getByRole("heading", { name: "Hit rate over time" })).toBeVisible();
  await expect(page.getByText("New tickets go to Workers KV.")).toBeVisible();
  await expect(
    page.getByRole("table", { name: "Tickets by store" }).getByRole("row", { name: /^Workers KV/ }),
  ).toBeVisible();
  await expectNoAxeFinding(page);

  await page.getByRole("radio", { name: "Last 24 hours" }).check();
  await expect(page).toHaveURL(/\?range=24h$/);
  await expect(row).toBeVisible();

  await page.setViewportSize({ width: 360, height: 740 });
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
  await expectNoAxeFinding(page);
});
