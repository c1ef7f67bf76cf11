import type { Deps } from "../../platform/deps";
import { newId } from "../../platform/id";
import { takeTelemetry } from "../collect/take-telemetry";
import { commitEvents } from "./commit";
import type { ChunkHeader } from "./delta";

/** A little less than the pause between two crons, so that each of them finds it due. */
const everyMs = 55_000;

type State = { isolate: string; seq: number; at: number; waiting: ChunkHeader | null };

/**
 * Files what this isolate has counted itself, like a chunk without events: once, however often it is tried. About once a
 * minute. Throws when the database does not take it; then the same is tried again by the next call.
 */
export async function fileOwnTelemetry(deps: Deps): Promise<void> {
  const state = deps.isolate<State>("traffic.own-telemetry", () => ({
    isolate: `stats-${newId(12)}`,
    seq: 0,
    at: -Infinity,
    waiting: null,
  }));
  if (!state.waiting) {
    const now = deps.now();
    if (now - state.at < everyMs) return;
    const telemetry = takeTelemetry(deps.counters);
    if (telemetry.counters.length + telemetry.timers.length === 0) return;
    state.at = now;
    state.seq += 1;
    const { isolate, seq } = state;
    state.waiting = { isolate, seq, total: 0, events: 0, lost: 0, sentAt: now, telemetry };
  }
  const { waiting } = state;
  await commitEvents(deps, { events: [], chunks: [waiting] });
  // Another call may have begun the next one meanwhile.
  if (state.waiting === waiting) state.waiting = null;
}
