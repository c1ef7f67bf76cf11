import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { runCommand } from "./fixtures/commands";
import { findFreePort } from "./fixtures/server";
import { expect, test } from "./fixtures/test";
import { countRequests, dayMs, eventsOf, ownRoute } from "./fixtures/traffic";

let folder = "";
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "plaza-replay-"))));
test.afterEach(() => rmSync(folder, { recursive: true }));

/** An hour before today. */
const start = Math.floor(Date.now() / dayMs) * dayMs - 3_600_000;

test("npm run replay puts a file back, and once more changes nothing", async ({
  server,
  page,
  signInAsAdmin,
}) => {
  test.setTimeout(180_000);
  await signInAsAdmin(page);
  const route = ownRoute("replayed");
  const plain = join(folder, "events.jsonl");
  const packed = join(folder, "events.jsonl.gz");
  const lines = eventsOf(route, start, 250);
  writeFileSync(plain, lines.slice(0, 200).join("\n"));
  writeFileSync(packed, gzipSync([...lines.slice(100), "{}"].join("\n")));
  const first = await runCommand(["scripts/replay.mjs", plain, "--url", server.url]);
  expect([first.code, first.stderr]).toEqual([0, ""]);
  expect(first.stdout).toContain("200 events sent, 0 lines refused");
  const second = await runCommand(["scripts/replay.mjs", packed, "--url", server.url]);
  expect(second.code).toBe(1);
  expect(second.stdout).toContain("150 events sent, 1 lines refused");
  expect(second.stderr).toMatch(/^ {2}line 151: /);
  const count = () => countRequests(page, route, Date.now() - 3 * dayMs);
  await expect.poll(count, { timeout: 120_000 }).toBe(250);
});

test("npm run replay says in one line what is wrong", async ({ server }) => {
  const file = join(folder, "events.jsonl");
  writeFileSync(file, "");
  const away = `http://localhost:${await findFreePort()}`;
  expect(await runCommand(["scripts/replay.mjs", file, "--url", away])).toMatchObject({
    code: 1,
    stderr: `plaza: no Plaza runs at ${away}; start it with npm start\n`,
  });
  const wrong = { OPERATOR_TOKEN: "x".repeat(40), PLAZA_URL: server.url };
  expect(await runCommand(["scripts/replay.mjs", file], wrong)).toMatchObject({
    code: 1,
    stderr: "plaza: the server does not know this OPERATOR_TOKEN\n",
  });
  const missing = join(folder, "missing.jsonl");
  expect(await runCommand(["scripts/replay.mjs", missing, "--url", server.url])).toMatchObject({
    code: 1,
    stderr: `plaza: there is no file ${missing}\n`,
  });
});

test("the export and the replay answer bad questions by naming the field", async ({
  page,
  request,
  signInAsAdmin,
}) => {
  await signInAsAdmin(page);
  const wrong = [
    ["to=2026-11-20", "from"],
    ["from=2026-11-20", "to"],
    ["from=2026-11-20&to=2026-11-19", "to"],
    ["from=2026-11-19&to=2026-11-20&format=xml", "format"],
    ["from=2026-11-19&to=2026-11-20&anonymize=0", "anonymize"],
  ];
  for (const [query, field] of wrong) {
    const answer = await page.request.get(`/api/admin/paths/events/export?${query}`);
    expect([answer.status(), (await answer.json()).errors[0].field]).toEqual([422, field]);
  }
  const replay = await page.request.post("/api/admin/paths/replay", { data: { archive: "today" } });
  expect([replay.status(), (await replay.json()).errors[0].field]).toEqual([422, "archive"]);
  for (const path of ["/api/admin/paths/events/export", "/api/admin/paths/replay"]) {
    const method = path.endsWith("replay") ? "post" : "get";
    expect((await request[method](path)).status()).toBe(401);
  }
});
