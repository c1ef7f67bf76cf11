import { signIn } from "./fixtures/accounts";
import { expect, expectProblem, test } from "./fixtures/api-people";

test("an admin's change of role shows in the session on the next request, and in what one may do", async ({
  admin,
  newMember,
}) => {
  const { api, id } = await newMember("Rising");
  const role = async () => (await (await api.get("/api/auth/session")).json()).user.role;
  expect(await role()).toBe("member");
  const promoted = await admin.patch(`/api/admin/people/${id}`, { data: { role: "admin" } });
  expect((await promoted.json()).person).toMatchObject({ id, role: "admin", status: "active" });
  expect(await role()).toBe("admin");
  expect((await api.get("/api/admin/people")).status()).toBe(200);
  await admin.patch(`/api/admin/people/${id}`, { data: { role: "member" } });
  await expectProblem(await api.get("/api/admin/people"), 403, "forbidden");
  expect(await role()).toBe("member");
});

test("a warm session costs no D1 query", async ({ newMember }) => {
  const { api } = await newMember("Warm");
  await api.get("/api/auth/session");
  const costs: (string | undefined)[] = [];
  for (let index = 0; index < 5; index += 1) {
    const response = await api.get("/api/auth/session");
    costs.push(response.headers()["server-timing"]);
  }
  expect(costs).toContain('d1;desc="0", redis;desc="0"');
  expect(costs.filter((cost) => cost?.startsWith('d1;desc="0"')).length).toBeGreaterThanOrEqual(4);
});

test("a banned person is refused with the reason, cannot sign in, and is back when the ban ends", async ({
  admin,
  newMember,
  visitor,
}) => {
  const { api, id, email, password } = await newMember("Unruly");
  const ban = { data: { status: "banned", reason: "spam" } };
  expect((await admin.patch(`/api/admin/people/${id}`, ban)).status()).toBe(200);
  await expectProblem(await api.get("/api/me"), 403, "banned");
  expect((await (await api.get("/api/auth/session")).json()).user.status).toBe("banned");
  const { csrfToken } = await (await visitor.get("/api/auth/csrf")).json();
  const refused = await visitor.post("/api/auth/callback/credentials", {
    data: { csrfToken, email, password },
  });
  expect((await refused.json()).url).toContain("code=banned");
  await admin.patch(`/api/admin/people/${id}`, { data: { status: "active" } });
  expect((await api.get("/api/me")).status()).toBe(200);
});

test("signing out ends the session for whoever kept its cookie", async ({
  newMember,
  playwright,
  baseURL,
}) => {
  const { api } = await newMember("Leaving");
  const thief = await playwright.request.newContext({
    baseURL,
    storageState: await api.storageState(),
  });
  expect((await thief.get("/api/me")).status()).toBe(200);
  const { csrfToken } = await (await api.get("/api/auth/csrf")).json();
  await api.post("/api/auth/signout", { data: { csrfToken } });
  await expectProblem(await thief.get("/api/me"), 401, "not_signed_in");
  expect(await (await thief.get("/api/auth/session")).json()).toBeNull();
  await thief.dispose();
});

test("a reset link works once, signs out every session and can be used for nothing else", async ({
  admin,
  newMember,
  visitor,
}) => {
  const { api, id, email } = await newMember("Forgetful");
  const created = await admin.post(`/api/admin/people/${id}/reset-link`);
  expect(created.status()).toBe(201);
  const { url, expiresAt } = await created.json();
  expect(expiresAt).toBeGreaterThan(Date.now() + 59 * 60_000);
  const token = String(url).split("/").at(-1);
  const reset = (data: object) => visitor.post("/api/auth/reset", { data });
  await expectProblem(await reset({ token, password: "short" }), 422, "invalid_input", "password");
  await expectProblem(
    await reset({ token: 5, password: "long enough 1" }),
    422,
    "invalid_input",
    "token",
  );
  const unknown = { token: "x".repeat(32), password: "long enough 1" };
  await expectProblem(await reset(unknown), 404, "not_found");
  expect((await reset({ token, password: "the new password" })).status()).toBe(204);
  await expectProblem(await reset({ token, password: "yet another one" }), 410, "gone");
  await expectProblem(await api.get("/api/me"), 401, "not_signed_in");
  await signIn(visitor, { email, password: "the new password" });
});
