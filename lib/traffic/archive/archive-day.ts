import { ArchiveKeys } from "../../cache/keys";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { writeArchivePoint } from "../collect/analytics";
import { toFormat } from "./domain";
import { BrokenArchive } from "./jsonl";
import { publishMetadata } from "./metadata";
import type { Held } from "./part-sink";
import type { Pending } from "./schema";
import { siftEvents } from "./sift";
import { countEvents, deleteEvents, hasEvents } from "./store/events";
import { moveLedger, type Day } from "./store/ledger";
import { putPartStatement } from "./store/parts";
import { abortUpload, createUpload } from "./store/objects";
import { verifyPart } from "./verify-part";
import { readDay, WrongCount, writePart } from "./write-part";

/**
 * The steps of one day, each to be repeated until the ledger has moved on. Whoever dies between two lines leaves a state
 * from which the next begins; whoever is overtaken finds the ledger moved and stops. The day is frozen all the while.
 */

/** Rows of one deletion, and deletions of one step. */
const deletedAtOnce = 5_000;
const deletionsPerStep = 20;

type UploadPending = Extract<Pending, { kind: "upload" }>;
type PartPending = Extract<Pending, { kind: "part" }>;

/** `requested` → `uploading`: nothing is added any more, so the number of rows is final. */
export async function prepareDay(deps: Deps, day: Day): Promise<void> {
  const { date, parts } = day.row;
  if (parts > 0) await siftEvents(deps, day.row);
  const recordCount = await countEvents(deps, date);
  if (parts > 0 && recordCount === 0) {
    const settled = { state: "done", attempts: 0, error: null } as const;
    return moveLedger(deps, day, { ...settled, pending: { kind: "metadata" } });
  }
  const format = toFormat(date, deps.variables.ARCHIVE_FORMAT, deps.now());
  await moveLedger(deps, day, {
    state: "uploading",
    format: parts === 0 ? format : day.row.format,
    pending: {
      kind: "upload",
      part: parts,
      path: ArchiveKeys.part(date, parts, format),
      format,
      recordCount,
    },
  });
}

/** `uploading` → `uploaded`. */
export async function uploadDay(deps: Deps, day: Day): Promise<void> {
  const { date } = day.row;
  const { part, path, format, recordCount } = getPending(day, "upload");
  if (day.row.uploadId !== null) await abortUpload(deps, path, day.row.uploadId);
  const upload = await createUpload(deps, {
    path,
    format,
    recordCount: String(recordCount),
    archiveDate: new Date(deps.now()).toISOString(),
    sourceDate: date,
  });
  // From here on only this upload can become the object: whoever comes next ends it before beginning another.
  await moveLedger(deps, day, { uploadId: upload.uploadId });
  const held: Held = { bytes: 0, peakBytes: 0 };
  const written = await writePart(upload, format, readDay(deps, date), recordCount, held).catch(
    (error: unknown) => recountOrThrow(deps, day, error),
  );
  log("info", "archive.uploaded", {
    date,
    part,
    recordCount,
    bytes: written.bytes,
    ...toPeak(held),
  });
  await moveLedger(deps, day, {
    state: "uploaded",
    error: null,
    pending: { kind: "part", part, path, format, ...written, owesMetadata: true },
  });
}

/** Somebody has put rows in or taken them out by hand: the day begins anew. */
async function recountOrThrow(deps: Deps, day: Day, error: unknown): Promise<never> {
  if (error instanceof WrongCount) {
    await moveLedger(deps, day, { state: "requested", pending: null });
  }
  throw error;
}

/** `uploaded` → `verified`; back to `uploading` when R2 does not hold what was sent. */
export async function verifyDay(deps: Deps, day: Day): Promise<void> {
  const { date } = day.row;
  const part = getPending(day, "part");
  try {
    await verifyPart(deps, part, part);
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    // The object is not deleted but written over: a deletion that came late would hit its successor.
    const { part: number, path, format, recordCount } = part;
    const again = { kind: "upload", part: number, path, format, recordCount } as const;
    await moveLedger(deps, day, { state: "uploading", pending: again });
    throw error;
  }
  await moveLedger(deps, day, { state: "verified", error: null }, [
    putPartStatement(deps, { date, ...part }),
  ]);
}

/** `verified` → `done`, over several calls: the rows leave D1. */
export async function removeRows(deps: Deps, day: Day): Promise<void> {
  if (getPending(day, "part").owesMetadata) await settleMetadata(deps, day);
  for (let deletion = 0; deletion < deletionsPerStep; deletion += 1) {
    const deleted = await deleteEvents(deps, day.row, deletedAtOnce);
    if (deleted === deletedAtOnce) continue;
    if (await hasEvents(deps, day.row.date)) return;
    return finishDay(deps, day);
  }
}

async function finishDay(deps: Deps, day: Day): Promise<void> {
  const { row } = day;
  const { owesMetadata } = getPending(day, "part");
  await moveLedger(deps, day, {
    state: "done",
    ...toTotals(day),
    pending: owesMetadata ? { kind: "metadata" } : null,
    uploadId: null,
    attempts: 0,
    error: null,
    archivedAt: deps.now(),
  });
  const { date, recordCount, bytes } = day.row;
  log("info", "archive.done", { date, parts: row.parts + 1, recordCount, bytes });
  writeArchivePoint(deps, { date, records: recordCount, bytes });
}

async function settleMetadata(deps: Deps, day: Day): Promise<void> {
  const { row } = day;
  if (!(await publishMetadata(deps, { ...row, ...toTotals(day) }))) return;
  await moveLedger(deps, day, { pending: { ...getPending(day, "part"), owesMetadata: false } });
}

/** The day with the part under way. Path and checksum are those of the day's first object. */
function toTotals(day: Day) {
  const { row } = day;
  const part = getPending(day, "part");
  return {
    parts: row.parts + 1,
    recordCount: row.recordCount + part.recordCount,
    bytes: row.bytes + part.bytes,
    path: row.path ?? part.path,
    sha256: row.sha256 ?? part.sha256,
  };
}

function getPending(day: Day, kind: "upload"): UploadPending;
function getPending(day: Day, kind: "part"): PartPending;
function getPending({ row }: Day, kind: "upload" | "part"): Pending {
  if (row.pending?.kind === kind) return row.pending;
  throw new Error(`The ledger of ${row.date} is ${row.state} and lacks its ${kind}`);
}

function toPeak({ peakBytes }: Held) {
  return { peakBufferedBytes: peakBytes };
}
