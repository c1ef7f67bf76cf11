import type { Deps } from "../../platform/deps";
import { newId } from "../../platform/id";
import { PlazaError } from "../../http/problem";
import { sendChunk } from "../collect/send-chunk";
import { chunkLimits, type NewChunk, type TrafficEvent } from "../schema";

/** Chunks under way at once, each in a sequence of its own: a failed one is then the last of its sequence, not a gap. */
const laneCount = 4;
const attempts = 2;

type Lane = { isolate: string; seq: number; total: number; sending: Promise<boolean> };

/**
 * Puts events into chunks and sends them as isolates of the site would, under identities `replay-…` of their own.
 * Call `add` for each and `finish` at the end. Both throw `unavailable` once neither queue nor database takes a chunk;
 * sending everything again is harmless then, as events count by their ids.
 */
export class EventSender {
  /** Events that queue or database have taken. */
  sent = 0;
  private events: TrafficEvent[] = [];
  private bytes = 0;
  private turn = 0;
  private readonly encoder = new TextEncoder();
  private readonly lanes: Lane[];

  constructor(private readonly deps: Deps) {
    this.lanes = Array.from({ length: laneCount }, () => ({
      isolate: `replay-${newId(16)}`,
      seq: 0,
      total: 0,
      sending: Promise.resolve(true),
    }));
  }

  async add(event: TrafficEvent): Promise<void> {
    const size = this.encoder.encode(JSON.stringify(event)).length + 1;
    const isFull =
      this.events.length >= chunkLimits.events || this.bytes + size > chunkLimits.bytes;
    if (isFull) await this.dispatch();
    this.events.push(event);
    this.bytes += size;
  }

  async finish(): Promise<void> {
    if (this.events.length > 0) await this.dispatch();
    const done = await Promise.all(this.lanes.map(({ sending }) => sending));
    if (done.includes(false)) throw this.unavailable();
  }

  private async dispatch(): Promise<void> {
    const events = this.events;
    this.events = [];
    this.bytes = 0;
    const lane = this.lanes[(this.turn += 1) % laneCount];
    if (!lane) return;
    if (!(await lane.sending)) throw this.unavailable();
    lane.sending = this.send(lane, events);
  }

  /** Never rejects, as nobody may be waiting yet. */
  private async send(lane: Lane, events: TrafficEvent[]): Promise<boolean> {
    lane.seq += 1;
    lane.total += events.length;
    const chunk: NewChunk = {
      version: 1,
      kind: "chunk",
      isolate: lane.isolate,
      seq: lane.seq,
      total: lane.total,
      lost: 0,
      sentAt: this.deps.now(),
      events,
      telemetry: { counters: [], timers: [] },
    };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if ((await sendChunk(this.deps, chunk)) === "failed") continue;
      this.sent += events.length;
      return true;
    }
    return false;
  }

  private unavailable(): PlazaError {
    return new PlazaError("unavailable", {
      detail: `Neither queue nor database takes events; ${this.sent} were taken. Send all of it again.`,
      retryAfterSeconds: 5,
    });
  }
}
