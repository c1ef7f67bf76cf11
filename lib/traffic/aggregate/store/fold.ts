import type { Telemetry } from "../../../telemetry/schema";
import { fromPlace, toPlace } from "../delta";
import type { Figures } from "../figures";
import { figureColumns, fromRow, type FiguresRow } from "../figures-codec";
import type { IsolateRow } from "../isolates";
import { prepareFigures } from "./figures-rows";
import { readBatch, writeBatch, toJsonSlices, type TrafficDeps } from "./run";

export type DeltaRow = { id: number; body: string; created_at: number };

/** Deltas, oldest first, at most 200 and about 4 MB; with the revision and the routes that they meet. */
export async function readWaiting(
  deps: TrafficDeps,
): Promise<{ revision: number; routes: string[]; deltas: DeltaRow[] }> {
  const [state = [], routes = [], deltas = []] = await readBatch(deps, "reading deltas", [
    deps.traffic.prepare("SELECT revision FROM aggregation_state WHERE id = 1"),
    deps.traffic.prepare("SELECT path FROM traffic_routes"),
    deps.traffic.prepare(
      `SELECT id, body, created_at FROM (
         SELECT *, SUM(bytes) OVER (ORDER BY id) - bytes AS bytes_before
         FROM (SELECT * FROM aggregation_deltas ORDER BY id LIMIT 200)
       ) WHERE bytes_before < 4000000 ORDER BY id`,
    ),
  ]);
  return {
    revision: Number(state[0]?.revision),
    routes: routes.map((row) => String(row.path)),
    deltas: deltas as DeltaRow[],
  };
}

/** How many deltas wait. */
export async function countWaiting(deps: TrafficDeps): Promise<number> {
  const [rows = []] = await readBatch(deps, "counting deltas", [
    deps.traffic.prepare("SELECT COUNT(*) AS waiting FROM aggregation_deltas"),
  ]);
  return Number(rows[0]?.waiting);
}

/** Everything that a fold changes: read before, written after. Keys of `hours` are places, of `totals` hours. */
export type FoldState = {
  hours: Map<string, Figures>;
  totals: Map<string, Figures>;
  isolates: Map<string, IsolateRow>;
  minutes: Map<number, Telemetry>;
};

/** The rows that a fold is about to change, as they are now. */
export async function readFoldState(
  deps: TrafficDeps,
  keys: { places: string[]; hours: string[]; isolates: string[]; minutes: number[] },
): Promise<FoldState> {
  const { traffic } = deps;
  const [hours = [], totals = [], isolates = [], minutes = []] = await readBatch(
    deps,
    "reading statistics",
    [
      traffic
        .prepare(
          `SELECT path, hour_bucket, ${figureColumns}
           FROM (SELECT value ->> 0 AS hour, value ->> 1 AS route FROM json_each(?1))
           CROSS JOIN path_stats_hourly ON path = route AND hour_bucket = hour`,
        )
        .bind(JSON.stringify(keys.places.map(fromPlace))),
      traffic
        .prepare(
          `SELECT hour_bucket, ${figureColumns} FROM totals_hourly
         WHERE hour_bucket IN (SELECT value FROM json_each(?1))`,
        )
        .bind(JSON.stringify(keys.hours)),
      traffic
        .prepare(
          `SELECT isolate, upto_seq AS uptoSeq, upto_total AS uptoTotal, beyond, lost,
           updated_at AS updatedAt, gap_since AS gapSince
         FROM traffic_isolates WHERE isolate IN (SELECT value FROM json_each(?1))`,
        )
        .bind(JSON.stringify(keys.isolates)),
      traffic
        .prepare(
          "SELECT minute, body FROM telemetry_minutes WHERE minute IN (SELECT value FROM json_each(?1))",
        )
        .bind(JSON.stringify(keys.minutes)),
    ],
  );
  type HourRow = FiguresRow & { path: string; hour_bucket: string };
  type StoredIsolate = Omit<IsolateRow, "beyond"> & { beyond: string };
  return {
    hours: new Map(
      (hours as HourRow[]).map((row) => [toPlace(row.hour_bucket, row.path), fromRow(row)]),
    ),
    totals: new Map((totals as HourRow[]).map((row) => [row.hour_bucket, fromRow(row)])),
    isolates: new Map(
      (isolates as StoredIsolate[]).map((row) => [
        row.isolate,
        { ...row, beyond: JSON.parse(row.beyond) as IsolateRow["beyond"] },
      ]),
    ),
    minutes: new Map(
      minutes.map((row) => [Number(row.minute), JSON.parse(String(row.body)) as Telemetry]),
    ),
  };
}

export type FoldWrite = FoldState & {
  /** The revision that everything was read at. */
  revision: number;
  deltaIds: number[];
  committedAt: number;
  newRoutes: string[];
};

/** Puts the sums in place and deletes the deltas; fails with a constraint failure when another fold came in between. */
export async function writeFold(deps: TrafficDeps, write: FoldWrite): Promise<void> {
  const { traffic } = deps;
  const next = write.revision + 1;
  const toUpsert = (key: Record<string, string>, figures: Figures) => ({ key, figures });
  await writeBatch(deps, "fold", [
    traffic
      .prepare(
        `UPDATE aggregation_state SET revision = CASE WHEN revision = ?1 THEN ?1 + 1 END,
           aggregated_at = ?2, committed_at = MAX(committed_at, ?3) WHERE id = 1`,
      )
      .bind(write.revision, deps.now(), write.committedAt),
    ...prepareFigures(
      deps,
      "path_stats_hourly",
      [...write.hours].map(([place, figures]) => {
        const [hour_bucket, path] = fromPlace(place);
        return toUpsert({ path, hour_bucket }, figures);
      }),
      next,
    ),
    ...prepareFigures(
      deps,
      "totals_hourly",
      [...write.totals].map(([hour_bucket, figures]) => toUpsert({ hour_bucket }, figures)),
      next,
    ),
    traffic
      .prepare(
        "INSERT OR IGNORE INTO traffic_routes (path, first_seen_at) SELECT value, ?2 FROM json_each(?1)",
      )
      .bind(JSON.stringify(write.newRoutes), deps.now()),
    ...prepareIsolates(deps, [...write.isolates.values()]),
    ...toJsonSlices(
      [...write.minutes].map(([minute, telemetry]) => [minute, JSON.stringify(telemetry)]),
    ).map((slice) =>
      traffic
        .prepare(
          `INSERT INTO telemetry_minutes (minute, body)
             SELECT value ->> 0, value ->> 1 FROM json_each(?1) WHERE true
             ON CONFLICT (minute) DO UPDATE SET body = excluded.body`,
        )
        .bind(slice),
    ),
    traffic
      .prepare("DELETE FROM aggregation_deltas WHERE id IN (SELECT value FROM json_each(?1))")
      .bind(JSON.stringify(write.deltaIds)),
  ]);
}

/** Statements that put isolates' rows in the place of older ones. */
export function prepareIsolates(
  { traffic }: TrafficDeps,
  rows: IsolateRow[],
): D1PreparedStatement[] {
  const values = rows.map((row) => [
    row.isolate,
    row.uptoSeq,
    row.uptoTotal,
    JSON.stringify(row.beyond),
    row.lost,
    row.updatedAt,
    row.gapSince,
  ]);
  return toJsonSlices(values).map((slice) =>
    traffic
      .prepare(
        `INSERT INTO traffic_isolates (isolate, upto_seq, upto_total, beyond, lost, updated_at, gap_since)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
         FROM json_each(?1) WHERE true
         ON CONFLICT (isolate) DO UPDATE SET upto_seq = excluded.upto_seq,
           upto_total = excluded.upto_total, beyond = excluded.beyond, lost = excluded.lost,
           updated_at = excluded.updated_at, gap_since = excluded.gap_since`,
      )
      .bind(slice),
  );
}
