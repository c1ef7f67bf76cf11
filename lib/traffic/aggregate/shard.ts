import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import type { AggregatorObject, ShardBatch, ShardWaiting } from "./aggregator-object";
import { countOrPutOff } from "./count-commit";
import { fileOwnTelemetry } from "./own-telemetry";
import { insertDeadLetters } from "./store/dead-letters";
import { Outbox, type OutboxRow } from "./store/outbox";

/** With so many events waiting a shard takes no more: the queue has room for days. */
const maxWaiting = 50_000;
/** With so many waiting it commits at once instead of gathering more. */
const manyWaiting = 1000;
const gatherMs = 10_000;
/** Snapshots are refreshed after so many batches. */
const updatesPerRefresh = 10;
/** After so many failures alone, while D1 takes other writes, events are left to people. */
const maxAttempts = 10;
const maxFailures = 3;
const maxCommits = 100;

type ShardContext = {
  storage: DurableObjectStorage;
  deps: () => Deps;
  /** Brings the statistics and their snapshot up to date. */
  refresh: (deps: Deps) => Promise<void>;
};

/** A durable buffer before D1: takes batches over in one write, and commits what has gathered in large groups. */
export class Shard implements AggregatorObject {
  private readonly outbox: Outbox;
  private projection: Promise<void> | null = null;
  private failures = 0;

  constructor(private readonly context: ShardContext) {
    this.outbox = new Outbox(context.storage);
  }

  async accept(batch: ShardBatch): Promise<"accepted" | "full"> {
    const { storage, deps } = this.context;
    const waiting = this.outbox.count().events;
    if (waiting + batch.events.length > maxWaiting) return "full";
    this.outbox.add(batch);
    const isUrgent = waiting + batch.events.length >= manyWaiting;
    const alarmAt = await storage.getAlarm();
    const dueAt = deps().now() + (isUrgent ? 0 : gatherMs);
    if (alarmAt === null || (isUrgent && this.failures === 0 && alarmAt > dueAt)) {
      await storage.setAlarm(dueAt);
    }
    return "accepted";
  }

  /** Commits what waits; on failure it comes again by itself, with growing pauses. Never throws. */
  async alarm(): Promise<void> {
    const { storage, deps } = this.context;
    const before = Math.floor(this.committedUpdates() / updatesPerRefresh);
    try {
      await this.project();
      this.failures = 0;
    } catch (cause) {
      this.failures += 1;
      log("error", "shard.commit_failed", { failures: this.failures }, cause);
    }
    if (this.outbox.count().rows > 0) {
      const pauseMs = Math.min(2 ** this.failures, 60) * 1000;
      await storage.setAlarm(deps().now() + pauseMs);
    }
    const after = Math.floor(this.committedUpdates() / updatesPerRefresh);
    await this.lookAfter(after > before);
  }

  async drain(): Promise<{ waiting: number }> {
    try {
      // One that is under way may have begun before the newest row.
      await this.projection;
      await this.project();
    } catch (cause) {
      log("error", "shard.drain_failed", {}, cause);
    }
    return { waiting: this.outbox.count().rows };
  }

  async waiting(): Promise<ShardWaiting> {
    return Promise.resolve({
      events: this.outbox.count().events,
      oldestAt: this.outbox.readOldest(),
    });
  }

  /** One at a time: rows are deleted by what was read of them. */
  private project(): Promise<void> {
    this.projection ??= this.commitRows().finally(() => {
      this.projection = null;
    });
    return this.projection;
  }

  private async commitRows(): Promise<void> {
    const deps = this.context.deps();
    for (let commits = 0; commits < maxCommits; commits++) {
      const rows = this.outbox.read();
      if (rows.length === 0) return;
      try {
        await this.commit(deps, rows);
      } catch (cause) {
        if (rows.length > 1) log("warn", "shard.group_failed", { rows: rows.length }, cause);
        await this.commitAlone(deps, rows);
      }
    }
  }

  private async commit(deps: Deps, rows: OutboxRow[]): Promise<void> {
    await countOrPutOff(deps)({
      events: rows.flatMap((row) => row.batch.events),
      chunks: rows.flatMap((row) => row.batch.chunks),
    });
    this.outbox.remove(rows);
  }

  /** Row by row, so that one that D1 never takes does not hold the others up; throws when any was left. */
  private async commitAlone(deps: Deps, rows: OutboxRow[]): Promise<void> {
    const failures: unknown[] = [];
    for (const row of rows) {
      // D1 seems to be down altogether.
      if (failures.length >= maxFailures) break;
      try {
        await this.commit(deps, [row]);
      } catch (cause) {
        failures.push(cause);
        this.outbox.noteFailure(row);
        if (row.attempts + 1 < maxAttempts) continue;
        const letters = row.batch.events.map((event) => {
          return { id: `event:${event.id}`, reason: "exhausted", body: JSON.stringify(event) };
        });
        await insertDeadLetters(deps, letters);
        this.outbox.remove([row]);
      }
    }
    if (failures.length > 0)
      throw new Error("Rows were left in the outbox", { cause: failures[0] });
  }

  /** Updates of which nothing waits any more. */
  private committedUpdates(): number {
    const oldest = this.outbox.read()[0];
    return oldest ? oldest.update - 1 : this.outbox.readUpdates();
  }

  private async lookAfter(isRefreshDue: boolean): Promise<void> {
    const deps = this.context.deps();
    try {
      await fileOwnTelemetry(deps);
      if (isRefreshDue) await this.context.refresh(deps);
    } catch (cause) {
      log("warn", "shard.refresh_failed", {}, cause);
    }
  }
}
