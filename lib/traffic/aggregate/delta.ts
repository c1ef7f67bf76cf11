import type { Telemetry } from "../../telemetry/schema";
import { toHour } from "../domain";
import type { Chunk, TrafficEvent } from "../schema";
import { addEvent, emptyFigures, type Figures } from "./figures";
import { fromFiguresJson, toFiguresJson, type FiguresJson } from "./figures-codec";

/** A chunk without its events: what tells gaps, and carries telemetry. */
export type ChunkHeader = {
  isolate: string;
  seq: number;
  total: number;
  /** How many events this chunk held, the bad ones too. */
  events: number;
  lost: number;
  sentAt: number;
  telemetry: Telemetry;
};

/** The effect of one commit on the statistics, until it is folded into them. Versioned by its first field. */
export type Delta = {
  version: 1;
  figures: [hour: string, path: string, FiguresJson][];
  chunks: ChunkHeader[];
};

export function toHeader({
  isolate,
  seq,
  total,
  events,
  lost,
  sentAt,
  telemetry,
}: Chunk): ChunkHeader {
  return { isolate, seq, total, events: events.length, lost, sentAt, telemetry };
}

/** The effect of these events (each once) and chunks. */
export function toDelta(events: TrafficEvent[], chunks: ChunkHeader[]): Delta {
  const byPlace = new Map<string, Figures>();
  for (const event of events) {
    const place = toPlace(toHour(event.timestamp), event.route);
    const figures = byPlace.get(place) ?? emptyFigures();
    byPlace.set(place, figures);
    addEvent(figures, event);
  }
  const figures = [...byPlace].map(([place, sum]): Delta["figures"][number] => [
    ...fromPlace(place),
    toFiguresJson(sum),
  ]);
  return { version: 1, figures, chunks };
}

/** The figures of a delta; throws when it is of a version that this code does not know. */
export function readDelta(body: string): {
  figures: [string, string, Figures][];
  chunks: ChunkHeader[];
} {
  const delta = JSON.parse(body) as Delta;
  if (delta.version !== 1) throw new Error(`Unknown version of a delta: ${String(delta.version)}`);
  return {
    figures: delta.figures.map(([hour, path, json]) => [hour, path, fromFiguresJson(json)]),
    chunks: delta.chunks,
  };
}

/** An hour and a path as one key; hours have 13 characters. */
export function toPlace(hour: string, path: string): string {
  return `${hour} ${path}`;
}

export function fromPlace(place: string): [hour: string, path: string] {
  return [place.slice(0, 13), place.slice(14)];
}
