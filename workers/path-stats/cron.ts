import { evaluateAlerts } from "../../lib/alerts/service";
import { tidyAttachments } from "../../lib/attachment/service";
import { reportHealth } from "../../lib/health/report-health";
import type { Deps } from "../../lib/platform/deps";
import { log } from "../../lib/platform/log";
import { tidyShares } from "../../lib/share/service";
import { wakeArchive } from "../../lib/traffic/archive/drive";
import { foldEveryMinute, keepTidy } from "../../lib/traffic/aggregate/every-minute";
import { feedPendingChunks } from "../../lib/traffic/aggregate/pending";
import { prepareSalts } from "../../lib/traffic/collect/prepare-salts";
import { publishSnapshot } from "../../lib/traffic/snapshot/publish";

type Task = (deps: Deps, scheduledAt: number) => Promise<unknown>;

/** What happens every minute, in this order; a task that fails does not stop the next. */
const tasks: Record<string, Task> = {
  health: (deps) => reportHealth(deps.bindings),
  salts: (deps) => prepareSalts(deps),
  pending: (deps) => feedPendingChunks(deps),
  fold: (deps) => foldEveryMinute(deps),
  snapshot: (deps) => publishSnapshot(deps),
  tidy: (deps, scheduledAt) => keepTidy(deps, scheduledAt),
  archive: (deps) => wakeArchive(deps),
  attachments: (deps) => tidyAttachments(deps),
  shares: (deps) => tidyShares(deps),
  // Last, so that it judges what the others have left.
  alerts: (deps) => evaluateAlerts(deps),
};

export async function runCron(deps: Deps, scheduledAt: number): Promise<void> {
  for (const [task, run] of Object.entries(tasks)) {
    try {
      await run(deps, scheduledAt);
    } catch (cause) {
      log("error", "cron.failed", { task }, cause);
    }
  }
}
