import { toDay } from "../../domain";
import { ask, type ReadDeps } from "./ask";

export type ReportState = {
  revision: number;
  /** When deltas were last folded; 0: never. */
  aggregatedAt: number;
  /** The newest published snapshot. */
  snapshotVersion: number;
};

/** How far the aggregation has come. */
export async function readState(deps: ReadDeps): Promise<ReportState> {
  const [rows] = await ask(deps, "Reading the state of the statistics", [
    deps.traffic.prepare(
      "SELECT revision, aggregated_at, snapshot_version FROM aggregation_state WHERE id = 1",
    ),
  ]);
  const row = rows?.[0];
  return {
    revision: Number(row?.revision ?? 0),
    aggregatedAt: Number(row?.aggregated_at ?? 0),
    snapshotVersion: Number(row?.snapshot_version ?? 0),
  };
}

/** The routes that statistics know, in order; `(other)` may stand beside them. */
export async function listRoutes(deps: ReadDeps): Promise<string[]> {
  const [rows = []] = await ask(deps, "Listing routes", [
    deps.traffic.prepare("SELECT path FROM traffic_routes ORDER BY path LIMIT 1000"),
  ]);
  return rows.map((row) => String(row.path));
}

/**
 * Days (`2026-11-20`) within [from, to) whose hourly rows hold something that their daily rows do not. A day's total is
 * rolled up after all its paths, so it speaks for them.
 */
export async function findStaleDays(
  deps: ReadDeps,
  { from, to }: { from: number; to: number },
): Promise<Set<string>> {
  const [rows = []] = await ask(deps, "Finding days that are not rolled up", [
    deps.traffic
      .prepare(
        `SELECT DISTINCT substr(h.hour_bucket, 1, 10) AS day FROM totals_hourly AS h
         LEFT JOIN totals_daily AS d ON d.day_bucket = substr(h.hour_bucket, 1, 10)
         WHERE h.hour_bucket >= ?1 AND h.hour_bucket < ?2
           AND (d.revision IS NULL OR h.revision > d.revision)`,
      )
      .bind(toDay(from), toDay(to)),
  ]);
  return new Set(rows.map((row) => String(row.day)));
}

/** Whether all raw events of [from, to) are still in D1: no day of it is in the ledger of archives. */
export async function hasRawEvents(
  deps: ReadDeps,
  { from, to }: { from: number; to: number },
): Promise<boolean> {
  const [rows = []] = await ask(deps, "Looking into the ledger", [
    deps.traffic
      .prepare("SELECT date FROM archives WHERE date >= ?1 AND date <= ?2 LIMIT 1")
      .bind(toDay(from), toDay(to - 1)),
  ]);
  return rows.length === 0;
}
