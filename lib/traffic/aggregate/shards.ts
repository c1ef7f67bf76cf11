import type { Deps } from "../../platform/deps";
import { within } from "../../platform/within";
import {
  maxShards,
  toShardName,
  type AggregatorObject,
  type ShardBatch,
  type ShardWaiting,
} from "./aggregator-object";
import type { Sink } from "./process";

const acceptLimitMs = 10_000;
const drainLimitMs = 60_000;
const waitingLimitMs = 2_000;

/** A shard is used for so many events of a batch: fewer would cost more rows than they save. */
const eventsPerShard = 100;

/**
 * The sink of `durable-objects`: spreads events over as many shards as the batch fills, by their ids, and is done when each
 * shard has its part durably. Which shard an event goes to does not matter for what is counted, because all of them ask D1.
 */
export function handToShards(deps: Deps): Sink {
  return async ({ events, chunks }) => {
    const wanted = Math.max(1, Math.ceil(events.length / eventsPerShard));
    const shards = Math.min(wanted, deps.variables.AGGREGATOR_SHARDS);
    const batches = Array.from({ length: shards }, (): ShardBatch => ({ events: [], chunks: [] }));
    for (const event of events) batches[toHash(event.id) % shards]?.events.push(event);
    for (const header of chunks) batches[toHash(header.isolate) % shards]?.chunks.push(header);
    await Promise.all(
      batches.map(async (batch, index) => {
        if (batch.events.length + batch.chunks.length === 0) return;
        const answer = await within(
          acceptLimitMs,
          "A shard's accept",
          getShard(deps, index).accept(batch),
        );
        if (answer === "full") throw new Error(`Shard ${index} is full`);
      }),
    );
    return { frozen: [] };
  };
}

/**
 * Commits to D1 whatever waits in any shard that there may ever have been. Throws when one cannot be reached or keeps
 * something back. What is accepted meanwhile may wait again.
 */
export async function drainShards(deps: Pick<Deps, "bindings">): Promise<void> {
  if (!deps.bindings.AGGREGATOR_DO) return;
  await Promise.all(
    Array.from({ length: maxShards }, async (_, index) => {
      const { waiting } = await within(
        drainLimitMs,
        "A shard's drain",
        getShard(deps, index).drain(),
      );
      if (waiting > 0) throw new Error(`Shard ${index} keeps ${waiting} rows back`);
    }),
  );
}

/**
 * What waits in the shards that are in use. Rejects when one of them does not answer. Asks as many objects as
 * `AGGREGATOR_SHARDS` says.
 */
export async function readWaiting(
  deps: Pick<Deps, "bindings" | "variables">,
): Promise<ShardWaiting> {
  const all = await Promise.all(
    Array.from({ length: deps.variables.AGGREGATOR_SHARDS }, (_, index) =>
      within(waitingLimitMs, "What waits in a shard", getShard(deps, index).waiting()),
    ),
  );
  const oldest = all.flatMap(({ oldestAt }) => oldestAt ?? []);
  return {
    events: all.reduce((sum, { events }) => sum + events, 0),
    oldestAt: oldest.length > 0 ? Math.min(...oldest) : null,
  };
}

function getShard({ bindings }: Pick<Deps, "bindings">, index: number): AggregatorObject {
  const { AGGREGATOR_DO: objects } = bindings;
  if (!objects) throw new Error("AGGREGATION is durable-objects, but AGGREGATOR_DO is not bound");
  return objects.get(objects.idFromName(toShardName(index))) as unknown as AggregatorObject;
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): stable for ever, and even enough. */
function toHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash;
}
