import { request as newRequest, type APIRequestContext, type Page } from "@playwright/test";
import {
  listAdminCalls,
  listAdminPages,
  listAdminTexts,
  listRetiredCalls,
  type AdminCall,
} from "./fixtures/admin-surface";
import { expectAfterPoll } from "./fixtures/polling";
import { expect, test } from "./fixtures/test";

const pages = listAdminPages();
const calls = listAdminCalls();
const texts = listAdminTexts();

/** A page is asked for as a document, and as what the router fetches when somebody follows a link. */
const requests: Record<string, string>[] = [{}, { RSC: "1" }];

/** What each call answers, `404 GET /api/admin/people` and so on, but what was expected. */
async function listUnexpected(
  from: APIRequestContext,
  expected: number,
  headers: Record<string, string> = {},
): Promise<string[]> {
  const answers = await Promise.all(
    calls.map(async (call) => {
      const status = await ask(from, call, headers);
      return status === expected ? [] : [`${status} ${call.method} ${call.route}`];
    }),
  );
  return answers.flat();
}

async function ask(from: APIRequestContext, call: AdminCall, headers: Record<string, string> = {}) {
  const data = call.method === "GET" ? undefined : {};
  const answer = await from.fetch(call.path, {
    method: call.method,
    data,
    headers,
    maxRedirects: 0,
  });
  return answer.status();
}

/** What Next writes where `notFound()` was called. */
const notFoundDigest = "NEXT_HTTP_ERROR_FALLBACK;404";

/** Pages that are there for who asks, or say a word of the dashboard, as documents and as what the router fetches. */
async function listLeaks(from: APIRequestContext): Promise<string[]> {
  const leaks = await Promise.all(
    pages.flatMap((path) =>
      requests.map(async (headers) => {
        const answer = await from.get(path, { headers, maxRedirects: 0 });
        const body = await answer.text();
        const said = texts.filter((text) => body.includes(text));
        // The router gets the page that says so in the stream of an answer which has begun already.
        const isMissing =
          answer.status() === 404 || ("RSC" in headers && body.includes(notFoundDigest));
        const isFine = isMissing && said.length === 0;
        return isFine
          ? []
          : [`${answer.status()} ${path} ${JSON.stringify(headers)} ${said.join("|")}`];
      }),
    ),
  );
  return leaks.flat();
}

async function change(admin: Page, userId: string, data: object): Promise<void> {
  const answer = await admin.request.patch(`/api/admin/people/${userId}`, { data });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function becomePartner(admin: Page, member: Page, userId: string): Promise<void> {
  const data = { profile: "I stand in for every partner whom an admin has approved." };
  const applied = await member.request.post("/api/me/partner", { data });
  expect(applied.status(), await applied.text()).toBe(200);
  const approved = await admin.request.post(`/api/admin/people/${userId}/partner`, {
    data: { decision: "approve" },
  });
  expect(approved.status(), await approved.text()).toBe(200);
}

test("the dashboard's pages and calls are known from the files", () => {
  expect(pages).toEqual(expect.arrayContaining(["/admin", "/admin/paths", "/admin/rooms"]));
  const known = calls.map(({ method, route }) => `${method} ${route}`);
  expect(known).toEqual(
    expect.arrayContaining([
      "GET /api/admin/paths",
      "PATCH /api/admin/people/[userId]",
      "POST /api/admin/archive/trigger",
      "GET /api/share/monitor",
    ]),
  );
  expect(texts).toEqual(expect.arrayContaining(["Audit log", "Caches and tickets"]));
});

test("nobody but an admin is answered by a page or a call of the dashboard", async ({
  page,
  newPerson,
  signInAsAdmin,
  baseURL,
}) => {
  test.setTimeout(180_000);
  await signInAsAdmin(page);
  const visitor = await newRequest.newContext({ baseURL });
  await test.step("a visitor who is signed out", async () => {
    expect(await listUnexpected(visitor, 401)).toEqual([]);
    expect(await listLeaks(visitor)).toEqual([]);
  });
  await test.step("a program with a wrong operator token", async () => {
    const headers = { authorization: `Bearer ${"wrong".repeat(8)}` };
    expect(await listUnexpected(visitor, 401, headers)).toEqual([]);
  });
  await visitor.dispose();

  const member = await newPerson("Member before the door");
  await test.step("a member", async () => {
    expect(await listUnexpected(member.page.request, 403)).toEqual([]);
    expect(await listLeaks(member.page.request)).toEqual([]);
  });
  await test.step("an approved partner", async () => {
    await becomePartner(page, member.page, member.id);
    expect(await listUnexpected(member.page.request, 403)).toEqual([]);
    expect(await listLeaks(member.page.request)).toEqual([]);
  });
  await test.step("a moderator", async () => {
    await change(page, member.id, { role: "moderator" });
    expect(await listUnexpected(member.page.request, 403)).toEqual([]);
    expect(await listLeaks(member.page.request)).toEqual([]);
  });

  await test.step("an admin's API token", async () => {
    await change(page, member.id, { role: "admin" });
    const made = await member.page.request.post("/api/me/tokens", {
      data: { name: "All scopes", scopes: ["share:read", "share:write"] },
    });
    expect(made.status(), await made.text()).toBe(201);
    const { secret }: { secret: string } = await made.json();
    const headers = { authorization: `Bearer ${secret}` };
    const program = await newRequest.newContext({ baseURL });
    expect(await listUnexpected(program, 403, headers)).toEqual([]);
    await program.dispose();
  });
  await test.step("an admin demoted a second ago", async () => {
    expect((await member.page.request.get("/api/admin/people")).status()).toBe(200);
    await change(page, member.id, { role: "member" });
    expect(await listUnexpected(member.page.request, 403)).toEqual([]);
    expect(await listLeaks(member.page.request)).toEqual([]);
  });
  await test.step("a banned admin", async () => {
    await change(page, member.id, { role: "admin" });
    expect((await member.page.request.get("/api/admin/people")).status()).toBe(200);
    await change(page, member.id, { status: "banned", reason: "To be shut out in a test" });
    expect(await listUnexpected(member.page.request, 403)).toEqual([]);
    expect(await listLeaks(member.page.request)).toEqual([]);
  });
});

test("an admin gets every page, and no question of theirs fails for want of rights", async ({
  page,
  signInAsAdmin,
}) => {
  test.setTimeout(120_000);
  await signInAsAdmin(page);
  for (const path of pages)
    expect([path, (await page.request.get(path)).status()]).toEqual([path, 200]);
  for (const call of calls.filter(({ method }) => method === "GET")) {
    const status = await ask(page.request, call);
    // Something made up stands in place of parameters: that one need not be there.
    const refusals = call.route.includes("[") ? [401, 403, 500] : [401, 403, 404, 500];
    expect(refusals, `${status} ${call.route}`).not.toContain(status);
  }
});

test("what was retired says so to everybody alike", async ({ request, page, signInAsAdmin }) => {
  await signInAsAdmin(page);
  for (const from of [request, page.request]) {
    for (const call of listRetiredCalls()) {
      expect([404, 410], call.route).toContain(await ask(from, call));
    }
    expect((await from.get("/api/admin/paths/compare")).status()).toBe(410);
    expect((await from.get("/api/admin/paths/do/system-stats")).status()).toBe(410);
    expect((await from.get("/api/admin/health/comparison")).status()).toBe(410);
  }
});

test.describe("a dashboard that stays open", () => {
  test.use({ allowedFaults: [/the server responded with a status of 40[13]/] });

  test("loses its data with the role of whoever looks", async ({
    page,
    newPerson,
    signInAsAdmin,
  }) => {
    await signInAsAdmin(page);
    const other = await newPerson("Admin for a while");
    await change(page, other.id, { role: "admin" });
    await other.page.clock.install();
    await other.page.goto("/admin/rooms");
    const rooms = other.page.getByRole("list", { name: "Rooms by type" });
    // The words stand there from the start, the figures once they are known.
    await expect(rooms).toContainText(/\d+ ?direct conversation/);
    await change(page, other.id, { role: "member" });
    const notice = other.page.getByRole("alert").filter({ hasText: "not an admin any more" });
    await expectAfterPoll(other.page, (timeout) => expect(notice).toBeVisible({ timeout }));
    await expect(rooms).toHaveCount(0);
    await expect(other.page.getByRole("heading", { name: /not an admin/ })).toBeFocused();
  });

  test("asks whoever was signed out to sign in again, and leads back to the view", async ({
    page,
    context,
    signInAsAdmin,
  }) => {
    await signInAsAdmin(page);
    await page.clock.install();
    await page.goto("/admin/rooms?sort=name");
    const rooms = page.getByRole("list", { name: "Rooms by type" });
    await expect(rooms).toContainText(/\d+ ?direct conversation/);
    await context.clearCookies();
    const notice = page.getByRole("heading", { name: "You are signed out" });
    await expectAfterPoll(page, (timeout) => expect(notice).toBeVisible({ timeout }));
    await expect(rooms).toHaveCount(0);
    await page.getByRole("link", { name: "Sign in again" }).click();
    await page.waitForURL((url) => url.searchParams.get("next") === "/admin/rooms?sort=name");
  });
});
