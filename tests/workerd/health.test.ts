import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { checkHealth } from "../../lib/health/check";

/** The real database, but a statement ends as `first` does. */
function brokenDatabase(first: () => Promise<never>): D1Database {
  return new Proxy(env.DB, {
    get: () => () => ({ first }),
  });
}

test("every storage that answers is ok", async () => {
  expect(await checkHealth(env)).toEqual({
    status: "ok",
    checks: { db: "ok", trafficDb: "ok", kv: "ok", room: "ok" },
  });
});

test("a database that throws is failed, and nothing else", async () => {
  const DB = brokenDatabase(() => Promise.reject(new Error("D1 is overloaded")));
  expect(await checkHealth({ ...env, DB })).toEqual({
    status: "degraded",
    checks: { db: "failed", trafficDb: "ok", kv: "ok", room: "ok" },
  });
});

test("a database that hangs is failed after a second", async () => {
  const DB = brokenDatabase(() => new Promise(() => {}));
  const startedAt = Date.now();
  expect((await checkHealth({ ...env, DB })).checks.db).toBe("failed");
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
  expect(Date.now() - startedAt).toBeLessThan(3000);
});
