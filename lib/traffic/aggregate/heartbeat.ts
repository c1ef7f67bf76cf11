import { TrafficKeys } from "../../cache/keys";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { within } from "../../platform/within";

const ttlSeconds = 300;
const everyMs = 60_000;
const limitMs = 2_000;

/** Says in KV that the consumer is alive: the time in milliseconds, at most once a minute and isolate. Never throws. */
export async function beat({ bindings, isolate, now, counters }: Deps): Promise<void> {
  const state = isolate("traffic.heartbeat", () => ({ at: -Infinity }));
  const { PATHS_KV: kv } = bindings;
  if (!kv || now() - state.at < everyMs) return;
  state.at = now();
  try {
    const put = kv.put(TrafficKeys.heartbeat, String(state.at), { expirationTtl: ttlSeconds });
    await within(limitMs, "KV: heartbeat", put);
  } catch (cause) {
    counters.count("kv.failed", { store: "paths" });
    log("warn", "traffic.heartbeat_failed", {}, cause);
  }
}
