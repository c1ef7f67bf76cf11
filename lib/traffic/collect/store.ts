import type { Deps } from "../../platform/deps";
import type { NewChunk } from "../schema";

/** Keeps a chunk for the cron that feeds it through the aggregation; a second write of the same chunk changes nothing. */
export async function insertPendingChunk(
  { traffic, now }: Pick<Deps, "traffic" | "now">,
  chunk: NewChunk,
): Promise<void> {
  await traffic
    .prepare(
      `INSERT OR IGNORE INTO pending_chunks (id, body, events, created_at, attempts, next_at)
       VALUES (?1, ?2, ?3, ?4, 0, ?4)`,
    )
    .bind(`${chunk.isolate}:${chunk.seq}`, JSON.stringify(chunk), chunk.events.length, now())
    .run();
}
