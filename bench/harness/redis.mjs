import { importTypeScript } from "../../scripts/local/import-typescript.mjs";

/** A real Redis behind Upstash's REST protocol: `{url, token, stop}`, or null where `redis-server` is not installed. Ends with this process. */
export async function startRedis() {
  const { startRealRedis } = await importTypeScript("tests/support/real-redis.ts");
  const redis = await startRealRedis();
  if (redis) process.once("exit", () => redis.stop());
  return redis;
}
