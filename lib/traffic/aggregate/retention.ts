import type { Deps } from "../../platform/deps";
import { dayMs, toDay } from "../domain";
import { countLosses, forgottenIsolates, quietMs } from "./isolates";
import { isConstraintFailure } from "./store/run";
import {
  clearHourlyVisitors,
  listQuietIsolates,
  removeDays,
  removeHours,
  removeOld,
  removeRoutes,
  replaceIsolates,
} from "./store/retention";

type RetentionDeps = Pick<Deps, "traffic" | "now" | "counters">;

/** How many days each is kept. A day more than promised: hours leave when all of their day may. */
const keptDays = { visitors: 8, hours: 91, days: 731, telemetry: 7, letters: 30 } as const;
/** Visitors are looked for in so many days before those that keep them: more than the cron is likely to miss. */
const visitorDays = 3;
const maxSteps = 20;
const isolatesPerStep = 500;

/** Removes what statistics no longer keep, in bounded steps; what is left over is for the next call. */
export async function removeExpired(deps: RetentionDeps): Promise<void> {
  const dayBefore = (days: number) => toDay(deps.now() - days * dayMs);
  await repeat(() =>
    clearHourlyVisitors(
      deps,
      dayBefore(keptDays.visitors + visitorDays),
      dayBefore(keptDays.visitors - 1),
    ),
  );
  await repeat(() => removeHours(deps, dayBefore(keptDays.hours - 1)));
  await repeat(() => removeDays(deps, dayBefore(keptDays.days - 1)));
  await removeRoutes(deps);
  await repeat(() =>
    removeOld(deps, {
      telemetryBefore: deps.now() - keptDays.telemetry * dayMs,
      lettersBefore: deps.now() - keptDays.letters * dayMs,
    }),
  );
  await repeat(() => forgetIsolates(deps));
}

/** Sums up isolates that have been quiet for two days; what they lost, or what never arrived, stays known. */
async function forgetIsolates(deps: RetentionDeps): Promise<number> {
  const now = deps.now();
  const { revision, quiet, sum } = await listQuietIsolates(deps, {
    before: now - quietMs,
    except: forgottenIsolates,
    limit: isolatesPerStep,
  });
  if (quiet.length === 0) return 0;
  const lost = quiet.reduce((total, row) => total + countLosses(row), sum);
  const row = { isolate: forgottenIsolates, uptoSeq: 0, uptoTotal: 0, beyond: [], lost };
  try {
    await replaceIsolates(deps, {
      revision,
      quiet,
      sum: { ...row, updatedAt: now, gapSince: null },
    });
  } catch (error) {
    // A fold came in between: the next call sees what is quiet then.
    if (!isConstraintFailure(error)) throw error;
    return 0;
  }
  return quiet.length;
}

async function repeat(work: () => Promise<number>): Promise<void> {
  for (let steps = 0; steps < maxSteps && (await work()) > 0; steps++);
}
