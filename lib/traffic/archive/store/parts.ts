import type { Deps } from "../../../platform/deps";
import type { ArchiveFormat } from "../domain";
import { timed } from "./timed";

/** The objects of archived days, each complete and verified. */

export type ArchivePart = {
  date: string;
  part: number;
  path: string;
  format: ArchiveFormat;
  recordCount: number;
  bytes: number;
  sha256: string;
  firstId: string | null;
  lastId: string | null;
};

const partColumns = `date, part, path, format, record_count AS recordCount, bytes, sha256,
  first_id AS firstId, last_id AS lastId`;

/** Objects of a day, in the order of their parts. */
export async function listParts(deps: Deps, date: string): Promise<ArchivePart[]> {
  const { results } = await timed(
    deps.traffic
      .prepare(`SELECT ${partColumns} FROM archive_parts WHERE date = ?1 ORDER BY part LIMIT 1000`)
      .bind(date)
      .all<ArchivePart>(),
  );
  return results;
}

/** Writes a part down, in the batch of `moveLedger`: only if the row before it was moved. */
export function putPartStatement(deps: Deps, part: ArchivePart): D1PreparedStatement {
  return deps.traffic
    .prepare(
      `INSERT OR REPLACE INTO archive_parts
         (date, part, path, format, record_count, bytes, sha256, first_id, last_id, verified_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE changes() = 1`,
    )
    .bind(
      part.date,
      part.part,
      part.path,
      part.format,
      part.recordCount,
      part.bytes,
      part.sha256,
      part.firstId,
      part.lastId,
      deps.now(),
    );
}

/** Forgets the objects of a day, in the batch of `moveLedger`. */
export function deletePartsStatement(deps: Deps, date: string): D1PreparedStatement {
  return deps.traffic
    .prepare("DELETE FROM archive_parts WHERE date = ?1 AND changes() = 1")
    .bind(date);
}
