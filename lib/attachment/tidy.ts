import type { Deps } from "../platform/deps";
import { deleteObjects, deleteRows, listDue } from "./store";

const filesPerStep = 90;
const stepsPerRun = 10;

/**
 * Takes away files that nobody posted within a day, and those whose message is gone: object first, then row, so that
 * whatever fails is found again by the next run. Returns how many went.
 */
export async function tidyAttachments(
  deps: Pick<Deps, "db" | "bindings" | "now">,
): Promise<number> {
  const now = deps.now();
  let count = 0;
  for (let step = 0; step < stepsPerRun; step += 1) {
    const ids = await listDue(deps.db, now, filesPerStep);
    if (ids.length === 0) break;
    await deleteObjects(deps.bindings, ids);
    await deleteRows(deps.db, ids, now);
    count += ids.length;
  }
  return count;
}
