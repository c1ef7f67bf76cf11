import type { Deps } from "../../platform/deps";
import { commitEvents } from "./commit";
import type { Sink } from "./process";

/** The sink of `single-consumer`: commits to D1 at once, and counts what came of it. */
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
