import type { Deps } from "../platform/deps";
import { deleteCopy } from "./cache";
import { dayMs, toNextPurge } from "./domain";
import { rebuildList } from "./list-snapshot";
import { deleteImages, sharesPerDeletion } from "./store/objects";
import { claimEnded, listDueTombstones, settleTombstones, type DueTombstone } from "./store/purge";
import { deleteViewMarks } from "./store/views";

/** One run does this much; the next goes on. KV takes a call for each share. */
const claimsPerStep = 200;
const claimSteps = 10;
const tombstonesPerStep = Math.min(60, sharesPerDeletion);
const sweepSteps = 5;
/** Longer than any isolate repeats a batch of views. */
const viewMarksKeptMs = 2 * dayMs;

type TidyDeps = Pick<Deps, "db" | "bindings" | "counters" | "isolate" | "now">;

/**
 * What the cron does for shares, each minute: ends those whose time is up and uploads that were given up, takes away the
 * copies of whatever has ended, brings the list of ids up to date. Whatever fails is still owed to the next run.
 */
export async function tidyShares(deps: TidyDeps): Promise<void> {
  for (let step = 0; step < claimSteps; step += 1) {
    if ((await claimEnded(deps.db, deps.now(), claimsPerStep)) === 0) break;
  }
  // The list first: it must not wait for a bucket that is down.
  const outcomes = await Promise.allSettled([
    rebuildList(deps),
    sweepTombstones(deps),
    deleteViewMarks(deps.db, deps.now() - viewMarksKeptMs),
  ]);
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason as unknown] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join("; "));
}

async function sweepTombstones(deps: TidyDeps): Promise<void> {
  for (let step = 0; step < sweepSteps; step += 1) {
    const due = await listDueTombstones(deps.db, deps.now(), tombstonesPerStep);
    if (due.length === 0) return;
    const swept = await sweep(deps, due);
    await settleTombstones(deps.db, swept);
    // Those whose copies could not be deleted stand first again: the next run tries.
    if (swept.length < due.length)
      throw new Error(`${due.length - swept.length} copies still stand`);
  }
}

/** Deletes the copies of tombstones; those of which every copy is gone. */
async function sweep(deps: TidyDeps, due: DueTombstone[]) {
  // What an object or a copy is put back after this moment counts as not swept.
  const sweptAt = deps.now();
  await deleteImages(
    deps.bindings,
    due.map(({ id }) => id),
  );
  const isGone = await Promise.all(due.map(({ id }) => deleteCopy(deps, id)));
  return due
    .filter((_, index) => isGone[index])
    .map(({ id, state, endedAt }) => ({ id, nextPurge: toNextPurge(state, endedAt, sweptAt) }));
}
