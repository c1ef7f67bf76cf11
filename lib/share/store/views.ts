import { sql } from "drizzle-orm";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { within } from "../../platform/within";

const writeLimitMs = 5_000;

/** Views of one isolate that go to D1 together; `seq` grows by one with each batch. */
export type ViewBatch = { isolate: string; seq: number; counts: Record<string, number> };

/**
 * Adds views, in one transaction with the mark that they were added: a batch whose outcome nobody heard of may be
 * repeated and counts once.
 */
export async function addViews(db: Database, batch: ViewBatch, now: number): Promise<void> {
  const { isolate, seq, counts } = batch;
  const added = runBatch(db, [
    sql`UPDATE shares SET views = views + counted.n
      FROM (SELECT key AS id, value AS n FROM json_each(${JSON.stringify(counts)})) AS counted
      WHERE shares.id = counted.id AND NOT EXISTS (SELECT 1 FROM share_view_batches
        WHERE isolate = ${isolate} AND seq >= ${seq})`,
    sql`INSERT INTO share_view_batches (isolate, seq, at) VALUES (${isolate}, ${seq}, ${now})
      ON CONFLICT (isolate) DO UPDATE SET seq = excluded.seq, at = excluded.at
      WHERE seq < excluded.seq`,
  ]);
  await within(writeLimitMs, "adding views", added);
}

/** Forgets up to a thousand isolates that have added nothing since `before`. */
export async function deleteViewMarks(db: Database, before: number): Promise<void> {
  await runBatch(db, [
    sql`DELETE FROM share_view_batches WHERE isolate IN
      (SELECT isolate FROM share_view_batches WHERE at < ${before} LIMIT 1000)`,
  ]);
}
