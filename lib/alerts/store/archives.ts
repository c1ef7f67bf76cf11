import type { Deps } from "../../platform/deps";
import { archiveRunSchema, type ArchiveRun } from "../pipeline/schema";

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
  return archiveRunSchema.array().parse(results);
}
