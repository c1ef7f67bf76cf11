import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { takeFromRedis } from "./cache";
import { deleteOldCounters, takeFromDatabase } from "./store";
import { judge, type Limit } from "./window";

type LimitDeps = Pick<Deps, "db" | "redis" | "isolate" | "now" | "waitUntil">;

/**
 * Counts one action of `key` (from `RateLimitKeys`) and throws `rate_limited`, with the seconds to wait, beyond the limit.
 * Redis counts where it is configured and answers, D1 otherwise; a switch between them may allow a window's actions twice.
 */
export async function takeFromLimit(deps: LimitDeps, key: string, limit: Limit): Promise<void> {
  const now = deps.now();
  const inRedis = deps.redis && (await takeFromRedis(deps.redis, key, limit, now));
  const taken = inRedis ?? (await takeFromDatabase(deps.db, key, limit, now));
  if (!inRedis) tidyNowAndThen(deps, now);
  const verdict = judge(taken, limit, now);
  if (!verdict.ok) {
    throw new PlazaError("rate_limited", { retryAfterSeconds: verdict.retryAfterSeconds });
  }
}

const hourMs = 60 * 60 * 1000;

/** Deletes counters that no window needs any more (all are far shorter than an hour). */
export async function forgetOldLimits(deps: Pick<Deps, "db" | "now">): Promise<void> {
  await deleteOldCounters(deps.db, deps.now() - hourMs);
}

/** At most once in ten minutes and isolate, beside the answer. */
function tidyNowAndThen(deps: LimitDeps, now: number): void {
  const tidied = deps.isolate("limit.tidied", () => ({ at: 0 }));
  if (now - tidied.at < hourMs / 6) return;
  tidied.at = now;
  deps.waitUntil(
    forgetOldLimits(deps).catch((cause: unknown) => log("warn", "limit.tidy_failed", {}, cause)),
  );
}
