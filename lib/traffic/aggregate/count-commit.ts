import type { Deps } from "../../platform/deps";
import { commitEvents } from "./commit";
import type { Sink } from "./process";
import { insertPendingEvents } from "./store/pending";

/** How long events of a day that is being archived wait before they are tried again. */
const frozenMs = 5 * 60_000;

/** Commits to D1, and counts what came of it. */
export function countInto(deps: Deps): Sink {
  return async (batch) => {
    const commit = await commitEvents(deps, batch);
    const { counters } = deps;
    counters.count("traffic.event", {}, commit.counted);
    if (commit.duplicates > 0) counters.count("traffic.duplicate", {}, commit.duplicates);
    for (const [reason, count] of Object.entries(commit.refused)) {
      counters.count("traffic.refused", { reason }, count);
    }
    return commit;
  };
}

/**
 * The same, but events of a day that is being archived are put into `pending_chunks`: an archive that does not come to its
 * end can take longer than a queue tries, and must not hold a shard up.
 */
export function countOrPutOff(deps: Deps): Sink {
  return async (batch) => {
    const { frozen } = await countInto(deps)(batch);
    if (frozen.length > 0) await insertPendingEvents(deps, frozen, deps.now() + frozenMs);
    return { frozen: [] };
  };
}
