import { expect, test } from "./fixtures/test";

test("health says that every storage answers, without an account", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toEqual({
    status: "ok",
    checks: { db: "ok", trafficDb: "ok", kv: "ok", room: "ok" },
  });
});

test("a wrong method on an API route is a problem", async ({ request }) => {
  const response = await request.delete("/api/health");
  expect(response.status()).toBe(405);
  expect(response.headers()["content-type"]).toBe("application/problem+json");
  expect(await response.json()).toEqual({
    type: "about:blank",
    title: "This method is not supported here",
    status: 405,
    code: "method_not_allowed",
  });
});

test("the answer that benchmarks measure others by is for members", async ({ request, signUp }) => {
  expect((await request.get("/api/health/constant")).status()).toBe(401);
  await signUp(request, "Benchmark");
  const response = await request.get("/api/health/constant");
  expect(response.headers()["server-timing"]).toMatch(/^d1;desc="\d+", redis;desc="\d+"$/);
  expect(await response.json()).toEqual({
    roomId: "constant",
    rev: 1,
    lastSeq: 1,
    lastMessageAt: 1_800_000_000_000,
    epoch: "constant",
  });
});

test.describe("where costs are not shown", () => {
  test.use({ isolated: true, variables: { EXPOSE_COST: "0" } });

  test("there is no call for benchmarks, and no answer says what it took", async ({
    request,
    signUp,
  }) => {
    await signUp(request, "Ordinary");
    const constant = await request.get("/api/health/constant");
    expect(constant.status()).toBe(404);
    expect(await constant.json()).toMatchObject({ status: 404, code: "not_found" });
    const me = await request.get("/api/me");
    expect(me.status()).toBe(200);
    for (const response of [constant, me]) {
      expect(response.headers()["server-timing"]).toBeUndefined();
    }
  });
});

test("an unknown API address is a problem", async ({ request }) => {
  const response = await request.get("/api/nowhere");
  expect(response.status()).toBe(404);
  expect(response.headers()["content-type"]).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ status: 404, code: "not_found" });
});

test("an unknown page is a page with status 404", async ({ page, allowedFaults }) => {
  allowedFaults.push(/404/);
  const response = await page.goto("/nowhere/at/all");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("every document carries a policy with a nonce of its own, which its scripts have", async ({
  page,
  request,
}) => {
  const first = await page.goto("/");
  const policy = first?.headers()["content-security-policy"] ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  const second = await request.get("/");
  expect(second.headers()["content-security-policy"]).not.toContain(nonce);
  const nonces = await page
    .locator("script")
    .evaluateAll((scripts) =>
      scripts.map((script) => (script instanceof HTMLScriptElement ? script.nonce : "")),
    );
  expect(new Set(nonces)).toEqual(new Set([nonce]));
});

test("answers may not be framed, sniffed or kept by referrers", async ({ request }) => {
  const headers = (await request.get("/")).headers();
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["x-powered-by"]).toBeUndefined();
  expect(headers["strict-transport-security"]).toBeUndefined();
});

test("built files are kept for a year and not sniffed", async ({ request }) => {
  const path = /\/_next\/static\/[^"]+\.css/.exec(await (await request.get("/")).text())?.[0];
  const headers = (await request.get(path ?? "")).headers();
  expect(headers["content-type"]).toBe("text/css; charset=utf-8");
  expect(headers["cache-control"]).toBe("public,max-age=31536000,immutable");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});
