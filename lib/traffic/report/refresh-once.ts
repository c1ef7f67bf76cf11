import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";

type RefreshDeps = Pick<Deps, "isolate" | "now" | "waitUntil">;

/** A refresh that has not ended by then died with its request, and gives way to another. */
const patienceMs = 30_000;
const maxNames = 500;

/**
 * Starts `work` behind the answer, unless this isolate is at it already under the same name. A failure is logged.
 * @param restMs how long after it began the work shall not be started again, even when it has ended
 */
export function refreshOnce(
  deps: RefreshDeps,
  name: string,
  work: () => Promise<unknown>,
  restMs = 0,
): void {
  const running = deps.isolate("report.refreshes", () => new Map<string, Refresh>());
  const now = deps.now();
  const current = running.get(name);
  if (current && now < current.startedAt + (current.isDone ? restMs : patienceMs)) return;
  const refresh: Refresh = { startedAt: now, isDone: false };
  running.delete(name);
  running.set(name, refresh);
  for (const oldest of running.keys()) {
    if (running.size <= maxNames) break;
    running.delete(oldest);
  }
  deps.waitUntil(
    work()
      .catch((cause: unknown) => log("warn", "report.refresh_failed", { name }, cause))
      .then(() => {
        refresh.isDone = true;
      }),
  );
}

type Refresh = { startedAt: number; isDone: boolean };
