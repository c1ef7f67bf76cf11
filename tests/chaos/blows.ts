import { startFaultProxy, type Fault } from "../workerd/support/fault-proxy";
import { startRealRedis } from "../support/real-redis";
import type { Blow } from "./run";

type Kv = "none" | "stale" | "throw" | "hang";
type Target = {
  url: string;
  roomId: string;
  /** `kill -9` of everything, and the same state again. */
  restart(): Promise<void>;
  redis: TroubledRedis | null;
};

type TroubledRedis = {
  variables: Record<string, string>;
  set(fault: Fault): Promise<void>;
  stop(): Promise<void>;
};

/** Slower than the product waits for it. */
const slow: Fault = { mode: "slow", delayMs: 400 };

/** A real Redis behind a proxy that can be slow, down or silent; `null` where none is installed. */
export async function startTroubledRedis(): Promise<TroubledRedis | null> {
  const redis = await startRealRedis();
  if (!redis) return null;
  const proxy = await startFaultProxy(redis.url);
  return {
    variables: {
      UPSTASH_REDIS_REST_URL: proxy.urls.url,
      UPSTASH_REDIS_REST_TOKEN: redis.token,
      REDIS_TIMEOUT_MS: "200",
    },
    async set(fault) {
      const answer = await fetch(proxy.urls.controlUrl, {
        method: "PUT",
        body: JSON.stringify(fault),
      });
      await answer.text();
    },
    async stop() {
      await proxy.close();
      redis.stop();
    },
  };
}

/**
 * What befalls a Plaza in a run, with how often each came true. The order is the same in every run; `times` repeats it, so
 * that a long run sees everything more than once.
 */
export function planBlows(target: Target, times: number): { blows: Blow[]; struck: string[] } {
  const struck: string[] = [];
  const order = (value: { kv?: Kv; abort?: string }) => tell(target.url, value);
  const redis = async (fault: Fault) => target.redis?.set(fault);
  const all: [string, () => Promise<unknown>][] = [
    ["Redis slow", () => redis(slow)],
    ["KV stale", () => order({ kv: "stale" })],
    ["Redis down", () => redis({ mode: "down" })],
    ["the object aborted", () => order({ abort: target.roomId })],
    // Redis is out meanwhile, so that KV is asked.
    ["KV out", () => order({ kv: "throw" })],
    ["everything killed", target.restart],
    [
      "Redis silent, KV silent",
      async () => [await redis({ mode: "hang" }), await order({ kv: "hang" })],
    ],
    ["the object aborted", () => order({ abort: target.roomId })],
    [
      "Redis back, KV back",
      async () => [await redis({ mode: "pass" }), await order({ kv: "none" })],
    ],
    ["everything killed", target.restart],
  ];
  const series = Array.from({ length: times }, () => all).flat();
  const blows = series.map(([name, strike], index) => ({
    at: (index + 1) / (series.length + 1),
    async strike() {
      await strike();
      struck.push(name);
    },
  }));
  return { blows, struck };
}

/** A server that is busy with all the others takes its time. */
async function tell(url: string, value: { kv?: Kv; abort?: string }): Promise<void> {
  const answer = await fetch(`${url}/api/chaos`, {
    method: "PUT",
    body: JSON.stringify(value),
    signal: AbortSignal.timeout(120_000),
  });
  if (!answer.ok) throw new Error(`The server answered an order with ${answer.status}`);
  await answer.text();
}
