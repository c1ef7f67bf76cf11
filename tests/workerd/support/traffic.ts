import { commitEvents } from "../../../lib/traffic/aggregate/commit";
import { foldDeltas } from "../../../lib/traffic/aggregate/fold";
import { rollUpDays } from "../../../lib/traffic/aggregate/roll-up";
import type { TrafficEvent } from "../../../lib/traffic/schema";
import { testDeps } from "./deps";

let made = 0;

/** A request to `/` at `timestamp`, answered in 10 ms, with an id of its own. */
export function makeEvent(timestamp: number, fields: Partial<TrafficEvent> = {}): TrafficEvent {
  made += 1;
  return {
    version: 1,
    id: `${timestamp}-${made.toString(16).padStart(16, "0")}`,
    path: fields.route ?? "/",
    route: "/",
    method: "GET",
    status: 200,
    responseTime: 10,
    clientIpHash: null,
    country: "DE",
    bot: false,
    weight: 1,
    timestamp,
    ...fields,
  };
}

/** A visitor's hash: the same number is the same visitor. */
export function visitorHash(visitor: number): string {
  // Multiplied apart, since sketches need bits that are well mixed.
  const mix = (seed: number) => (Math.imul(visitor + 1, seed) >>> 0).toString(16).padStart(8, "0");
  return mix(0x9e3779b1) + mix(0x85ebca6b);
}

/** Counts and folds events as the consumer does. */
export async function aggregate(now: number, events: TrafficEvent[]): Promise<void> {
  const deps = testDeps({ now: () => now });
  await commitEvents(deps, { events, chunks: [] });
  await foldDeltas(deps);
}

export async function rollUp(now: number): Promise<void> {
  await rollUpDays(testDeps({ now: () => now }));
}
