import { TrafficKeys } from "../cache/keys";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { within } from "../platform/within";
import { samplingSchema, type Sampling } from "./schema";

/**
 * From which share of the limit on events are taken as 1 in n. A step is left only beneath its lower end, so that it is
 * not taken and left each minute.
 */
const steps = [
  { above: 0.8, until: 0.75, oneIn: 2 },
  { above: 0.9, until: 0.85, oneIn: 5 },
  { above: 0.95, until: 0.9, oneIn: 20 },
] as const;

const kvLimitMs = 2_000;

/** Of how many requests one becomes an event when `share` of the database is in use and 1 in `before` was taken so far. */
export function toSampling(share: number, before: number): number {
  let oneIn = 1;
  for (const step of steps) {
    const isHeld = before >= step.oneIn && share > step.until;
    if (share > step.above || isHeld) oneIn = step.oneIn;
  }
  return oneIn;
}

/** 20 for a ratio of 0.05. */
export function toOneIn(ratio: number): number {
  return Math.round(1 / ratio);
}

type SamplingDeps = Pick<Deps, "bindings" | "now">;

/** What isolates are told now; `ratio` 1 when nothing is, null when KV does not answer. */
export async function readSampling({ bindings }: SamplingDeps): Promise<Sampling | null> {
  const { PATHS_KV: kv } = bindings;
  if (!kv) return null;
  try {
    const text = await within(kvLimitMs, "Sampling", kv.get(TrafficKeys.sampling));
    const told = text === null ? null : samplingSchema.safeParse(JSON.parse(text));
    return told?.data ?? { ratio: 1, since: 0 };
  } catch (cause) {
    log("warn", "alerts.sampling_unknown", {}, cause);
    return null;
  }
}

/**
 * Tells the isolates to take fewer events as the database fills up, and more again when there is room. Answers what they
 * are told from now on. Without an answer of KV nothing changes.
 */
export async function adjustSampling(
  deps: SamplingDeps,
  share: number,
  before: Sampling | null,
): Promise<Sampling | null> {
  const { PATHS_KV: kv } = deps.bindings;
  if (!kv || !before) return before;
  const oneIn = toSampling(share, toOneIn(before.ratio));
  if (oneIn === toOneIn(before.ratio)) return before;
  const next: Sampling = { ratio: 1 / oneIn, since: deps.now() };
  const written =
    oneIn === 1
      ? kv.delete(TrafficKeys.sampling)
      : kv.put(TrafficKeys.sampling, JSON.stringify(next));
  try {
    await within(kvLimitMs, "Sampling", written);
  } catch (cause) {
    // The next minute tries again.
    log("error", "alerts.sampling_failed", { oneIn }, cause);
    return before;
  }
  log("warn", "alerts.sampling", { oneIn });
  return next;
}
