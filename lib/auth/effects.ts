import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { log } from "../platform/log";
import { nextAttemptAt } from "./domain";
import { settlePersonEffect } from "./person-effect";
import {
  findEffect,
  forgetEffects,
  insertPersonEffect,
  listDueEffects,
  postponeEffect,
  type PendingEffect,
} from "./store/effects";

/**
 * Does what an effect owes, from the truth as it is now; may run twice, also at once. Answers false when
 * there is more to do in a later run; throws when something failed.
 */
type SettleEffect = (deps: Deps, effect: PendingEffect) => Promise<boolean>;

/** How to settle the kinds that other features own; `person` is always there. */
type EffectSettlers = Partial<Record<PendingEffect["kind"], SettleEffect>>;

const effectsPerRun = 50;
const retrySoonMs = 1_000;

/**
 * Settles effects that are due, oldest first; for the cron of the chat-room worker. What fails is tried again
 * later (5 s doubling to 10 min). Safe when it runs twice at once. Answers how many were done and how many stay.
 */
export async function retryPendingEffects(
  deps: Deps,
  settlers: EffectSettlers = {},
): Promise<{ settled: number; left: number }> {
  const due = await listDueEffects(deps.db, deps.now(), effectsPerRun);
  let settled = 0;
  for (const effect of due) {
    if (await trySettle(deps, effect, settlers)) settled += 1;
  }
  return { settled, left: due.length - settled };
}

/**
 * Settles the effect of a change that was just committed. Never throws: the change stands, and what could not be
 * done is remembered in D1, tried again in a second, and then by the cron.
 */
export async function settleNow(deps: Deps, effectId: string): Promise<void> {
  if (await settleById(deps, effectId)) return;
  deps.waitUntil(
    new Promise((resolve) => setTimeout(resolve, retrySoonMs)).then(() =>
      settleById(deps, effectId),
    ),
  );
}

/**
 * Runs a change of something that another feature keeps about a person, such as their tokens, and makes it hold everywhere:
 * what it owes is written down before, so that it is done also when this dies in between.
 */
export async function underEffect<T>(
  deps: Deps,
  userId: string,
  change: () => Promise<T>,
): Promise<T> {
  const effectId = newId(20);
  await insertPersonEffect(deps.db, effectId, userId, deps.now());
  const result = await change();
  await settleNow(deps, effectId);
  return result;
}

async function settleById(deps: Deps, effectId: string): Promise<boolean> {
  try {
    const effect = await findEffect(deps.db, effectId);
    return effect === null || (await trySettle(deps, effect, {}));
  } catch (cause) {
    log("error", "effect.unreadable", { effectId }, cause);
    return false;
  }
}

async function trySettle(
  deps: Deps,
  effect: PendingEffect,
  settlers: EffectSettlers,
): Promise<boolean> {
  const settle = { person: settlePersonEffect, ...settlers }[effect.kind];
  if (!settle) return false;
  try {
    if (await settle(deps, effect)) {
      await forgetEffects(deps.db, [effect.id]);
      return true;
    }
    await postponeEffect(deps.db, effect.id, effect.attempts, deps.now());
  } catch (cause) {
    deps.counters.count("effect.pending", { kind: effect.kind });
    log("error", "effect.failed", { kind: effect.kind, attempts: effect.attempts + 1 }, cause);
    await postpone(deps, effect);
  }
  return false;
}

/** The row is due again in any case; a failure to write that only costs an early retry. */
async function postpone(deps: Deps, effect: PendingEffect): Promise<void> {
  const attempts = effect.attempts + 1;
  const nextAt = nextAttemptAt(deps.now(), effect.attempts);
  await postponeEffect(deps.db, effect.id, attempts, nextAt).catch((cause: unknown) =>
    log("warn", "effect.postpone_failed", { kind: effect.kind }, cause),
  );
}
