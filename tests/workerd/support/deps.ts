import { env } from "cloudflare:workers";
import { inject } from "vitest";
import { createDeps, type Deps } from "../../../lib/platform/deps";
import { createIsolateState, type IsolateState } from "../../../lib/platform/isolate";

export type TestDeps = Deps & {
  /** Resolves when everything handed to `waitUntil` has settled. */
  settled: () => Promise<void>;
};

type Options = {
  /** Use the test's Redis, through the fault proxy. */
  redis?: boolean;
  now?: () => number;
  /** Strings as they would stand in the environment, such as `{ REDIS_TIMEOUT_MS: "20" }`. */
  variables?: Record<string, string>;
  /** Share it between calls that shall be requests of one isolate; without it every call is an isolate of its own. */
  isolate?: IsolateState;
};

/** The deps of one request on the real bindings. */
export function testDeps({
  redis = false,
  now = Date.now,
  variables = {},
  isolate = createIsolateState(),
}: Options = {}): TestDeps {
  const pending: Promise<unknown>[] = [];
  const bindings = { ...env, ...(redis ? redisVariables() : {}), ...variables };
  const deps = createDeps(bindings, (promise) => void pending.push(promise), now, isolate);
  const settled = async () => {
    // What is waited for may hand over more.
    while (pending.length > 0) await Promise.allSettled(pending.splice(0));
  };
  return { ...deps, settled };
}

/** An isolate to share: `const site = newIsolate(); testDeps({ isolate: site })`. */
export const newIsolate = createIsolateState;

/** Whether this machine has a Redis: `describe.skipIf(!hasRedis)`. */
export const hasRedis = inject("testRedis") !== null;

/** Generous on time: a busy machine shall not look like a slow Redis. Tests of slowness set their own. */
function redisVariables(): Record<string, string> {
  const { url, token } = testRedis();
  return {
    UPSTASH_REDIS_REST_URL: url,
    UPSTASH_REDIS_REST_TOKEN: token,
    REDIS_TIMEOUT_MS: "2000",
  };
}

function testRedis() {
  const redis = inject("testRedis");
  if (!redis) throw new Error("This test needs redis-server: guard it with hasRedis");
  return redis;
}
