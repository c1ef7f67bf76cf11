import type { Deps } from "../../platform/deps";
import { newId } from "../../platform/id";
import { log } from "../../platform/log";
import { emptyTelemetry } from "../../telemetry/merge";
import { chunkLimits, type NewChunk, type TrafficEvent } from "../schema";
import { sendChunk, storeAnnouncement } from "./send-chunk";
import { takeTelemetry } from "./take-telemetry";

export type OutboxDeps = Pick<
  Deps,
  "bindings" | "variables" | "traffic" | "isolate" | "now" | "counters"
>;

/** `busyUntil`: some request is sending it; when that request has died, another may. */
type Waiting = { chunk: NewChunk; busyUntil: number; hasFailed: boolean };

/** What this isolate has recorded and not handed over. */
export type Outbox = {
  isolate: string;
  seq: number;
  total: number;
  lost: number;
  /** What of `lost` a log line has told of, and when. */
  logged: { lost: number; at: number };
  events: TrafficEvent[];
  bytes: number;
  waiting: Waiting[];
  /** When the chunk that is being filled shall go; null: nobody looks after it. */
  flushAt: number | null;
  /** When the last chunk was closed. */
  closedAt: number;
  /** When word was left of how much has been sent, and how much that was. */
  announced: { at: number; total: number };
};

/** Chunks that may wait while neither queue nor database takes them: 2,000 events, at most 2.3 MB. */
const maxWaiting = 20;

/** Longer than `sendChunk` can take. */
const busyMs = 6_000;

/** Counters alone travel this often: each message of the queue costs three operations. */
const telemetryMs = 60_000;

const logEveryMs = 10_000;

const encoder = new TextEncoder();

export function openOutbox({ isolate, now }: Pick<Deps, "isolate" | "now">): Outbox {
  return isolate<Outbox>("traffic.outbox", () => ({
    isolate: newId(16),
    seq: 0,
    total: 0,
    lost: 0,
    logged: { lost: 0, at: 0 },
    events: [],
    bytes: 0,
    waiting: [],
    flushAt: null,
    closedAt: now(),
    announced: { at: now(), total: 0 },
  }));
}

/** Whether the chunk that is being filled shall go at once. */
export function isFull(outbox: Outbox): boolean {
  return outbox.events.length >= chunkLimits.events;
}

/** Puts an event into the chunk that is being filled; one that finds no room anywhere is lost. */
export function addEvent(deps: OutboxDeps, event: TrafficEvent): void {
  const outbox = openOutbox(deps);
  const bytes = encoder.encode(JSON.stringify(event)).length + 1;
  const hasRoom = !isFull(outbox) && outbox.bytes + bytes <= chunkLimits.bytes;
  if (!hasRoom && !closeGathered(deps, outbox)) return loseEvent(deps);
  outbox.events.push(event);
  outbox.bytes += bytes;
}

/** Counts an event as lost: it never had a place in the sequence, so nobody counts it as missing from there as well. */
export function loseEvent(deps: Pick<Deps, "isolate" | "now" | "counters">): void {
  openOutbox(deps).lost += 1;
  deps.counters.count("traffic.lost");
}

/**
 * Sends what waits, then what has been gathered. While sending fails, only full chunks are closed, so that an outage
 * of any length does not use up the places with small ones. Never throws.
 */
export async function flushOutbox(deps: OutboxDeps): Promise<void> {
  const outbox = openOutbox(deps);
  if (await sendWaiting(deps, outbox)) {
    const hasWork =
      outbox.events.length > 0 || (outbox.closedAt + telemetryMs <= deps.now() && hasCounted(deps));
    if (hasWork && closeGathered(deps, outbox) && (await sendWaiting(deps, outbox))) {
      await announce(deps, outbox);
    }
  }
  logLoss(outbox, deps.now());
}

function logLoss(outbox: Outbox, now: number): void {
  const { isolate, lost, logged } = outbox;
  if (lost === logged.lost || now < logged.at + logEveryMs) return;
  log("error", "traffic.lost", { isolate, events: lost });
  outbox.logged = { lost, at: now };
}

function hasCounted({ counters }: OutboxDeps): boolean {
  const { counters: series, timers } = counters.snapshot();
  return series.length + timers.length > 0;
}

/** Gives the gathered events their place in the sequence; false when too many chunks wait already. */
function closeGathered(deps: OutboxDeps, outbox: Outbox): boolean {
  if (outbox.waiting.length >= maxWaiting) return false;
  const { events } = outbox;
  outbox.events = [];
  outbox.bytes = 0;
  outbox.closedAt = deps.now();
  closeChunk(deps, outbox, { events, telemetry: takeTelemetry(deps.counters) });
  return true;
}

function closeChunk(
  deps: OutboxDeps,
  outbox: Outbox,
  content: Pick<NewChunk, "events" | "telemetry">,
): Waiting {
  outbox.seq += 1;
  outbox.total += content.events.length;
  const { isolate, seq, total, lost } = outbox;
  const sentAt = deps.now();
  const place = { isolate, seq, total, lost, sentAt };
  const chunk: NewChunk = { version: 1, kind: "chunk", ...place, ...content };
  const entry = { chunk, busyUntil: 0, hasFailed: false };
  outbox.waiting.push(entry);
  return entry;
}

/**
 * Leaves word of how much has been sent. Without it, chunks that the queue loses after the last one that arrives would be
 * missed by nobody. Where the database does not take it, it goes the way of all chunks.
 */
async function announce(deps: OutboxDeps, outbox: Outbox): Promise<void> {
  const { announced, total } = outbox;
  const isDue = deps.now() >= announced.at + deps.variables.TRAFFIC_ANNOUNCE_MS;
  if (!isDue || announced.total === total) return;
  outbox.announced = { at: deps.now(), total };
  const entry = closeChunk(deps, outbox, { events: [], telemetry: emptyTelemetry() });
  entry.busyUntil = deps.now() + busyMs;
  if ((await storeAnnouncement(deps, entry.chunk)) === "stored") forget(outbox, entry);
  else entry.busyUntil = 0;
}

function forget(outbox: Outbox, entry: Waiting): void {
  outbox.waiting = outbox.waiting.filter((other) => other !== entry);
}

/** Sends in order; false as soon as one fails, or when one has failed before and is in another request's hands. */
async function sendWaiting(deps: OutboxDeps, outbox: Outbox): Promise<boolean> {
  for (const entry of [...outbox.waiting]) {
    if (entry.busyUntil > deps.now()) {
      if (entry.hasFailed) return false;
      continue;
    }
    entry.busyUntil = deps.now() + busyMs;
    const outcome = await sendChunk(deps, entry.chunk);
    if (outcome === "failed") {
      entry.hasFailed = true;
      entry.busyUntil = 0;
      return false;
    }
    deps.counters.count(outcome === "queued" ? "traffic.queued" : "traffic.stored");
    forget(outbox, entry);
  }
  return true;
}
