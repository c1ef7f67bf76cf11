import type { Deps } from "../../platform/deps";
import type { Preset } from "../report/range";
import { readPointer, readSnapshot, type Pointer } from "./cache";
import { fromSnapshot, type Computed } from "./codec";
import { refreshEveryMs } from "./publish";

type FindDeps = Pick<Deps, "bindings" | "counters" | "now" | "isolate">;

/** How far behind its range, or its plan, a snapshot may be before readers ask D1 instead. */
const graceMs = 10 * 60_000;

/**
 * A preset's report in the newest snapshot that can be read: the version that the pointer names or, where that has not
 * arrived, the one before. A pointer older than one seen before counts as the newer. Null when there is neither.
 * `isOutdated`: its range ends too long ago to answer for now. Rejects when KV fails or is slow.
 */
export async function findSnapshotReport(
  deps: FindDeps,
  preset: Preset,
): Promise<(Computed & { isOutdated: boolean }) | null> {
  const pointer = keepNewest(deps, await readPointer(deps));
  if (!pointer) return null;
  const snapshot =
    (await readSnapshot(deps, pointer.version)) ?? (await readSnapshot(deps, pointer.prev));
  if (!snapshot) return null;
  const found = fromSnapshot(snapshot, preset);
  const isOutdated = deps.now() > found.report.range.to + refreshEveryMs[preset] + graceMs;
  return { ...found, isOutdated };
}

/** KV's answers may be a minute old, so an isolate can see an older pointer after a newer one. */
function keepNewest({ isolate }: FindDeps, found: Pointer | null): Pointer | null {
  const seen = isolate<{ pointer: Pointer | null }>("snapshot.pointer", () => ({ pointer: null }));
  if (found && found.version > (seen.pointer?.version ?? 0)) seen.pointer = found;
  return seen.pointer;
}
