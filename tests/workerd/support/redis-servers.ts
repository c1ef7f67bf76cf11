import type { TestProject } from "vitest/node";
import { startRealRedis } from "../../support/real-redis";
import { startFaultProxy } from "./fault-proxy";

/** Where tests find Redis: `url` passes the fault proxy, `directUrl` never fails, `controlUrl` switches the faults. */
export type TestRedis = { url: string; directUrl: string; controlUrl: string; token: string };

/** Vitest's global setup (in Node): a real Redis behind Upstash's REST protocol, behind a proxy that can fail. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startRealRedis();
  if (!redis) {
    console.warn("redis-server is not installed: the tests that need Redis are SKIPPED");
    project.provide("testRedis", null);
    return async () => undefined;
  }
  const proxy = await startFaultProxy(redis.url);
  project.provide("testRedis", { ...proxy.urls, directUrl: redis.url, token: redis.token });
  return async () => {
    await proxy.close();
    redis.stop();
  };
}
