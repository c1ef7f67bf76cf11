import type { Deps } from "../../platform/deps";
import { newId } from "../../platform/id";
import { takeTelemetry } from "../collect/take-telemetry";
import { commitEvents } from "./commit";
import type { ChunkHeader } from "./delta";

/** As often as the cron comes, which therefore goes first where it shares an isolate with a consumer. */
const everyMs = 60_000;

type State = { isolate: string; seq: number; at: number; waiting: ChunkHeader | null };

/**
 * Files what this isolate has counted itself, like a chunk without events: once, however often it is tried. About once a
 * minute. Throws when the database does not take it; then the same is tried again by the next call.
 * @param isDue for the cron, which folds right after: whatever was counted until now, however lately it filed the last
 */
export async function fileOwnTelemetry(deps: Deps, { isDue = false } = {}): Promise<void> {
  const state = deps.isolate<State>("traffic.own-telemetry", () => ({
    isolate: `stats-${newId(12)}`,
    seq: 0,
    at: -Infinity,
    waiting: null,
  }));
  await commitWaiting(deps, state);
  const now = deps.now();
  // Another call may have begun the next one meanwhile.
  if (state.waiting || (!isDue && now - state.at < everyMs)) return;
  const telemetry = takeTelemetry(deps.counters);
  if (telemetry.counters.length + telemetry.timers.length === 0) return;
  state.at = now;
  state.seq += 1;
  const { isolate, seq } = state;
  state.waiting = { isolate, seq, total: 0, events: 0, lost: 0, sentAt: now, telemetry };
  await commitWaiting(deps, state);
}

async function commitWaiting(deps: Deps, state: State): Promise<void> {
  const { waiting } = state;
  if (!waiting) return;
  await commitEvents(deps, { events: [], chunks: [waiting] });
  if (state.waiting === waiting) state.waiting = null;
}
