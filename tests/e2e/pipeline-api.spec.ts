import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { signUp } from "./fixtures/accounts";
import { expect, test } from "./fixtures/test";

const reads = ["/api/admin/alerts", "/api/admin/paths/metrics"];
const writes = [
  "/api/admin/alerts/test",
  "/api/admin/alerts/abc/acknowledge",
  "/api/admin/paths/dead-letters/replay",
];

test("the pipeline is for admins: strangers get 401, members 403", async ({ request, page }) => {
  await signUp(page, "Member without a pipeline");
  for (const [from, code] of [
    [request, "not_signed_in"],
    [page.request, "forbidden"],
  ] as const) {
    for (const path of reads) expect((await (await from.get(path)).json()).code).toBe(code);
    for (const path of writes) {
      expect((await (await from.post(path, { data: {} })).json()).code).toBe(code);
    }
  }
});

test("an admin sees what the pipeline has done, and that nothing was lost", async ({
  page,
  signInAsAdmin,
}) => {
  test.setTimeout(180_000);
  await signInAsAdmin(page);
  const metrics = async () => (await page.request.get("/api/admin/paths/metrics")).json();
  await expect
    .poll(async () => (await metrics()).lastHour.events, { timeout: 120_000 })
    .toBeGreaterThan(0);
  const { strategy, lost, deadLetters, sampledOneIn, database } = await metrics();
  expect({ strategy, lost, deadLetters, sampledOneIn }).toEqual({
    strategy: "single-consumer",
    lost: { missing: 0, givenUp: 0 },
    deadLetters: 0,
    sampledOneIn: 1,
  });
  expect(database.bytes).toBeGreaterThan(0);
});

test("bad questions name the field, and what is not there is not found", async ({
  page,
  signInAsAdmin,
}) => {
  await signInAsAdmin(page);
  for (const [query, field] of [
    ["state=shut", "state"],
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["cursor=x", "cursor"],
  ]) {
    const answer = await page.request.get(`/api/admin/alerts?${query}`);
    expect([answer.status(), (await answer.json()).errors[0].field]).toEqual([422, field]);
  }
  const unknown = await page.request.post("/api/admin/alerts/abc/acknowledge");
  expect([unknown.status(), (await unknown.json()).code]).toEqual([404, "not_found"]);
  const unset = await page.request.post("/api/admin/alerts/test");
  expect([unset.status(), (await unset.json()).detail]).toEqual([
    503,
    "ALERT_WEBHOOK_URL is not configured",
  ]);
});

test.describe("with a webhook", () => {
  const calls: { key: string | undefined; body: { id: string; state: string } }[] = [];
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const key = request.headers["idempotency-key"];
      calls.push({ key: typeof key === "string" ? key : undefined, body: JSON.parse(body) });
      response.writeHead(204).end();
    });
  });
  test.use({
    isolated: true,
    variables: async ({}, use) => {
      await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
      const { port } = receiver.address() as AddressInfo;
      await use({ ALERT_WEBHOOK_URL: `http://127.0.0.1:${port}/hook` });
      receiver.close();
    },
  });

  test("an admin's test reaches it once, under one id", async ({ page }) => {
    await signUp(page, "First of this server");
    const sent = await (await page.request.post("/api/admin/alerts/test")).json();
    expect(sent).toEqual({ id: expect.any(String), delivered: true });
    expect(calls).toEqual([
      { key: sent.id, body: expect.objectContaining({ id: sent.id, state: "test" }) },
    ]);
  });
});
