import type { Deps } from "../../platform/deps";
import { within } from "../../platform/within";
import { dayMs, toDay } from "../domain";
import { findCoordinator } from "../coordinator-object";

const coordinatorLimitMs = 5_000;

/**
 * Has today's and tomorrow's salt made ahead, so that KV shows tomorrow's everywhere when its day begins, and lets the
 * coordinator bring to KV what it could not before. Throws when the coordinator does not answer.
 */
export async function prepareSalts({ bindings, now }: Pick<Deps, "bindings" | "now">) {
  const coordinator = findCoordinator(bindings);
  if (!coordinator) return;
  for (const day of [toDay(now()), toDay(now() + dayMs)]) {
    await within(coordinatorLimitMs, "The coordinator", coordinator.salt(day));
  }
}
