import { and, eq, inArray, lte } from "drizzle-orm";
import { attachments } from "../../drizzle/schema";
import { MediaKeys } from "../cache/keys";
import { PlazaError } from "../http/problem";
import type { Database } from "../platform/database";
import type { Bindings } from "../platform/env";
import { within } from "../platform/within";

export type AttachmentRow = typeof attachments.$inferSelect;
export type NewAttachment = Omit<AttachmentRow, "roomId" | "messageId">;

const r2TimeoutMs = 30_000;

function bucketOf(bindings: Bindings): R2Bucket {
  if (!bindings.MEDIA_BUCKET) {
    throw new PlazaError("unavailable", { detail: "No storage is bound" });
  }
  return bindings.MEDIA_BUCKET;
}

/** A file that nobody has posted; the cron takes it away at `purgeAt`. */
export async function insertAttachment(db: Database, attachment: NewAttachment): Promise<void> {
  await db.insert(attachments).values(attachment);
}

export async function findAttachment(db: Database, id: string): Promise<AttachmentRow | null> {
  const [row] = await db.select().from(attachments).where(eq(attachments.id, id));
  return row ?? null;
}

export async function putObject(
  bindings: Bindings,
  file: { id: string; type: string; bytes: Uint8Array },
): Promise<void> {
  const put = bucketOf(bindings).put(MediaKeys.attachment(file.id), file.bytes, {
    httpMetadata: { contentType: file.type },
  });
  await within(r2TimeoutMs, "writing a file", put);
}

/** The file, or a part of it; null when its object is gone. */
export async function getObject(
  bindings: Bindings,
  id: string,
  range: { offset: number; length: number } | null,
): Promise<R2ObjectBody | null> {
  const key = MediaKeys.attachment(id);
  const got = bucketOf(bindings).get(key, range ? { range } : {});
  return within(r2TimeoutMs, "reading a file", got);
}

/** Ids of files whose time has come, the longest due first. */
export async function listDue(db: Database, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(lte(attachments.purgeAt, now))
    .orderBy(attachments.purgeAt)
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function deleteObjects(bindings: Bindings, ids: string[]): Promise<void> {
  const deleted = bucketOf(bindings).delete(ids.map((id) => MediaKeys.attachment(id)));
  await within(r2TimeoutMs, "deleting files", deleted);
}

/** Forgets files whose objects are gone. At most 90 ids, because D1 binds 100 values. */
export async function deleteRows(db: Database, ids: string[], now: number): Promise<void> {
  await db
    .delete(attachments)
    .where(and(inArray(attachments.id, ids), lte(attachments.purgeAt, now)));
}
