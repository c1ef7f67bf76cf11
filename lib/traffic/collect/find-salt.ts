import { TrafficKeys } from "../../cache/keys";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { within } from "../../platform/within";
import { findCoordinator } from "../coordinator-object";
import { forgetOldSalts, isSaltDay, toSalt } from "./salt";

type SaltDeps = Pick<Deps, "bindings" | "isolate" | "now" | "counters">;

const kvLimitMs = 1_000;
const coordinatorLimitMs = 2_000;

/** After a failure nobody in this isolate asks again for so long: every request would wait for the same fault. */
const pauseMs = 5_000;

/**
 * The salt of a day: from this isolate's memory, else from KV, else from the coordinator, which alone makes salts. KV may
 * not show a salt for a minute after it was made; the coordinator knows it. Null, for now, when nobody answers. Never throws.
 */
export async function findSalt(deps: SaltDeps, day: string): Promise<string | null> {
  const memory = deps.isolate("traffic.salts", () => ({
    salts: new Map<string, string>(),
    askAgainAt: 0,
  }));
  forgetOldSalts(memory.salts, deps.now());
  const known = memory.salts.get(day);
  if (known) return known;
  if (!isSaltDay(day, deps.now()) || deps.now() < memory.askAgainAt) return null;
  const salt = (await readSalt(deps, day)) ?? (await askCoordinator(deps, day));
  // Requests that come together ask together; all get the same answer, as there is one salt a day.
  if (salt) memory.salts.set(day, salt);
  else memory.askAgainAt = deps.now() + pauseMs;
  return salt;
}

async function readSalt({ bindings, counters, now }: SaltDeps, day: string) {
  const { PATHS_KV: kv } = bindings;
  if (!kv) return null;
  const startedAt = now();
  try {
    const value = await within(kvLimitMs, "Reading a salt", kv.get(TrafficKeys.salt(day)));
    counters.time("kv.read", now() - startedAt, { store: "paths" });
    return toSalt(value);
  } catch (cause) {
    counters.count("kv.failed", { store: "paths" });
    log("warn", "traffic.salt_failed", { from: "kv" }, cause);
    return null;
  }
}

async function askCoordinator({ bindings }: SaltDeps, day: string): Promise<string | null> {
  try {
    const coordinator = findCoordinator(bindings);
    if (!coordinator) return null;
    return toSalt(await within(coordinatorLimitMs, "The coordinator", coordinator.salt(day)));
  } catch (cause) {
    log("warn", "traffic.salt_failed", { from: "coordinator" }, cause);
    return null;
  }
}
