import type { Deps } from "../../platform/deps";
import { applyPlan, planFold, toMinute } from "./fold-plan";
import { forgottenIsolates } from "./isolates";
import { readFoldState, readWaiting, writeFold } from "./store/fold";
import { isConstraintFailure } from "./store/run";

type FoldDeps = Pick<Deps, "traffic" | "now" | "counters">;

/** Folds of one call; what waits beyond is for the next. */
const maxFolds = 20;
const maxLostRaces = 3;

/**
 * Adds the deltas that wait to the statistics and deletes them, in one transaction each fold. Any number may run at once:
 * whoever finds that the revision has moved changes nothing and begins anew, or leaves it to the others.
 * @returns how many deltas were folded by this call
 */
export async function foldDeltas(deps: FoldDeps): Promise<{ folded: number }> {
  let folded = 0;
  let lostRaces = 0;
  for (let folds = 0; folds < maxFolds; folds++) {
    try {
      const done = await foldOnce(deps);
      if (done === 0) break;
      folded += done;
    } catch (error) {
      if (!isConstraintFailure(error)) throw error;
      lostRaces += 1;
      if (lostRaces > maxLostRaces) break;
    }
  }
  return { folded };
}

async function foldOnce(deps: FoldDeps): Promise<number> {
  const { revision, routes, deltas } = await readWaiting(deps);
  if (deltas.length === 0) return 0;
  const plan = planFold(deltas, routes);
  const now = deps.now();
  const isolates = plan.headers.map((header) => header.isolate);
  const before = await readFoldState(deps, {
    places: [...plan.hours.keys()],
    hours: unique([...plan.hours.keys()].map((place) => place.slice(0, 13))),
    isolates: isolates.length > 0 ? unique([...isolates, forgottenIsolates]) : [],
    minutes: unique(plan.headers.map((header) => toMinute(header.sentAt, now))),
  });
  await writeFold(deps, {
    ...applyPlan(plan, before, now),
    revision,
    deltaIds: plan.deltas.map((delta) => delta.id),
    committedAt: Math.max(...plan.deltas.map((delta) => delta.created_at)),
    newRoutes: plan.newRoutes,
  });
  return plan.deltas.length;
}

function unique<T>(items: T[]): T[] {
  return [...new Set(items)];
}
