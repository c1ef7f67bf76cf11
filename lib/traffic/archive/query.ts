import { PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import type { TrafficEvent } from "../schema";
import { BrokenArchive, parseLine, readLines } from "./jsonl";
import { readParquetEvents } from "./parquet";
import type { ArchivePage } from "./schema";
import { findLedgerRow, listLedger } from "./store/ledger";
import { listParts, type ArchivePart } from "./store/parts";
import { MissingObject, openObject, openRanges } from "./store/objects";

/** Later than any day. */
const afterAll = "9999-99-99";

/** Days of the ledger, newest first, as the dashboard shows them; `next` is for `before`. */
export async function listArchives(
  deps: Deps,
  { before = afterAll, limit }: { before?: string; limit: number },
): Promise<ArchivePage> {
  const rows = await listLedger(deps, before, limit + 1);
  const archives = rows.slice(0, limit).map((row) => ({
    date: row.date,
    state: row.state,
    format: row.format,
    parts: row.parts,
    recordCount: row.recordCount,
    bytes: row.bytes,
    path: row.path,
    sha256: row.sha256,
    restoredUntil: row.pending?.kind === "restore" ? row.pending.until : null,
    attempts: row.attempts,
    error: row.error,
    requestedAt: row.requestedAt,
    updatedAt: row.updatedAt,
    archivedAt: row.archivedAt,
  }));
  return { archives, next: rows.length > limit ? (archives.at(-1)?.date ?? null) : null };
}

/**
 * One page of an archived day, part after part. A page of Parquet reads one row group or two; one of JSONL has to
 * unpack what stands before it, but parses only its own lines.
 * @param cursor `next` of the page before; anything else is a place in the day as well
 * @throws `not_found` for a day without an archive, `gone` for one that has left it, `unavailable` when R2 does not have it
 */
export async function queryArchive(
  deps: Deps,
  { date, cursor = "0.0", limit }: { date: string; cursor?: string; limit: number },
): Promise<{ date: string; recordCount: number; events: TrafficEvent[]; next: string | null }> {
  const parts = await getParts(deps, date);
  const recordCount = parts.reduce((sum, part) => sum + part.recordCount, 0);
  const [fromPart = 0, fromEvent = 0] = cursor.split(".").map(Number);
  const events: TrafficEvent[] = [];
  for (const part of parts) {
    if (part.part < fromPart) continue;
    const skip = part.part === fromPart ? fromEvent : 0;
    const slice = await readSlice(deps, part, skip, limit - events.length);
    events.push(...slice);
    if (events.length === limit) {
      return { date, recordCount, events, next: toNext(parts, part, skip + slice.length) };
    }
  }
  return { date, recordCount, events, next: null };
}

/** An object as it is stored, for downloading. Throws like `queryArchive`; `not_found` also for a part that there is not. */
export async function openDownload(
  deps: Deps,
  { date, part }: { date: string; part: number },
): Promise<{ body: ReadableStream; size: number; contentType: string; name: string }> {
  const found = (await getParts(deps, date)).find((candidate) => candidate.part === part);
  if (!found) throw new PlazaError("not_found", { detail: `${date} has no part ${part}` });
  const object = await orUnavailable(openObject(deps, found.path));
  return {
    body: object.body,
    size: object.size,
    contentType: object.httpMetadata?.contentType ?? "application/octet-stream",
    name: found.path.slice(found.path.lastIndexOf("/") + 1),
  };
}

async function getParts(deps: Deps, date: string): Promise<ArchivePart[]> {
  const row = await findLedgerRow(deps, date);
  if (row?.state === "expired") {
    throw new PlazaError("gone", { detail: `${date} has left the archive` });
  }
  const parts = row ? await listParts(deps, date) : [];
  if (parts.length === 0) throw new PlazaError("not_found", { detail: `${date} is not archived` });
  return parts;
}

/** The place behind `seen` events of a part; null at the end of the day. */
function toNext(parts: ArchivePart[], { part, recordCount }: ArchivePart, seen: number) {
  if (seen < recordCount) return `${part}.${seen}`;
  const following = parts.find((other) => other.part > part && other.recordCount > 0);
  return following ? `${following.part}.0` : null;
}

async function readSlice(
  deps: Deps,
  part: ArchivePart,
  skip: number,
  limit: number,
): Promise<TrafficEvent[]> {
  if (skip >= part.recordCount) return [];
  const slice =
    part.format === "parquet"
      ? sliceParquet(deps, part, skip, limit)
      : sliceLines(deps, part, skip, limit);
  return orUnavailable(slice);
}

async function sliceParquet(deps: Deps, { path }: ArchivePart, skip: number, limit: number) {
  const events: TrafficEvent[] = [];
  for await (const group of readParquetEvents(await openRanges(deps, path), skip)) {
    events.push(...group.slice(0, limit - events.length));
    if (events.length === limit) break;
  }
  return events;
}

async function sliceLines(deps: Deps, { path }: ArchivePart, skip: number, limit: number) {
  const events: TrafficEvent[] = [];
  let seen = 0;
  for await (const lines of readLines((await openObject(deps, path)).body)) {
    const from = Math.max(0, skip - seen);
    events.push(...lines.slice(from, from + limit - events.length).map(parseLine));
    seen += lines.length;
    if (events.length === limit) break;
  }
  return events;
}

async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof MissingObject || cause instanceof BrokenArchive)) throw cause;
    throw new PlazaError("unavailable", { detail: "The archive cannot be read", cause });
  }
}
