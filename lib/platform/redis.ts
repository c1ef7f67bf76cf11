import { Redis } from "@upstash/redis/cloudflare";
import type { Counters } from "../telemetry/counters";
import { admit, closedBreaker, settle, type Breaker } from "./breaker";
import type { Cost } from "./database";
import type { Variables } from "./env";
import type { IsolateState } from "./isolate";
import { log } from "./log";

/**
 * What we use of Redis. Every method is one round trip and throws `RedisError` when Redis fails,
 * takes longer than `REDIS_TIMEOUT_MS`, or failed so often lately that it is left alone for a while.
 * A call that timed out may still have been carried out.
 */
export interface RedisClient {
  /** The values of `keys` in their order; `null` for those that are not there. */
  mget(keys: string[]): Promise<(string | null)[]>;
  /** Runs a Lua script atomically. */
  eval(script: string, keys: string[], args: (string | number)[]): Promise<unknown>;
  set(key: string, value: string, options: { exSeconds: number }): Promise<void>;
  /** Reads and deletes in one step. */
  getdel(key: string): Promise<string | null>;
}

/** Says how Redis failed and nothing of what was asked: commands carry keys and values of persons. */
class RedisError extends Error {
  readonly reason: "breaker_open" | "timeout" | "failed";

  constructor(reason: RedisError["reason"], causeName?: string) {
    super(`Redis: ${reason}${causeName ? ` (${causeName})` : ""}`);
    this.name = "RedisError";
    this.reason = reason;
  }
}

type RedisDeps = {
  variables: Variables;
  cost: Cost;
  counters: Counters;
  isolate: IsolateState;
  now: () => number;
};

/** Opens Upstash's Redis over REST; `null` when it is not configured. */
export function openRedis(deps: RedisDeps): RedisClient | null {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = deps.variables;
  if (!url || !token) return null;
  const redis = deps.isolate("redis.client", () => connect(url, token, deps.variables));
  const guard = createGuard(deps);
  return {
    mget: (keys) => guard(() => redis.mget<(string | null)[]>(...keys)),
    eval: (script, keys, args) => guard(() => redis.eval(script, keys, args)),
    set: (key, value, { exSeconds }) =>
      guard(async () => {
        await redis.set(key, value, { ex: exSeconds });
      }),
    getdel: (key) => guard(() => redis.getdel<string>(key)),
  };
}

/** Holds configuration and the sync token of read-your-writes only, so that an isolate's requests may share it. */
function connect(url: string, token: string, variables: Variables): Redis {
  return new Redis({
    url,
    token,
    // `retry: false` still tries twice in this version.
    retry: { retries: 0 },
    signal: () => AbortSignal.timeout(variables.REDIS_TIMEOUT_MS),
    enableTelemetry: false,
    enableAutoPipelining: false,
    // Values are ours to parse; guessing at JSON or base64 would change some of them.
    automaticDeserialization: false,
    responseEncoding: false,
  });
}

type BreakerHolder = { breaker: Breaker };

function createGuard(deps: RedisDeps): <T>(call: () => Promise<T>) => Promise<T> {
  const holder = deps.isolate<BreakerHolder>("redis.breaker", () => ({ breaker: closedBreaker }));
  return async (call) => {
    const { decision, next } = admit(holder.breaker, deps.now());
    holder.breaker = next;
    if (decision === "refuse") throw new RedisError("breaker_open");
    deps.cost.redisRoundTrips += 1;
    try {
      const result = await call();
      holder.breaker = settle(holder.breaker, decision, true, deps.now());
      return result;
    } catch (cause) {
      const error = toRedisError(cause);
      const wasClosed = holder.breaker.state === "closed";
      holder.breaker = settle(holder.breaker, decision, false, deps.now());
      if (wasClosed && holder.breaker.state === "open") {
        deps.counters.count("cache.breaker_open");
        log("warn", "redis.breaker_opened", { reason: error.message });
      }
      throw error;
    }
  };
}

function toRedisError(cause: unknown): RedisError {
  const name = cause instanceof Error ? cause.name : "unknown";
  const timedOut = name === "TimeoutError" || name === "AbortError";
  return new RedisError(timedOut ? "timeout" : "failed", name);
}
