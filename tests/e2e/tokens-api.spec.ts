import { createToken, expect, form, test } from "./fixtures/tokens";

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
  const rooms = await reader.get("/api/chat/rooms");
  expect([rooms.status(), (await rooms.json()).detail]).toEqual([
    403,
    "The API token lacks the scope chat:read",
  ]);
  for (const path of ["/api/me", "/api/me/tokens", "/api/me/export"]) {
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
