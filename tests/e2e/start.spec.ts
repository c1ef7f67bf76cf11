import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request as http } from "@playwright/test";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./fixtures/test";
import { findFreePort } from "./fixtures/server";
import { signIn, signUp } from "./fixtures/accounts";

type Ending = { code: number | null; stdout: string; stderr: string };

/** Runs `npm start` to its end, for starts that must not succeed. */
function start(env: Record<string, string>): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["scripts/start.mjs"], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ending = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (ending.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (ending.stderr += chunk.toString()));
    child.on("error", reject);
    child.on("exit", (code) => resolve({ code, ...ending }));
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.describe("a start of its own", () => {
  test.use({ isolated: true });

  test("accounts and sessions survive kill -9, and a second start builds nothing", async ({
    server,
  }) => {
    const before = await http.newContext({ baseURL: server.url });
    const account = await signUp(before, "Ada");
    const cookies = await before.storageState();
    await before.dispose();
    await server.restart();
    expect(server.output).not.toContain("building");
    const after = await http.newContext({ baseURL: server.url, storageState: cookies });
    const session = await (await after.get("/api/auth/session")).json();
    expect(session.user).toMatchObject({ id: account.id });
    const again = await http.newContext({ baseURL: server.url });
    await signIn(again, account);
    await Promise.all([after.dispose(), again.dispose()]);
  });

  test("a runtime that a killed script left behind is ended by the next start", async ({
    server,
  }) => {
    const pids = await server.runtimePids();
    await server.killScript();
    expect(pids.map(isRunning)).toEqual([true]);
    await server.run();
    expect(pids.map(isRunning)).toEqual([false]);
    expect(server.output).toContain("ended what an earlier start had left running");
  });

  test("Ctrl+C ends everything, with exit code 0", async ({ server }) => {
    const pids = await server.runtimePids();
    expect(await server.stop()).toBe(0);
    await expect.poll(() => pids.map(isRunning)).toEqual([false]);
    expect(
      await readFile(join(server.stateDir ?? "", "running.json"), "utf8").catch(() => null),
    ).toBe(null);
  });

  test("the crons fire every minute", async ({ server }) => {
    test.setTimeout(100_000);
    const wait = { timeout: 80_000 };
    await expect.poll(() => server.output, wait).toContain('"event":"health.database"');
    expect(server.output).toContain('"database":"trafficDb"');
    expect(server.output).not.toContain("ended with");
  });

  test("a state directory that is in use is refused in one line", async ({ server }) => {
    const ending = await start({
      PORT: String(await findFreePort()),
      PLAZA_STATE_DIR: server.stateDir ?? "",
    });
    expect(ending.code).toBe(1);
    expect(ending.stderr).toMatch(
      /^plaza: Plaza already runs on this state directory \(process \d+, http:\/\/localhost:\d+\)\n$/,
    );
  });
});

test("a taken port gives one line and exit code 1", async ({ server }) => {
  const { port } = new URL(server.url);
  const stateDir = await mkdtemp(join(tmpdir(), "plaza-start-"));
  const ending = await start({ PORT: port, PLAZA_STATE_DIR: stateDir });
  await rm(stateDir, { recursive: true });
  expect(ending.code).toBe(1);
  expect(ending.stderr).toBe(
    `plaza: port ${port} is taken; choose another one with PORT=… npm start\n`,
  );
});

test("a state directory that is a file gives one line and exit code 1", async () => {
  const dir = await mkdtemp(join(tmpdir(), "plaza-start-"));
  const file = join(dir, "file");
  await writeFile(file, "");
  const ending = await start({ PORT: String(await findFreePort()), PLAZA_STATE_DIR: file });
  await rm(dir, { recursive: true });
  expect(ending.code).toBe(1);
  expect(ending.stderr).toBe(`plaza: ${file} is not a directory\n`);
});

test("a port that is none gives one line and exit code 1", async () => {
  const ending = await start({ PORT: "many" });
  expect(ending.code).toBe(1);
  expect(ending.stderr).toBe("plaza: PORT=many is not a port number (1 to 65535)\n");
});
