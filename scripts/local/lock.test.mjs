import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "./lock.mjs";

let dir;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "plaza-lock-"))));
afterEach(() => rmSync(dir, { recursive: true }));

test("two holders never work at the same time", async () => {
  const path = join(dir, "lock");
  let working = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++working);
    await new Promise((resolve) => setImmediate(resolve));
    working -= 1;
  };
  await Promise.all([withLock(path, work), withLock(path, work), withLock(path, work)]);
  expect(most).toBe(1);
});

test("a lock whose holder is gone is taken over", async () => {
  const path = join(dir, "lock");
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  mkdirSync(path);
  writeFileSync(join(path, "pids"), `${pid}\n`);
  expect(await withLock(path, async () => "mine")).toBe("mine");
});

test("a failure frees the lock", async () => {
  const path = join(dir, "lock");
  await expect(withLock(path, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await withLock(path, async () => "mine")).toBe("mine");
});
