import { toEvent, type ParquetRow } from "../archive/parquet-columns";

/**
 * The fields of an event out of a Parquet row, with timestamps as numbers; nothing is checked. Rows of an archive hold
 * the id in pieces. Of others 64-bit integers become numbers, and nulls what the schema of events leaves out.
 */
export function toEventFields(row: Record<string, unknown>): Record<string, unknown> {
  if ("idHash" in row) return toEvent(row as ParquetRow);
  const event: Record<string, unknown> = { version: 1, clientIpHash: null };
  for (const [name, value] of Object.entries(row)) {
    if (value === null || value === undefined) continue;
    event[name] = typeof value === "bigint" ? Number(value) : value;
  }
  return event;
}
