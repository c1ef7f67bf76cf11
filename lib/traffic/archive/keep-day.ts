import { ArchiveKeys } from "../../cache/keys";
import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { BrokenArchive } from "./jsonl";
import { publishMetadata, removeMetadata } from "./metadata";
import { readPart } from "./read";
import type { Pending } from "./schema";
import { hasEvents } from "./store/events";
import { moveLedger, type Day } from "./store/ledger";
import { deletePartsStatement, listParts, putPartStatement, type ArchivePart } from "./store/parts";
import { abortUpload, createUpload, deleteObjects } from "./store/objects";
import { verifyPart } from "./verify-part";
import { writePart } from "./write-part";

/** What happens to a day after it is `done`: further rows, KV, another format, and its end. */

type RewritePending = Extract<Pending, { kind: "rewrite" }>;

/** Freezes an archived day again, for rows that came late or were put back. */
export async function reopenDay(deps: Deps, day: Day): Promise<void> {
  await moveLedger(deps, day, { state: "requested", pending: null, attempts: 0, error: null });
}

/** Tells KV what it still has to hear. */
export async function settleMetadata(deps: Deps, day: Day): Promise<void> {
  if (!(await publishMetadata(deps, day.row))) throw new Error("KV did not take the metadata");
  await moveLedger(deps, day, { pending: null, attempts: 0, error: null });
}

/** Restored rows have had their time: those that are there go as the next run finds them. */
export async function endRestore(deps: Deps, day: Day): Promise<void> {
  if (await hasEvents(deps, day.row.date)) await reopenDay(deps, day);
  else await moveLedger(deps, day, { pending: null });
}

/** Chooses the next part that is not Parquet yet: the day's own object last, so that the day's format tells when all are. */
export async function beginRewrite(deps: Deps, day: Day): Promise<void> {
  const { date } = day.row;
  const next = (await listParts(deps, date)).findLast(({ format }) => format === "jsonl.gz");
  if (!next) return moveLedger(deps, day, { format: "parquet" });
  const path = ArchiveKeys.part(date, next.part, "parquet");
  await moveLedger(deps, day, {
    uploadId: null,
    pending: { kind: "rewrite", part: next.part, path, format: "parquet", written: null },
  });
}

/** Writes the part anew beside the old object, reads it back, and only then lets the ledger name it. */
export async function rewritePart(deps: Deps, day: Day, pending: RewritePending): Promise<void> {
  const old = (await listParts(deps, day.row.date)).find(({ part }) => part === pending.part);
  if (!old) throw new Error(`Part ${pending.part} of ${day.row.date} is not in the ledger`);
  if (pending.written === null) await uploadRewritten(deps, day, pending, old);
  else await adoptRewritten(deps, day, { ...old, ...pending.written, path: pending.path }, old);
}

/** Deletes the object that a rewritten one has replaced. */
export async function removeReplaced(deps: Deps, day: Day, path: string): Promise<void> {
  await deleteObjects(deps, [path]);
  await moveLedger(deps, day, { pending: { kind: "metadata" } });
}

/** The day leaves the archive; its statistics stay. Rows that wait for their part are archived before. */
export async function expireDay(deps: Deps, day: Day): Promise<void> {
  if (await hasEvents(deps, day.row.date)) return reopenDay(deps, day);
  await moveLedger(deps, day, { state: "expired", pending: null, attempts: 0, error: null });
}

/** Deletes the objects of a day that has left the archive. */
export async function dropObjects(deps: Deps, day: Day): Promise<void> {
  const { date } = day.row;
  const paths = (await listParts(deps, date)).map(({ path }) => path);
  if (paths.length > 0) await deleteObjects(deps, paths);
  if (!(await removeMetadata(deps, date))) throw new Error("KV did not delete the metadata");
  const gone = { parts: 0, attempts: 0, error: null };
  await moveLedger(deps, day, gone, [deletePartsStatement(deps, date)]);
  log("info", "archive.expired", { date });
}

async function uploadRewritten(
  deps: Deps,
  day: Day,
  pending: RewritePending,
  old: ArchivePart,
): Promise<void> {
  const { path, format } = pending;
  if (day.row.uploadId !== null) await abortUpload(deps, path, day.row.uploadId);
  const upload = await createUpload(deps, {
    path,
    format,
    recordCount: String(old.recordCount),
    archiveDate: new Date(deps.now()).toISOString(),
    sourceDate: day.row.date,
  });
  await moveLedger(deps, day, { uploadId: upload.uploadId });
  const written = await writePart(upload, format, readPart(deps, old), old.recordCount);
  await moveLedger(deps, day, { error: null, pending: { ...pending, written } });
}

async function adoptRewritten(
  deps: Deps,
  day: Day,
  part: ArchivePart,
  old: ArchivePart,
): Promise<void> {
  const { row } = day;
  const rewritten = { ...part, format: "parquet" } as const;
  try {
    await verifyPart(deps, rewritten, rewritten);
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    if (row.pending?.kind === "rewrite") {
      await moveLedger(deps, day, { pending: { ...row.pending, written: null } });
    }
    throw error;
  }
  const first = part.part === 0;
  await moveLedger(
    deps,
    day,
    {
      uploadId: null,
      pending: { kind: "remove", path: old.path },
      bytes: row.bytes - old.bytes + part.bytes,
      format: first ? "parquet" : row.format,
      path: first ? part.path : row.path,
      sha256: first ? part.sha256 : row.sha256,
      attempts: 0,
      error: null,
    },
    [putPartStatement(deps, rewritten)],
  );
}
