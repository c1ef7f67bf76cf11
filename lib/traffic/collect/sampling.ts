import { z } from "zod";
import { TrafficKeys } from "../../cache/keys";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { within } from "../../platform/within";
import { toInterval } from "./domain";

type SamplingDeps = Pick<
  Deps,
  "bindings" | "variables" | "isolate" | "now" | "counters" | "waitUntil"
>;

/** What the cron writes while TRAFFIC_DB fills up; not there: everything is taken. */
const samplingSchema = z.object({ ratio: z.number().gt(0).max(1) });

const readAgainMs = 60_000;
const kvLimitMs = 1_000;

/**
 * Of how many requests one becomes an event now: by `TRAFFIC_SAMPLE_RATIO` or by what the cron wrote, whichever takes
 * fewer. KV is asked at most once a minute and isolate, and nobody waits for its answer.
 */
export function currentInterval(deps: SamplingDeps): number {
  const state = deps.isolate("traffic.sampling", () => ({ ratio: 1, askedAt: 0 }));
  if (deps.now() >= state.askedAt + readAgainMs) {
    state.askedAt = deps.now();
    deps.waitUntil(
      readRatio(deps).then((ratio) => {
        if (ratio !== null) state.ratio = ratio;
      }),
    );
  }
  return toInterval(Math.min(deps.variables.TRAFFIC_SAMPLE_RATIO, state.ratio));
}

/** Null: KV did not answer, and what was known stays. */
async function readRatio({ bindings, counters, now }: SamplingDeps): Promise<number | null> {
  const { PATHS_KV: kv } = bindings;
  if (!kv) return null;
  const startedAt = now();
  try {
    const text = await within(kvLimitMs, "Reading the sampling", kv.get(TrafficKeys.sampling));
    counters.time("kv.read", now() - startedAt, { store: "paths" });
    return text === null ? 1 : samplingSchema.parse(JSON.parse(text)).ratio;
  } catch (cause) {
    counters.count("kv.failed", { store: "paths" });
    log("warn", "traffic.sampling_failed", {}, cause);
    return null;
  }
}
