import { DurableObject } from "cloudflare:workers";
import type { AggregatorObject, ShardBatch } from "../../lib/traffic/aggregate/aggregator-object";
import { foldDeltas } from "../../lib/traffic/aggregate/fold";
import { Shard } from "../../lib/traffic/aggregate/shard";
import { publishSnapshot } from "../../lib/traffic/snapshot/publish";
import { createDeps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";

/** One shard of the aggregation: a durable buffer between the queue and D1. */
export class Aggregator extends DurableObject<Bindings> implements AggregatorObject {
  private readonly shard = new Shard({
    storage: this.ctx.storage,
    deps: () => createDeps(this.env, (promise) => this.ctx.waitUntil(promise)),
    refresh: async (deps) => {
      await foldDeltas(deps);
      await publishSnapshot(deps);
    },
  });

  async accept(batch: ShardBatch) {
    return this.shard.accept(batch);
  }

  async drain() {
    return this.shard.drain();
  }

  async waiting() {
    return this.shard.waiting();
  }

  override async alarm(): Promise<void> {
    await this.shard.alarm();
  }
}
