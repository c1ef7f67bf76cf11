import type { Deps } from "../../../platform/deps";
import type { ArchiveFormat } from "../domain";
import { pendingSchema, type ArchiveState, type Pending } from "../schema";
import { timed } from "./timed";

/** The ledger of archived days: one row a day, one more per object. */

export type LedgerRow = {
  date: string;
  state: ArchiveState;
  format: ArchiveFormat;
  parts: number;
  recordCount: number;
  bytes: number;
  path: string | null;
  sha256: string | null;
  pending: Pending | null;
  /** `pending` as it is stored, for comparing. */
  pendingText: string | null;
  uploadId: string | null;
  attempts: number;
  error: string | null;
  requestedAt: number;
  updatedAt: number;
  archivedAt: number | null;
};

/** Somebody else has moved the day on meanwhile; whatever was done for it does not count. */
export class LostRace extends Error {
  constructor(date: string) {
    super(`The archive of ${date} was moved on by somebody else`);
    this.name = "LostRace";
  }
}

const columns = `date, state, format, parts, record_count AS recordCount, bytes, path, sha256,
  pending AS pendingText, upload_id AS uploadId, attempts, error, requested_at AS requestedAt,
  updated_at AS updatedAt, archived_at AS archivedAt`;

export async function findLedgerRow(deps: Deps, date: string): Promise<LedgerRow | null> {
  const row = await timed(
    deps.traffic
      .prepare(`SELECT ${columns} FROM archives WHERE date = ?1`)
      .bind(date)
      .first<Omit<LedgerRow, "pending">>(),
  );
  return row && withPending(row);
}

/** Newest day first; at most `limit` days before `before`. */
export async function listLedger(deps: Deps, before: string, limit: number): Promise<LedgerRow[]> {
  const { results } = await timed(
    deps.traffic
      .prepare(`SELECT ${columns} FROM archives WHERE date < ?1 ORDER BY date DESC LIMIT ?2`)
      .bind(before, limit)
      .all<Omit<LedgerRow, "pending">>(),
  );
  return results.map(withPending);
}

/**
 * Days of the ledger that want something done, oldest first: under way, owing something, to be rewritten (up to
 * `parquetDay`) or to be let go (up to `expiredDay`).
 */
export async function listOpenLedger(
  deps: Deps,
  { parquetDay, expiredDay }: { parquetDay: string; expiredDay: string },
): Promise<LedgerRow[]> {
  const { results } = await timed(
    deps.traffic
      .prepare(
        `SELECT ${columns} FROM archives
       WHERE state IN ('requested', 'uploading', 'uploaded', 'verified')
          OR (state = 'done' AND (pending IS NOT NULL OR date <= ?2 OR (format = 'jsonl.gz' AND date <= ?1)))
          OR (state = 'expired' AND parts > 0)
       ORDER BY date LIMIT 100`,
      )
      .bind(parquetDay, expiredDay)
      .all<Omit<LedgerRow, "pending">>(),
  );
  return results.map(withPending);
}

/** Rows of these days; a day that nobody has begun to archive has none. */
export async function findLedgerRows(deps: Deps, dates: string[]): Promise<LedgerRow[]> {
  const { results } = await timed(
    deps.traffic
      .prepare(`SELECT ${columns} FROM archives WHERE date IN (SELECT value FROM json_each(?1))`)
      .bind(JSON.stringify(dates))
      .all<Omit<LedgerRow, "pending">>(),
  );
  return results.map(withPending);
}

/** Freezes a day that has no row yet; nothing happens to one that has. */
export async function insertRequested(
  deps: Deps,
  date: string,
  format: ArchiveFormat,
): Promise<void> {
  await timed(
    deps.traffic
      .prepare(
        `INSERT INTO archives (date, state, format, requested_at, updated_at)
       VALUES (?1, 'requested', ?2, ?3, ?3) ON CONFLICT (date) DO NOTHING`,
      )
      .bind(date, format, deps.now())
      .run(),
  );
}

export type LedgerChange = Partial<
  Pick<
    LedgerRow,
    | "state"
    | "format"
    | "parts"
    | "recordCount"
    | "bytes"
    | "path"
    | "sha256"
    | "pending"
    | "uploadId"
    | "attempts"
    | "error"
    | "archivedAt"
  >
>;

/** A day under way, with its row as it is known now. */
export type Day = { row: LedgerRow };

/**
 * Moves a day on, if its row is still as it was read; throws `LostRace` otherwise. `upload_id` and `pending` are part
 * of the comparison: an attempt that was overtaken by another one, even in the same state, changes nothing.
 * @param also runs in the same batch, after the row
 */
export async function moveLedger(
  deps: Deps,
  day: Day,
  change: LedgerChange,
  also: D1PreparedStatement[] = [],
): Promise<void> {
  const next = withChange(day.row, change, deps.now());
  const [moved] = await timed(deps.traffic.batch([moveStatement(deps, day.row, next), ...also]));
  if (moved?.meta.changes !== 1) throw new LostRace(day.row.date);
  day.row = next;
}

/** True where the row is still the one that was read; parameters ?1 to ?5 are `guardValues`. */
export const ledgerGuard = `EXISTS (SELECT 1 FROM archives WHERE date = ?1 AND state = ?2 AND parts = ?3
  AND upload_id IS ?4 AND pending IS ?5)`;

export function guardValues(row: LedgerRow): (string | number | null)[] {
  return [row.date, row.state, row.parts, row.uploadId, row.pendingText];
}

/** Notes that a step failed; says nothing when the day was moved on meanwhile. */
export async function noteFailure(deps: Deps, row: LedgerRow, error: string): Promise<void> {
  await timed(
    deps.traffic
      .prepare(
        `UPDATE archives SET error = ?6, attempts = attempts + 1, updated_at = ?7
       WHERE date = ?1 AND state = ?2 AND parts = ?3 AND upload_id IS ?4 AND pending IS ?5`,
      )
      .bind(...guardValues(row), error.slice(0, 500), deps.now())
      .run(),
  );
}

function moveStatement(deps: Deps, row: LedgerRow, next: LedgerRow): D1PreparedStatement {
  return deps.traffic
    .prepare(
      `UPDATE archives SET state = ?6, format = ?7, parts = ?8, record_count = ?9, bytes = ?10, path = ?11,
         sha256 = ?12, pending = ?13, upload_id = ?14, attempts = ?15, error = ?16, archived_at = ?17, updated_at = ?18
       WHERE date = ?1 AND state = ?2 AND parts = ?3 AND upload_id IS ?4 AND pending IS ?5`,
    )
    .bind(
      ...guardValues(row),
      next.state,
      next.format,
      next.parts,
      next.recordCount,
      next.bytes,
      next.path,
      next.sha256,
      next.pendingText,
      next.uploadId,
      next.attempts,
      next.error,
      next.archivedAt,
      next.updatedAt,
    );
}

function withChange(row: LedgerRow, change: LedgerChange, now: number): LedgerRow {
  const next = { ...row, ...change, updatedAt: now };
  return { ...next, pendingText: next.pending === null ? null : JSON.stringify(next.pending) };
}

function withPending(row: Omit<LedgerRow, "pending">): LedgerRow {
  const pending =
    row.pendingText === null ? null : pendingSchema.parse(JSON.parse(row.pendingText));
  return { ...row, pending };
}
