import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import type { TestProject } from "vitest/node";
import { startFaultProxy } from "./fault-proxy";

/** Where tests find Redis: `url` passes the fault proxy, `directUrl` never fails, `controlUrl` switches the faults. */
export type TestRedis = { url: string; directUrl: string; controlUrl: string; token: string };

const token = "token-of-the-test-redis";

/** Vitest's global setup (in Node): a real Redis behind Upstash's REST protocol, behind a proxy that can fail. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (spawnSync("redis-server", ["--version"]).error) {
    console.warn("redis-server is not installed: the tests that need Redis are SKIPPED");
    project.provide("testRedis", null);
    return async () => undefined;
  }
  const [redisPort, restPort] = [await freePort(), await freePort()];
  const started = [
    start("redis-server", ["--port", String(redisPort), "--bind", "127.0.0.1", "--save", ""], {}),
    start(process.execPath, ["node_modules/@humanwhocodes/upstash-redis-server/dist/server.js"], {
      URS_TOKEN: token,
      PORT: String(restPort),
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    }),
  ];
  const directUrl = `http://127.0.0.1:${restPort}`;
  await untilItAnswers(directUrl);
  const proxy = await startFaultProxy(directUrl);
  project.provide("testRedis", { ...proxy.urls, directUrl, token });
  return async () => {
    await proxy.close();
    for (const child of started) child.kill("SIGKILL");
  };
}

function start(command: string, args: string[], env: Record<string, string>): ChildProcess {
  return spawn(command, args, { stdio: "ignore", env: { ...process.env, ...env } });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}

async function untilItAnswers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(["PING"]),
    }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The test Redis did not start within 10 s");
}
