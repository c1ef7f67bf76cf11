import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { runCommand } from "./fixtures/commands";
import { expect, test } from "./fixtures/test";
import { countRequests, dayMs, eventsOf, ownRoute } from "./fixtures/traffic";

test("a past day is archived, read page by page, downloaded and restored, and counted once throughout", async ({
  server,
  page,
  signInAsAdmin,
}) => {
  test.setTimeout(240_000);
  await signInAsAdmin(page);
  const route = ownRoute("archived");
  const start = Math.floor(Date.now() / dayMs) * dayMs - 20 * dayMs;
  const date = new Date(start).toISOString().slice(0, 10);
  const lines = eventsOf(route, start, 250);
  const sent = await page.request.post("/api/admin/paths/replay", {
    headers: { "content-type": "application/x-ndjson" },
    data: lines.join("\n"),
  });
  expect(await sent.json()).toMatchObject({ accepted: 250, refused: 0 });
  const count = () => countRequests(page, route, start);
  await expect.poll(count, { timeout: 120_000 }).toBe(250);

  const asked = await page.request.post("/api/admin/archive/trigger", { data: { date } });
  expect(asked.status()).toBe(202);
  const find = async () => {
    const { archives } = await (await page.request.get("/api/admin/archive")).json();
    return archives.find((archive: { date: string }) => archive.date === date);
  };
  await expect.poll(async () => (await find())?.state, { timeout: 60_000 }).toBe("done");
  const { recordCount, sha256, path } = await find();
  expect(recordCount).toBe(250);
  expect(path).toBe(`events-archive/${date.slice(0, 7).replace("-", "/")}/${date}.jsonl.gz`);

  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const next: string = cursor && `&cursor=${cursor}`;
    const answer = await page.request.get(`/api/admin/archive/query?date=${date}&limit=100${next}`);
    const part: { events: { id: string }[]; next: string | null } = await answer.json();
    ids.push(...part.events.map(({ id }) => id));
    cursor = part.next;
  }
  expect(ids).toEqual(lines.map((line) => JSON.parse(line).id));

  const file = await page.request.get(`/api/admin/archive/download?date=${date}`);
  expect(file.headers()["content-disposition"]).toContain(`${date}.jsonl.gz`);
  const bytes = await file.body();
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  expect(gunzipSync(bytes).toString().trim().split("\n")).toHaveLength(250);

  const restored = await runCommand(["scripts/archive-restore.mjs", date, "--url", server.url]);
  expect([restored.code, restored.stderr]).toEqual([0, ""]);
  expect(restored.stdout).toContain(`${date}: 250 of 250 rows are back`);
  const range = `from=${date}&to=${new Date(start + dayMs).toISOString().slice(0, 10)}`;
  const exported = await page.request.get(`/api/admin/paths/events/export?${range}`);
  expect((await exported.text()).trim().split("\n")).toHaveLength(250);
  expect(await count()).toBe(250);
});

test("the archive answers bad questions by naming the field", async ({ page, signInAsAdmin }) => {
  await signInAsAdmin(page);
  const today = new Date().toISOString().slice(0, 10);
  for (const date of ["2026-02-30", "yesterday", today]) {
    const answer = await page.request.post("/api/admin/archive/trigger", { data: { date } });
    expect([answer.status(), (await answer.json()).errors[0].field]).toEqual([422, "date"]);
  }
  const wrong = await page.request.get("/api/admin/archive/query?date=2020-01-01&cursor=x");
  expect([wrong.status(), (await wrong.json()).errors[0].field]).toEqual([422, "cursor"]);
  for (const action of ["query", "download"]) {
    const answer = await page.request.get(`/api/admin/archive/${action}?date=2020-01-01`);
    expect([answer.status(), (await answer.json()).code]).toEqual([404, "not_found"]);
  }
});

test("the archive is for admins", async ({ request }) => {
  const answers = await Promise.all([
    request.get("/api/admin/archive"),
    request.get("/api/admin/archive/query?date=2026-01-01"),
    request.get("/api/admin/archive/download?date=2026-01-01"),
    request.post("/api/admin/archive/trigger", { data: { date: "2026-01-01" } }),
    request.post("/api/admin/archive/restore", { data: { date: "2026-01-01" } }),
  ]);
  expect(answers.map((answer) => answer.status())).toEqual([401, 401, 401, 401, 401]);
});
