import { z } from "zod";
import type { Deps } from "../../platform/deps";
import type { ArchiveRun } from "../schema";

const runRow = z.object({
  date: z.string(),
  state: z.string(),
  records: z.number(),
  bytes: z.number(),
  error: z.string().nullable(),
  updatedAt: z.number(),
});

/** The newest days of the ledger. */
export async function listArchiveRuns(
  { traffic }: Pick<Deps, "traffic">,
  limit: number,
): Promise<ArchiveRun[]> {
  const { results } = await traffic
    .prepare(
      `SELECT date, state, record_count AS records, bytes, error, updated_at AS updatedAt
       FROM archives ORDER BY date DESC LIMIT ?1`,
    )
    .bind(limit)
    .all();
  return runRow.array().parse(results);
}
