import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const token = "token-of-the-test-redis";

/** A real Redis behind Upstash's REST protocol. */
export type RealRedis = {
  url: string;
  token: string;
  /** `kill -9` of Redis itself; the REST server in front of it stays and fails. */
  kill(): Promise<void>;
  /** Ends both. */
  stop(): void;
};

/** Starts one in memory on free ports; `null` where `redis-server` is not installed. */
export async function startRealRedis(): Promise<RealRedis | null> {
  if (spawnSync("redis-server", ["--version"]).error) return null;
  const [redisPort, restPort] = [await freePort(), await freePort()];
  const redis = start(
    "redis-server",
    ["--port", String(redisPort), "--bind", "127.0.0.1", "--save", ""],
    {},
  );
  const rest = start(
    process.execPath,
    ["node_modules/@humanwhocodes/upstash-redis-server/dist/server.js"],
    {
      URS_TOKEN: token,
      PORT: String(restPort),
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    },
  );
  const url = `http://127.0.0.1:${restPort}`;
  await untilItAnswers(url);
  return {
    url,
    token,
    async kill() {
      const ended = once(redis, "exit");
      redis.kill("SIGKILL");
      await ended;
    },
    stop() {
      for (const child of [redis, rest]) child.kill("SIGKILL");
    },
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
