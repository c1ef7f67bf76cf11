import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./fixtures/commands";
import { findFreePort } from "./fixtures/server";
import { expect, test } from "./fixtures/test";

const command = ["scripts/test-kv-storage.mjs"];
const outcomes = (stdout: string) =>
  stdout.split("\n").filter((line) => /^(ok|failed|skipped) /.test(line));

test("npm run test:kv-storage makes its six checks, and leaves nothing behind", async () => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "plaza-checks-"));
  const { code, stdout, stderr } = await runCommand(command, { TMPDIR: folder });
  expect([code, stderr], stdout).toEqual([0, ""]);
  expect(outcomes(stdout).map((line) => line.slice(0, 38).trim())).toEqual([
    "ok      create and store",
    "ok      detail",
    "ok      list",
    "ok      monitor",
    "ok      persistence across a restart",
    "ok      consistency",
  ]);
  expect(readdirSync(folder).filter((name) => name.startsWith("plaza-"))).toEqual([]);
  rmSync(folder, { recursive: true });
});

test("npm run test:kv-storage looks at a deployment through a token, and takes its shares away", async ({
  page,
  server,
  signUp,
}) => {
  test.setTimeout(120_000);
  await signUp(page, "Ada");
  const scopes = ["share:write", "share:read"];
  const made = await page.request.post("/api/me/tokens", { data: { name: "Checks", scopes } });
  const { secret } = await made.json();
  const env = { PLAZA_TOKEN: secret, CLOUDFLARE_API_TOKEN: "" };
  const { code, stdout } = await runCommand([...command, "--remote", server.url], env);
  expect(code, stdout).toBe(0);
  expect(outcomes(stdout).map((line) => line.slice(0, 38).trim())).toEqual([
    "ok      create and store",
    "ok      detail",
    "ok      list",
    "skipped monitor",
    "ok      persistence across a restart",
    "ok      consistency",
  ]);
  expect(stdout).toContain("not seen: KV itself (set CLOUDFLARE_API_TOKEN), R2 and D1 themselves");
  expect(stdout).toContain("not seen: a restart, which a deployment cannot be told to do");
  expect((await (await page.request.get("/api/share/list")).json()).shares).toEqual([]);
});

test("npm run test:kv-storage says what has failed, and what is missing", async ({ server }) => {
  const wrong = await runCommand([...command, "--remote", server.url], { PLAZA_TOKEN: "wrong" });
  expect(wrong.code).toBe(1);
  expect(outcomes(wrong.stdout)[0]).toContain(
    "asking with this token answers 401 (not_signed_in), should answer 200",
  );
  const away = `http://localhost:${await findFreePort()}`;
  const nobody = await runCommand([...command, "--remote", away], { PLAZA_TOKEN: "x" });
  expect(nobody.code).toBe(1);
  expect(outcomes(nobody.stdout)[0]).toContain(`${away} does not answer (ECONNREFUSED)`);
  expect(await runCommand([...command, "--remote", away], { PLAZA_TOKEN: "" })).toMatchObject({
    code: 1,
    stderr:
      "plaza: PLAZA_TOKEN is not set: make an API token with share:write and share:read in the settings\n",
  });
});
