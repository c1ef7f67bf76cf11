import { signUp } from "./fixtures/accounts";
import { expect, test } from "./fixtures/test";

test("statistics are for admins: strangers get 401, members 403", async ({ request, page }) => {
  await signUp(page, "Member without statistics");
  for (const path of ["/api/admin/paths", "/api/admin/paths/stats?path=/"]) {
    const stranger = await request.get(path);
    expect([stranger.status(), (await stranger.json()).code]).toEqual([401, "not_signed_in"]);
    const member = await page.request.get(path);
    expect([member.status(), (await member.json()).code]).toEqual([403, "forbidden"]);
  }
});

test("an admin reads a day of statistics, then the same from the cache", async ({
  page,
  signInAsAdmin,
}) => {
  await signInAsAdmin(page);
  const from = Date.now() - 20 * 60 * 60_000;
  const address = `/api/admin/paths?from=${from}`;
  const first = await page.request.get(address);
  expect(first.status(), await first.text()).toBe(200);
  expect(first.headers()["cache-control"]).toBe("private, no-store");
  const report = await first.json();
  expect(report).toMatchObject({ dataSource: "d1", stale: false, comparison: null });
  expect(report.range).toMatchObject({ preset: null, granularity: "hour" });
  expect(report.range.from).toBe(Math.floor(from / 3_600_000) * 3_600_000);
  expect(Object.keys(report.totals)).toEqual([
    "requests",
    "errors",
    "errorRate",
    "avgMs",
    "p50",
    "p95",
    "p99",
    "visitors",
  ]);
  // It is kept behind the answer.
  await expect
    .poll(async () => (await (await page.request.get(address)).json()).dataSource)
    .toBe("cache");
});

test("a forced refresh is followed by newer statistics", async ({ page, signInAsAdmin }) => {
  await signInAsAdmin(page);
  await expect
    .poll(
      async () => {
        const answer = await page.request.get("/api/admin/paths?range=1h&refresh=true");
        const { totals } = await answer.json();
        return totals.requests;
      },
      { timeout: 45_000 },
    )
    .toBeGreaterThan(0);
});

const day = "2026-11-20";
const wrongFields: [query: string, field: string][] = [
  ["range=2h", "range"],
  [`range=24h&from=${day}`, "range"],
  ["from=yesterday", "from"],
  ["from=2026-02-31T99:00", "from"],
  ["from=9999999999999", "from"],
  ["from=0", "from"],
  [`to=${day}`, "from"],
  [`from=${day}&to=${day}`, "to"],
  [`from=${day}&to=never`, "to"],
  ["from=2020-01-01&to=2026-01-01", "from"],
  ["compare=next", "compare"],
  ["method=BREW", "method"],
  ["status=6xx", "status"],
  ["status=ok", "status"],
  ["country=DEU", "country"],
  ["bot=maybe", "bot"],
  [`q=${"x".repeat(201)}`, "q"],
  ["refresh=yes", "refresh"],
  ["source=kv", "source"],
];

test("every field of the question that does not fit is named", async ({ page, signInAsAdmin }) => {
  await signInAsAdmin(page);
  for (const [query, field] of wrongFields) {
    const answer = await page.request.get(`/api/admin/paths?${query}`);
    expect.soft(answer.status(), query).toBe(422);
    expect.soft((await answer.json()).errors?.[0].field, query).toBe(field);
  }
  for (const [query, field] of [
    ["", "path"],
    [`path=${"x".repeat(201)}`, "path"],
    ["path=/&granularity=minute", "granularity"],
    ["path=/&range=90d&granularity=hour", "granularity"],
    ["path=/&from=x", "from"],
  ]) {
    const answer = await page.request.get(`/api/admin/paths/stats?${query}`);
    expect.soft(answer.status(), query).toBe(422);
    expect.soft((await answer.json()).errors?.[0].field, query).toBe(field);
  }
});

test("a path that statistics do not know is not found", async ({ page, signInAsAdmin }) => {
  await signInAsAdmin(page);
  const answer = await page.request.get("/api/admin/paths/stats?path=/never/seen");
  expect([answer.status(), (await answer.json()).code]).toEqual([404, "not_found"]);
});

test("endpoints that are gone say what replaced them, whoever asks", async ({ request }) => {
  const gone = [
    ["/api/admin/paths/compare", "/api/admin/paths?compare=previous"],
    ["/api/admin/paths/discovered", "/api/admin/paths"],
    ["/api/admin/paths/do/system-stats", "/api/admin/paths/metrics"],
    ["/api/admin/paths/do/ip/203.0.113.7", "/api/admin/paths"],
    ["/api/admin/paths/do/batch-cleanup", "/api/admin/archive"],
    ["/api/admin/paths/do/export", "/api/admin/paths/events/export"],
    ["/api/admin/health/do-overview", "/api/admin/paths/metrics"],
    ["/api/admin/health/do-detailed", "/api/admin/paths/metrics"],
    ["/api/admin/health/auto-maintenance", "/api/admin/alerts"],
    ["/api/admin/health/comparison", "/api/admin/paths?compare=previous"],
  ] as const;
  for (const [path, replacement] of gone) {
    for (const method of ["GET", "POST", "DELETE"]) {
      const answer = await request.fetch(path, { method });
      expect.soft(answer.status(), `${method} ${path}`).toBe(410);
      const problem = await answer.json();
      expect.soft(problem.code, path).toBe("gone");
      expect.soft(problem.detail, path).toContain(replacement);
    }
  }
});

test("source=do is gone as well, and what never was is not found", async ({
  page,
  request,
  signInAsAdmin,
}) => {
  await signInAsAdmin(page);
  const source = await page.request.get("/api/admin/paths?source=do");
  expect(source.status()).toBe(410);
  expect((await source.json()).detail).toContain("dataSource");
  for (const path of ["paths/unheard-of", "paths/do/other", "paths/do/ip", "health/other"]) {
    expect.soft((await request.get(`/api/admin/${path}`)).status(), path).toBe(404);
  }
});
