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
