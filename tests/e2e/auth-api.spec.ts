import type { APIRequestContext, APIResponse } from "@playwright/test";
import { signIn, signUp, type Account } from "./fixtures/accounts";
import { expect, test as base } from "./fixtures/test";

type Member = Account & { api: APIRequestContext };

/** People who talk to the API without a browser. */
const test = base.extend<{
  visitor: APIRequestContext;
  newMember: (name: string) => Promise<Member>;
  admin: APIRequestContext;
}>({
  visitor: async ({ playwright, baseURL }, use) => {
    const api = await playwright.request.newContext({ baseURL });
    await use(api);
    await api.dispose();
  },
  newMember: async ({ playwright, baseURL }, use) => {
    const contexts: APIRequestContext[] = [];
    await use(async (name) => {
      const api = await playwright.request.newContext({ baseURL });
      contexts.push(api);
      return { ...(await signUp(api, name)), api };
    });
    for (const api of contexts) await api.dispose();
  },
  admin: async ({ playwright, baseURL }, use) => {
    const api = await playwright.request.newContext({ baseURL });
    await signIn(api, JSON.parse(process.env.PLAZA_E2E_ADMIN ?? ""));
    await use(api);
    await api.dispose();
  },
});

async function expectProblem(response: APIResponse, status: number, code: string, field?: string) {
  const text = await response.text();
  expect(response.status(), `${response.url()} ${text}`).toBe(status);
  const problem = JSON.parse(text);
  expect(problem.code, response.url()).toBe(code);
  expect(response.headers()["content-type"]).toBe("application/problem+json");
  if (field !== undefined) {
    const fields = problem.errors.map((error: { field: string }) => error.field);
    expect(fields, `${response.url()} ${text}`).toContain(field);
  }
}

/** Values that fit no field of text. */
const notText = [undefined, null, 5, true, [], {}];
const long = "x".repeat(3000);

test("registration names every field that is missing, too long or of the wrong type", async ({
  visitor,
}) => {
  const good = { email: "somebody@example.test", name: "Somebody", password: "long enough 1" };
  const wrong: [keyof typeof good | "setupToken", unknown[]][] = [
    ["email", [...notText, "", "no-at-sign", "a@b", `${long}@example.test`, "a b@example.test"]],
    ["name", [...notText, "", "   ", "x".repeat(61), "line\nbreak", "nul\u0000"]],
    ["password", [...notText, "", "nine char", long]],
    ["setupToken", [5, [], long, "wrong-token"]],
  ];
  for (const [field, values] of wrong) {
    for (const value of values) {
      const data = { ...good, [field]: value };
      const response = await visitor.post("/api/auth/register", { data });
      await expectProblem(response, 422, "invalid_input", field);
    }
  }
  const broken = { data: Buffer.from("{broken"), headers: { "content-type": "application/json" } };
  await expectProblem(await visitor.post("/api/auth/register", broken), 400, "invalid_json");
  for (const data of ["[]", "null", '"text"', "5"]) {
    const body = { data: Buffer.from(data), headers: { "content-type": "application/json" } };
    await expectProblem(await visitor.post("/api/auth/register", body), 422, "invalid_input");
  }
  const huge = { data: { ...good, name: "x".repeat(70_000) } };
  await expectProblem(await visitor.post("/api/auth/register", huge), 413, "payload_too_large");
});

test("a taken address is a conflict that names the field, whatever its case", async ({
  visitor,
  newMember,
}) => {
  const { email } = await newMember("First");
  const data = { email: email.toUpperCase(), name: "Second", password: "long enough 1" };
  const response = await visitor.post("/api/auth/register", { data });
  await expectProblem(response, 409, "conflict", "email");
});

test("writes from another site are refused", async ({ visitor, newMember }) => {
  const { api } = await newMember("Victim");
  const headers = { origin: "https://evil.example" };
  for (const response of [
    await api.patch("/api/me", { data: { name: "Owned" }, headers }),
    await visitor.post("/api/auth/register", { data: {}, headers }),
    await api.post("/api/auth/signout", { form: {}, headers }),
  ]) {
    await expectProblem(response, 403, "origin_refused");
  }
});

test("without a session every own or admin call answers that one must sign in", async ({
  visitor,
}) => {
  const calls: [string, string][] = [
    ["GET", "/api/me"],
    ["PATCH", "/api/me"],
    ["DELETE", "/api/me"],
    ["PUT", "/api/me/picture"],
    ["DELETE", "/api/me/picture"],
    ["PUT", "/api/me/password"],
    ["GET", "/api/me/sessions"],
    ["DELETE", "/api/me/sessions"],
    ["DELETE", "/api/me/sessions/some-session"],
    ["GET", "/api/me/export"],
    ["GET", "/api/people"],
    ["GET", "/api/admin/people"],
    ["PATCH", "/api/admin/people/somebody"],
    ["POST", "/api/admin/people/somebody/reset-link"],
  ];
  const cookies = [
    "",
    "authjs.session-token=rubbish",
    "authjs.session-token=a.b.c.d.e; x=%E0%A4%A",
  ];
  for (const [method, path] of calls) {
    for (const cookie of cookies) {
      const response = await visitor.fetch(path, { method, headers: { cookie } });
      await expectProblem(response, 401, "not_signed_in");
    }
  }
});

test("members may do nothing that is for admins", async ({ newMember }) => {
  const { api, id } = await newMember("Member");
  await expectProblem(await api.get("/api/admin/people"), 403, "forbidden");
  const promotion = { data: { role: "admin" } };
  await expectProblem(await api.patch(`/api/admin/people/${id}`, promotion), 403, "forbidden");
  await expectProblem(await api.post(`/api/admin/people/${id}/reset-link`), 403, "forbidden");
});

test("next-auth's calls answer rubbish with a refusal, never with a failure", async ({
  visitor,
  newMember,
}) => {
  await newMember("Somebody");
  const { csrfToken } = await (await visitor.get("/api/auth/csrf")).json();
  const json = { "content-type": "application/json" };
  const answers = [
    await visitor.get("/api/auth/nothing"),
    await visitor.get("/api/auth/callback/nobody", { maxRedirects: 0 }),
    await visitor.get("/api/auth/callback/github?code=x&state=y", { maxRedirects: 0 }),
    await visitor.post("/api/auth/callback/credentials", { data: Buffer.from("{"), headers: json }),
    await visitor.post("/api/auth/callback/credentials", {
      data: Buffer.from("[1]"),
      headers: json,
    }),
    await visitor.post("/api/auth/callback/credentials", { form: {}, maxRedirects: 0 }),
    await visitor.post("/api/auth/callback/credentials", {
      data: { csrfToken, email: 5, password: {} },
    }),
    await visitor.post("/api/auth/callback/credentials", {
      form: { csrfToken, email: "x@example.test", password: "wrong password" },
      maxRedirects: 0,
    }),
    await visitor.post("/api/auth/signout", { form: {}, maxRedirects: 0 }),
    await visitor.post("/api/auth/session", { data: { csrfToken, data: { role: "admin" } } }),
  ];
  for (const answer of answers) {
    expect(answer.status(), answer.url()).toBeLessThan(500);
    expect(answer.headers()["set-cookie"] ?? "").not.toMatch(/session-token=[^;]/);
  }
  const huge = { form: { csrfToken, email: "x".repeat(20_000) } };
  const response = await visitor.post("/api/auth/callback/credentials", huge);
  await expectProblem(response, 413, "payload_too_large");
});

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

test("admins change nobody with input that does not fit, nor themselves", async ({
  admin,
  newMember,
}) => {
  const { id } = await newMember("Target");
  const wrong: [string, unknown][] = [
    ["role", "owner"],
    ["role", 5],
    ["role", null],
    ["status", "deleted"],
    ["status", []],
    ["reason", "x".repeat(501)],
    ["reason", 5],
  ];
  for (const [field, value] of wrong) {
    const response = await admin.patch(`/api/admin/people/${id}`, { data: { [field]: value } });
    await expectProblem(response, 422, "invalid_input", field);
  }
  const { id: own } = await (await admin.get("/api/me")).json();
  const demotion = { data: { role: "member" } };
  const self = await admin.patch(`/api/admin/people/${own}`, demotion);
  await expectProblem(self, 422, "invalid_input", "userId");
  for (const nobody of ["nobody", "a b", "x".repeat(33)]) {
    const path = `/api/admin/people/${encodeURIComponent(nobody)}`;
    await expectProblem(await admin.patch(path, demotion), 404, "not_found");
    await expectProblem(await admin.post(`${path}/reset-link`), 404, "not_found");
  }
  for (const query of ["limit=0", "limit=101", "limit=x", "cursor=x", `q=${"x".repeat(101)}`]) {
    const [field = ""] = query.split("=");
    const response = await admin.get(`/api/admin/people?${query}`);
    await expectProblem(response, 422, "invalid_input", field);
  }
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

test.describe("limits", () => {
  test.use({ isolated: true, variables: { LIMIT_SIGN_INS_PER_MINUTE: "5" } });

  test("the sixth try to sign in within a minute waits, wherever it is aimed", async ({
    visitor,
  }) => {
    const { csrfToken } = await (await visitor.get("/api/auth/csrf")).json();
    const attempt = (index: number) =>
      visitor.post("/api/auth/callback/credentials", {
        form: { csrfToken, email: `p${index}@example.test`, password: "wrong password" },
        maxRedirects: 0,
      });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await attempt(index)).status());
    expect(statuses).toEqual([302, 302, 302, 302, 302]);
    const sixth = await attempt(6);
    await expectProblem(sixth, 429, "rate_limited");
    expect(Number(sixth.headers()["retry-after"])).toBeGreaterThan(0);
  });
});
