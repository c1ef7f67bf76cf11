import type { Deps } from "../../platform/deps";
import { drainShards } from "../aggregate/shards";
import { toFormat } from "./domain";
import { insertRequested } from "./store/ledger";

/**
 * Writes a day into the ledger: from now on nobody adds events to it. What still waits in shards is projected before, so
 * that it does not come late; whatever the strategy is now, another one may have left something there. Throws when a shard
 * cannot be reached; nothing is frozen then.
 */
export async function freezeDay(deps: Deps, date: string): Promise<void> {
  await drainShards(deps);
  await insertRequested(deps, date, toFormat(date, deps.variables.ARCHIVE_FORMAT, deps.now()));
}
