import { expect, expectProblem, test } from "./fixtures/api-people";

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
