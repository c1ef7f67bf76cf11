import type { Deps } from "../../platform/deps";
import { toRetrySeconds } from "./retry-delay";
import { countInto } from "./count-commit";
import { processMessages, type Outcome } from "./process";
import { listDue, settlePending, type PendingRow, type Settlement } from "./store/pending";

/** Rows of one round, and rounds of one call. */
const rowsPerRound = 50;
const roundsPerCall = 20;

/** What cannot be read so many times becomes a dead letter; newer code may have come meanwhile. */
const maxUnreadable = 5;

/**
 * Feeds the chunks that could not go through the queue into the aggregation, whichever strategy is configured: their rows are
 * deleted after they are counted, so a death in between counts nothing twice.
 * @returns how many chunks are done
 */
export async function feedPendingChunks(
  deps: Deps,
  { maxRounds = roundsPerCall }: { maxRounds?: number } = {},
): Promise<{ fed: number }> {
  let fed = 0;
  for (let round = 0; round < maxRounds; round++) {
    const rows = await listDue(deps, rowsPerRound);
    if (rows.length === 0) break;
    const messages = rows.map(({ id, body }) => ({ id, body: toBody(body) }));
    const outcomes = await processMessages(deps, messages, countInto(deps));
    const settlement = toSettlement(deps, rows, outcomes);
    await settlePending(deps, settlement);
    fed += settlement.done.length;
  }
  return { fed };
}

function toSettlement(deps: Deps, rows: PendingRow[], outcomes: Outcome[]): Settlement {
  const settlement: Settlement = { done: [], later: [], dead: [] };
  for (const [index, { id, body, attempts }] of rows.entries()) {
    const outcome = outcomes[index] ?? "failed";
    if (outcome === "done") settlement.done.push(id);
    else if (outcome === "unreadable" && attempts + 1 >= maxUnreadable) {
      settlement.dead.push({ id, reason: "unreadable", body });
    } else {
      const delayMs = toRetrySeconds(deps.variables, attempts + 1) * 1000;
      settlement.later.push({ id, nextAt: deps.now() + delayMs });
    }
  }
  return settlement;
}

function toBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not a message; it will be told apart like any other that cannot be read.
    return null;
  }
}
