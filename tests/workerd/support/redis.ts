import { inject } from "vitest";
import type { Fault } from "./fault-proxy";

/** Switches what happens to calls of Redis, until the next switch; the count of calls starts again at 0. */
export async function setRedisFault(fault: Fault): Promise<void> {
  await fetch(control(), { method: "PUT", body: JSON.stringify(fault) });
}

/** How many calls reached Redis (or its fault) since the last `setRedisFault`. */
export async function countRedisCalls(): Promise<number> {
  return (await readControl()).calls;
}

/** How many calls a slow Redis still holds, also those that their callers gave up. */
export async function countOpenRedisCalls(): Promise<number> {
  return (await readControl()).open;
}

async function readControl(): Promise<{ calls: number; open: number }> {
  const answer = await fetch(control());
  return answer.json();
}

/** Runs a command past the proxy: `redisCommand("PTTL", key)`. */
export async function redisCommand(...command: (string | number)[]): Promise<unknown> {
  const redis = inject("testRedis");
  if (!redis) throw new Error("This test needs redis-server: guard it with hasRedis");
  const answer = await fetch(redis.directUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${redis.token}`, "content-type": "application/json" },
    body: JSON.stringify(command.map(String)),
  });
  const { result } = (await answer.json()) as { result: unknown };
  return result;
}

/** Empties Redis and takes faults away; for `beforeEach`. */
export async function resetRedis(): Promise<void> {
  await setRedisFault({ mode: "pass" });
  await redisCommand("FLUSHALL");
}

function control(): string {
  const redis = inject("testRedis");
  if (!redis) throw new Error("This test needs redis-server: guard it with hasRedis");
  return redis.controlUrl;
}
