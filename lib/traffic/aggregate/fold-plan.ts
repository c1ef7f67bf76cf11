import { addTelemetry } from "../../telemetry/merge";
import type { Telemetry } from "../../telemetry/schema";
import { dayMs } from "../domain";
import { readDelta, toPlace, type ChunkHeader } from "./delta";
import { emptyFigures, mergeFigures, type Figures } from "./figures";
import { forgottenIsolates, takeHeader } from "./isolates";
import { KnownRoutes } from "./routes";
import type { DeltaRow, FoldState } from "./store/fold";

/** Hourly rows that one fold reads and writes, so that it stays within the memory of an isolate and the size of a batch. */
const maxPlaces = 1000;

const minuteMs = 60_000;
const telemetryKeptMs = 7 * dayMs;

export type FoldPlan = {
  deltas: DeltaRow[];
  /** What the deltas add, by place: the hour and the path under which it is counted. */
  hours: Map<string, Figures>;
  headers: ChunkHeader[];
  newRoutes: string[];
};

/** Takes deltas, oldest first, as long as they fit into one fold; at least one. */
export function planFold(deltas: DeltaRow[], knownRoutes: string[]): FoldPlan {
  const routes = new KnownRoutes(knownRoutes);
  const plan: FoldPlan = { deltas: [], hours: new Map(), headers: [], newRoutes: routes.added };
  for (const row of deltas) {
    const delta = readDelta(row.body);
    const isFull = plan.hours.size + delta.figures.length > maxPlaces;
    if (plan.deltas.length > 0 && isFull) break;
    plan.deltas.push(row);
    plan.headers.push(...delta.chunks);
    for (const [hour, route, figures] of delta.figures) {
      const place = toPlace(hour, routes.toPath(route));
      mergeFigures(getFigures(plan.hours, place), figures);
    }
  }
  return plan;
}

/** The minute that a chunk's telemetry is filed under; one whose clock is far off is filed under now. */
export function toMinute(sentAt: number, now: number): number {
  const isOdd = sentAt > now + 5 * minuteMs || sentAt < now - telemetryKeptMs;
  return Math.floor((isOdd ? now : sentAt) / minuteMs) * minuteMs;
}

/** The rows after the fold, from those before it (which it changes). Rows that stay as they were are left out. */
export function applyPlan(plan: FoldPlan, before: FoldState, now: number): FoldState {
  for (const [place, figures] of plan.hours) {
    mergeFigures(getFigures(before.hours, place), figures);
    mergeFigures(getFigures(before.totals, place.slice(0, 13)), figures);
  }
  const isolates: FoldState["isolates"] = new Map();
  const telemetry = new Map<number, Telemetry[]>();
  for (const header of plan.headers) {
    const known = isolates.get(header.isolate) ?? before.isolates.get(header.isolate);
    const { isNew, row, givenUp } = takeHeader(known, header, now);
    if (!isNew) continue;
    isolates.set(row.isolate, row);
    if (givenUp > 0) addForgotten(isolates, before, givenUp, now);
    const minute = toMinute(header.sentAt, now);
    const parts = telemetry.get(minute);
    if (parts) parts.push(header.telemetry);
    else telemetry.set(minute, [header.telemetry]);
  }
  const minutes: FoldState["minutes"] = new Map();
  for (const [minute, parts] of telemetry) {
    const sum = before.minutes.get(minute);
    minutes.set(minute, addTelemetry(sum ? [sum, ...parts] : parts));
  }
  return { hours: before.hours, totals: before.totals, isolates, minutes };
}

function addForgotten(
  isolates: FoldState["isolates"],
  before: FoldState,
  lost: number,
  now: number,
): void {
  const row = isolates.get(forgottenIsolates) ?? before.isolates.get(forgottenIsolates);
  isolates.set(forgottenIsolates, {
    isolate: forgottenIsolates,
    uptoSeq: 0,
    uptoTotal: 0,
    beyond: [],
    lost: (row?.lost ?? 0) + lost,
    updatedAt: now,
    gapSince: null,
  });
}

function getFigures(sums: Map<string, Figures>, key: string): Figures {
  const known = sums.get(key);
  if (known) return known;
  const created = emptyFigures();
  sums.set(key, created);
  return created;
}
