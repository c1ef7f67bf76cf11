import type { Deps } from "../../platform/deps";
import { foldDeltas } from "./fold";
import { fileOwnTelemetry } from "./own-telemetry";
import { removeExpired } from "./retention";
import { rollUpDays } from "./roll-up";

const minuteMs = 60_000;
/** Looking for what is stale reads a row an hour of 90 days, so not every minute. */
const rollUpMinutes = 5;
const retentionMinutes = 60;

/** What the cron does each minute: files this worker's own counters, and folds what waits. */
export async function foldEveryMinute(deps: Deps): Promise<void> {
  await fileOwnTelemetry(deps, { isDue: true });
  await foldDeltas(deps);
}

/** Sums up ended days every five minutes, and removes what has expired every hour. */
export async function keepTidy(deps: Deps, scheduledAt: number): Promise<void> {
  const minute = Math.floor(scheduledAt / minuteMs);
  if (minute % rollUpMinutes === 0) await rollUpDays(deps);
  if (minute % retentionMinutes === 7) await removeExpired(deps);
}
