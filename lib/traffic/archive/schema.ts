import { z } from "zod";
import { fromBucket, toDay } from "../domain";

/** A day that exists, such as `2026-11-17`. */
const archiveDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Use a day such as 2026-11-17")
  .refine(isDay, "There is no such day");

export const archiveDateSchema = z.object({ date: archiveDate });

export const archiveListSchema = z.object({
  /** Days before this one. */
  before: archiveDate.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const archiveQuerySchema = z.object({
  date: archiveDate,
  /** `{part}.{events of it already seen}`, as the page before gave it. */
  cursor: z
    .string()
    .regex(/^\d{1,4}\.\d{1,9}$/, "Use the cursor of the page before")
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const archiveDownloadSchema = z.object({
  date: archiveDate,
  part: z.coerce.number().int().min(0).max(9999).default(0),
});

const format = z.enum(["jsonl.gz", "parquet"]);

/** Where a day stands: `requested` (frozen), `uploading`, `uploaded`, `verified` (read back), `done`, `expired`. */
const state = z.enum(["requested", "uploading", "uploaded", "verified", "done", "expired"]);
export type ArchiveState = z.infer<typeof state>;

/** A day of the ledger as it is listed; times in milliseconds. */
const archiveDaySchema = z.object({
  date: z.string(),
  state,
  format,
  parts: z.number(),
  recordCount: z.number(),
  bytes: z.number(),
  path: z.string().nullable(),
  sha256: z.string().nullable(),
  /** Its rows are in D1 again until then. */
  restoredUntil: z.number().nullable(),
  attempts: z.number(),
  error: z.string().nullable(),
  requestedAt: z.number(),
  updatedAt: z.number(),
  archivedAt: z.number().nullable(),
});
export type ArchiveDay = z.infer<typeof archiveDaySchema>;

/** `next` is for `before`. */
export const archivePageSchema = z.object({
  archives: z.array(archiveDaySchema),
  next: z.string().nullable(),
});
export type ArchivePage = z.infer<typeof archivePageSchema>;

export const requestedArchiveSchema = z.object({ date: z.string(), state });
export type RequestedArchive = z.infer<typeof requestedArchiveSchema>;

export const restoredSchema = z.object({
  date: z.string(),
  /** Rows that are back, those of earlier calls included. */
  restored: z.number(),
  recordCount: z.number(),
  complete: z.boolean(),
  /** Until when they stay in D1, unless the archive of the day is requested before. */
  until: z.number(),
});
export type Restored = z.infer<typeof restoredSchema>;

/** What a written object holds. */
const written = {
  recordCount: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  firstId: z.string().nullable(),
  lastId: z.string().nullable(),
};

/** `archives.pending`: what is under way for a day, or still owed. */
export const pendingSchema = z.discriminatedUnion("kind", [
  /** State `uploading`: a part that shall hold so many events. */
  z.object({
    kind: z.literal("upload"),
    part: z.number(),
    path: z.string(),
    format,
    recordCount: z.number(),
  }),
  /** States `uploaded` and `verified`: what was sent, and whether KV has still to hear of it. */
  z.object({
    kind: z.literal("part"),
    part: z.number(),
    path: z.string(),
    format,
    ...written,
    owesMetadata: z.boolean(),
  }),
  /** State `done`: KV has still to hear of the day. */
  z.object({ kind: z.literal("metadata") }),
  /** State `done`: rows are being put back, or stay until they are taken away again. */
  z.object({
    kind: z.literal("restore"),
    part: z.number(),
    afterId: z.string(),
    restored: z.number(),
    complete: z.boolean(),
    until: z.number(),
  }),
  /** State `done`: a part is rewritten in another format. */
  z.object({
    kind: z.literal("rewrite"),
    part: z.number(),
    path: z.string(),
    format,
    written: z.object(written).nullable(),
  }),
  /** State `done`: an object that a rewritten one has replaced. */
  z.object({ kind: z.literal("remove"), path: z.string() }),
]);
export type Pending = z.infer<typeof pendingSchema>;

function isDay(text: string): boolean {
  const time = fromBucket(text);
  return !Number.isNaN(time) && toDay(time) === text;
}
