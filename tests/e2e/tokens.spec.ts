import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test as base } from "./fixtures/test";

const test = base.extend<{
  /** A program: no cookies, only the token. */
  program: (secret: string, headers?: Record<string, string>) => Promise<APIRequestContext>;
}>({
  program: async ({ playwright, baseURL }, use) => {
    const programs: APIRequestContext[] = [];
    await use(async (secret, headers = {}) => {
      const authorization = `Bearer ${secret}`;
      const extraHTTPHeaders = { authorization, ...headers };
      const api = await playwright.request.newContext({ baseURL, extraHTTPHeaders });
      programs.push(api);
      return api;
    });
    for (const api of programs) await api.dispose();
  },
});

/** A PNG of one colour, 8 × 8. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mPgzorBihiGlgQAVrQ0QTAeM0EAAAAASUVORK5CYII=",
  "base64",
);
const form = () => ({
  generated: { name: "result.png", mimeType: "image/png", buffer: picture },
  prompt: "a teal square",
});

/** Makes a token in the settings as a person would, and answers what the page shows of it this once. */
async function makeToken(page: Page, name: string): Promise<string> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("Name", { exact: true }).last().fill(name);
  await page.getByRole("button", { name: "Create token" }).click();
  const secret = page.getByLabel(`Your new token “${name}”`);
  await expect(secret).toBeFocused();
  return secret.inputValue();
}

/** Makes a token without the page. */
async function createToken(page: Page, fields: Record<string, unknown>) {
  const response = await page.request.post("/api/me/tokens", { data: { name: "T", ...fields } });
  expect(response.status(), await response.text()).toBe(201);
  const { secret }: { secret: string } = await response.json();
  return secret;
}

test("a program shares by a token from the settings until it is revoked", async ({
  page,
  context,
  signUp,
  program,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await signUp(page, "Generator");
  const secret = await makeToken(page, "Night job");
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await page.getByRole("button", { name: "I have kept it" }).click();
  const section = page.getByRole("region", { name: "API tokens" });
  await expect(section.getByText("Never used")).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);

  const api = await program(secret);
  const created = await api.post("/api/share", { multipart: form() });
  expect(created.status(), await created.text()).toBe(201);
  const share: { id: string; url: string } = await created.json();
  expect(await (await api.get(`/api/share/${share.id}`)).json()).toMatchObject({
    ownerId: id,
    prompt: "a teal square",
    isR2Stored: true,
  });
  const list = await (await api.get("/api/share/list")).json();
  expect(list.shares.map((one: { id: string }) => one.id)).toEqual([share.id]);

  await page.reload();
  await expect(section.getByText(/^Last used/)).toBeVisible();
  await section.getByRole("button", { name: "Revoke Night job" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(section.getByText("You have no tokens.")).toBeVisible();
  const refused = await api.get("/api/share/list");
  expect([refused.status(), refused.headers()["www-authenticate"]]).toEqual([
    401,
    'Bearer error="invalid_token"',
  ]);
});

test("a token does what its scopes say and nothing else of its person", async ({
  page,
  signUp,
  program,
}) => {
  await signUp(page, "Careful");
  const reader = await program(await createToken(page, { scopes: ["share:read"] }));
  expect((await reader.get("/api/share/list")).status()).toBe(200);
  const write = await reader.post("/api/share", { multipart: form() });
  expect(write.status()).toBe(403);
  expect(write.headers()["www-authenticate"]).toBe(
    'Bearer error="insufficient_scope", scope="share:write"',
  );
  expect(await write.json()).toMatchObject({
    code: "forbidden",
    detail: "The API token lacks the scope share:write",
  });
  for (const path of ["/api/me", "/api/me/tokens", "/api/me/export", "/api/chat/rooms"]) {
    const answer = await reader.get(path);
    expect([path, answer.status(), (await answer.json()).detail]).toEqual([
      path,
      403,
      "API tokens are not accepted here",
    ]);
  }
  const more = await reader.post("/api/me/tokens", {
    data: { name: "Another", scopes: ["share:write"] },
  });
  expect(more.status()).toBe(403);
});

test("an admin's token is nobody's admin", async ({ page, signInAsAdmin, newPerson, program }) => {
  const stranger = await newPerson("Stranger");
  const theirs = await stranger.page.request.post("/api/share", { multipart: form() });
  const { id }: { id: string } = await theirs.json();
  await signInAsAdmin(page);
  const api = await program(await createToken(page, { scopes: ["share:write", "share:read"] }));
  expect((await page.request.get("/api/share/list?scope=all")).status()).toBe(200);
  expect((await api.get("/api/share/list?scope=all")).status()).toBe(403);
  expect((await api.get("/api/share/monitor")).status()).toBe(403);
  expect((await api.delete(`/api/share/${id}`)).status()).toBe(404);
  expect((await stranger.page.request.get(`/api/share/${id}`)).status()).toBe(200);
});

test("a token and a session never mix, and a page of another site may use neither", async ({
  page,
  signUp,
  newPerson,
  program,
}) => {
  const owner = await newPerson("Owner");
  const secret = await createToken(owner.page, { scopes: ["share:write", "share:read"] });
  await signUp(page, "Somebody else");
  const both = { authorization: `Bearer ${secret}` };
  const made = await page.request.post("/api/share", { multipart: form(), headers: both });
  const { id }: { id: string } = await made.json();
  expect((await (await page.request.get(`/api/share/${id}`)).json()).ownerId).toBe(owner.id);
  const wrong = { authorization: `Bearer ${secret.slice(0, -1)}` };
  expect((await page.request.get("/api/share/list", { headers: wrong })).status()).toBe(401);
  expect((await page.request.get("/api/me", { headers: wrong })).status()).toBe(403);
  expect((await page.request.get("/api/me")).status()).toBe(200);

  const elsewhere = await program(secret, { origin: "https://elsewhere.example" });
  const foreign = await elsewhere.post("/api/share", { multipart: form() });
  expect([foreign.status(), (await foreign.json()).code]).toEqual([403, "origin_refused"]);
});

test("tokens are made and revoked by their own person only", async ({
  page,
  signUp,
  newPerson,
}) => {
  await signUp(page, "Owner");
  await createToken(page, { scopes: ["share:read"], expiresInDays: 30 });
  const { tokens } = await (await page.request.get("/api/me/tokens")).json();
  const path = `/api/me/tokens/${tokens[0].id}`;
  const stranger = (await newPerson("Stranger")).page.request;
  expect((await stranger.delete(path)).status()).toBe(404);
  expect((await page.request.delete(path)).status()).toBe(204);
  expect((await page.request.delete(path)).status()).toBe(204);
  expect(await (await stranger.get("/api/me/tokens")).json()).toEqual({ tokens: [] });
});

test("bad tokens are refused with the field named", async ({ page, signUp }) => {
  await signUp(page, "Typist");
  const cases: [Record<string, unknown>, string][] = [
    [{ name: " " }, "name"],
    [{ name: "x".repeat(61) }, "name"],
    [{ name: "a\u0000b" }, "name"],
    [{ scopes: [] }, "scopes"],
    [{ scopes: ["share:everything"] }, "scopes.0"],
    [{ expiresInDays: 0 }, "expiresInDays"],
    [{ expiresInDays: 367 }, "expiresInDays"],
  ];
  for (const [fields, field] of cases) {
    const data = { name: "T", scopes: ["share:read"], ...fields };
    const answer = await page.request.post("/api/me/tokens", { data });
    expect([answer.status(), (await answer.json()).errors[0].field]).toEqual([422, field]);
  }
});

test("strangers hear that they must sign in, whatever they ask", async ({
  playwright,
  baseURL,
}) => {
  const stranger = await playwright.request.newContext({ baseURL });
  const answers = [
    await stranger.get("/api/share/list?limit=0"),
    await stranger.get("/api/share/cards?ids=nonsense"),
    await stranger.delete("/api/me/tokens/nonsense"),
    await stranger.post("/api/share", { data: "{" }),
  ];
  expect(answers.map((answer) => answer.status())).toEqual([401, 401, 401, 401]);
  expect(answers[0]?.headers()["www-authenticate"]).toBe("Bearer");
  await stranger.dispose();
});

test("the description of the API is served", async ({ page }) => {
  const answer = await page.request.get("/openapi.json");
  expect(answer.headers()["content-type"]).toContain("application/json");
  expect(await answer.json()).toMatchObject({ openapi: "3.1.0" });
});

test("a list that does not come can be asked for again", async ({
  page,
  signUp,
  allowedFaults,
}) => {
  allowedFaults.push(/503/);
  await signUp(page, "Patient");
  let isDown = true;
  await page.route("**/api/me/tokens", (route) =>
    isDown ? route.fulfill({ status: 503, body: "" }) : route.continue(),
  );
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "API tokens" });
  await expect(section.getByText("The list could not be loaded.")).toBeVisible();
  isDown = false;
  await section.getByRole("button", { name: "Try again" }).click();
  await expect(section.getByText("You have no tokens.")).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  test(`tokens have no automatic accessibility finding and fit 360 px in ${theme}`, async ({
    page,
    signUp,
    context,
    baseURL,
  }) => {
    await signUp(page, "Tidy");
    await context.addCookies([{ name: "plaza.theme", value: theme, url: baseURL }]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto("/settings");
    await page.getByRole("button", { name: "New token" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "New token" })).toBeFocused();
    await makeToken(page, "A name that is as long as a name of a token may ever become");
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
  });
}
