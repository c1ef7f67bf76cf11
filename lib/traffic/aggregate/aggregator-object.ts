import type { TrafficEvent } from "../schema";
import type { ChunkHeader } from "./delta";

/** `oldestAt`: the time of an event among the oldest that wait, milliseconds; null when none does. */
export type ShardWaiting = { events: number; oldestAt: number | null };

export type ShardBatch = { events: TrafficEvent[]; chunks: ChunkHeader[] };

/** The methods of a shard (`workers/path-stats/aggregator.ts`), named `shard-0` to `shard-44`. */
export interface AggregatorObject {
  /** Takes a batch over durably; `full` when too much waits already, then nothing of it is taken. */
  accept(batch: ShardBatch): Promise<"accepted" | "full">;
  /** Commits all that waits to D1; answers how many rows are left, because D1 did not take them. */
  drain(): Promise<{ waiting: number }>;
  /** What it has taken over and not committed to D1 yet. */
  waiting(): Promise<ShardWaiting>;
}

/** As many objects as one invocation may have calls at once, and a few to spare. */
export const maxShards = 45;

export const toShardName = (index: number) => `shard-${index}`;
