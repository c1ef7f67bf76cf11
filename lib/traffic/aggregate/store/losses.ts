import type { IsolateRow } from "../isolates";
import { readBatch, type TrafficDeps } from "./run";

/** Isolates with a gap since before a moment, and what all isolates gave up together. */
export async function readLossRows(
  deps: TrafficDeps,
  gapBefore: number,
): Promise<{ gaps: Pick<IsolateRow, "uptoTotal" | "beyond">[]; lostEvents: number }> {
  const [gaps = [], sums = []] = await readBatch(deps, "reading losses", [
    deps.traffic
      .prepare("SELECT upto_total, beyond FROM traffic_isolates WHERE gap_since < ?1 LIMIT 1000")
      .bind(gapBefore),
    deps.traffic.prepare("SELECT COALESCE(SUM(lost), 0) AS lost FROM traffic_isolates"),
  ]);
  return {
    gaps: gaps.map((row) => ({
      uptoTotal: Number(row.upto_total),
      beyond: JSON.parse(String(row.beyond)) as IsolateRow["beyond"],
    })),
    lostEvents: Number(sums[0]?.lost),
  };
}
