import type { Deps } from "../../platform/deps";
import type { TrafficEvent } from "../schema";
import { readEvents, readIds } from "./jsonl";
import { readParquetEvents, readParquetIds } from "./parquet";
import { findLedgerRow } from "./store/ledger";
import { listParts, type ArchivePart } from "./store/parts";
import { MissingObject, openObject, openRanges } from "./store/objects";

/** What is needed to read one object. */
export type ReadablePart = Pick<ArchivePart, "path" | "format">;

/** Events of one object, by id, some at a time; in constant memory. */
export async function* readPart(deps: Deps, part: ReadablePart): AsyncGenerator<TrafficEvent[]> {
  if (part.format === "parquet") yield* readParquetEvents(await openRanges(deps, part.path));
  else yield* readEvents((await openObject(deps, part.path)).body);
}

/** Their ids alone, which is much less work. */
export async function* readPartIds(deps: Deps, part: ReadablePart): AsyncGenerator<string[]> {
  if (part.format === "parquet") yield* readParquetIds(await openRanges(deps, part.path));
  else yield* readIds((await openObject(deps, part.path)).body);
}

/**
 * The archived events of a day, in constant memory: part after part, by id within each. Nothing for a day that is not in R2;
 * a part counts from the moment it is verified, while its rows may still be in D1. Throws when an object is missing or broken.
 */
export async function* readArchive(deps: Deps, date: string): AsyncGenerator<TrafficEvent> {
  const row = await findLedgerRow(deps, date);
  if (!row || row.state === "expired") return;
  for (const part of await listParts(deps, date)) {
    for await (const events of readPart(deps, part)) yield* events;
  }
}

/**
 * Which of these events are in the archive of their day, for an event that comes after its day was archived.
 * @returns `undecidable` when its ledger does not say `done` (any more), or R2 has lost an object. Throws when R2 does not
 * answer, so that the caller asks again later.
 */
export async function findArchivedIds(
  deps: Deps,
  date: string,
  ids: readonly string[],
): Promise<Set<string> | "undecidable"> {
  const row = await findLedgerRow(deps, date);
  if (row?.state !== "done") return "undecidable";
  const parts = (await listParts(deps, date)).filter(({ part }) => part < row.parts);
  if (parts.length !== row.parts) return "undecidable";
  const found = new Set<string>();
  try {
    for (const part of parts) await collectIds(deps, part, ids, found);
  } catch (error) {
    if (error instanceof MissingObject) return "undecidable";
    throw error;
  }
  return found;
}

/** Adds those of `ids` that the part holds; reads no further than the last of them. */
async function collectIds(
  deps: Deps,
  part: ArchivePart,
  ids: readonly string[],
  found: Set<string>,
): Promise<void> {
  const { firstId, lastId } = part;
  if (firstId === null || lastId === null) return;
  const wanted = ids.filter((id) => id >= firstId && id <= lastId).sort();
  const last = wanted.at(-1);
  if (last === undefined) return;
  const open = new Set(wanted);
  for await (const batch of readPartIds(deps, part)) {
    for (const id of batch) if (open.delete(id)) found.add(id);
    const reached = batch.at(-1);
    if (open.size === 0 || (reached !== undefined && reached >= last)) return;
  }
}
