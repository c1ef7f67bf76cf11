import { z } from "zod";
import type { Deps } from "../../platform/deps";
import { readPart } from "../archive/read";
import { flatten } from "./batches";
import { mergeSorted } from "./merge-sorted";
import { replayEvents, type ReplayAnswer, type ReplayLine } from "./replay";
import { replayLimits } from "./replay-limits";
import { listReadableParts } from "./store";
import { PlazaError } from "../../http/problem";

export const replayArchiveSchema = z.object({
  archive: z.iso.date(),
  /** Where the last call ended; its answer's `next`. */
  after: z.string().max(64).default(""),
});
type ReplayArchive = z.infer<typeof replayArchiveSchema>;

/**
 * Puts a part of an archived day back through the pipeline. `next` is where the following call begins; null when the day
 * is through. Throws `not_found` for a day without an archive.
 */
export async function replayArchive(
  deps: Deps,
  { archive: date, after }: ReplayArchive,
): Promise<ReplayAnswer & { next: string | null }> {
  const parts = await listReadableParts(deps, date);
  if (parts.length === 0) throw new PlazaError("not_found", { detail: "The day is not archived" });
  let next: string | null = null;
  async function* readSlice(): AsyncGenerator<ReplayLine> {
    let line = 0;
    let last = after;
    for await (const event of mergeSorted(parts.map((part) => flatten(readPart(deps, part))))) {
      if (event.id <= after) continue;
      if (line === replayLimits.archiveEvents) {
        next = last;
        return;
      }
      line += 1;
      last = event.id;
      yield { line, value: event };
    }
  }
  const answer = await replayEvents(deps, readSlice());
  return { ...answer, next };
}
