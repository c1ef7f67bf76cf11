import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { within } from "../../platform/within";
import { findCoordinator } from "../coordinator-object";
import { runArchiveStep } from "./run-step";

/** How long one alarm goes on with short steps; a long one (an upload) may exceed it, then it is the last. */
const alarmMs = 60_000;
const stepsPerAlarm = 500;
const callTimeoutMs = 5_000;

/**
 * Runs steps until nothing is due or the time is up. Only the coordinator calls it, so that one runs at a time; two at once
 * would be slower, not wrong.
 * @returns whether there may be more to do at once
 */
export async function driveArchive(deps: Deps): Promise<boolean> {
  const until = deps.now() + alarmMs;
  for (let step = 0; step < stepsPerAlarm && deps.now() < until; step += 1) {
    if (!(await runArchiveStep(deps))) return false;
  }
  return true;
}

/** Tells the coordinator that there is something to archive, or may be. Never throws: the next minute's cron calls again. */
export async function wakeArchive(deps: Deps): Promise<void> {
  try {
    const coordinator = findCoordinator(deps.bindings);
    if (coordinator) await within(callTimeoutMs, "Waking the archive", coordinator.wakeArchive());
  } catch (cause) {
    log("warn", "archive.wake_failed", {}, cause);
  }
}
