import { createDeps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";
import { log } from "../../lib/platform/log";
import { driveArchive } from "../../lib/traffic/archive/drive";

/** The archive's place in the coordinator: one alarm after another, as long as there is something due. */
export class ArchiveAlarm {
  constructor(
    private readonly context: DurableObjectState,
    private readonly bindings: Bindings,
  ) {}

  async wake(): Promise<void> {
    if ((await this.context.storage.getAlarm()) === null) await this.next();
  }

  /** Never throws: retries of the platform would come on top of the ledger's own, and the cron wakes it each minute. */
  async run(): Promise<void> {
    try {
      const deps = createDeps(this.bindings, (promise) => this.context.waitUntil(promise));
      if (await driveArchive(deps)) await this.next();
    } catch (cause) {
      log("error", "archive.alarm_failed", {}, cause);
    }
  }

  private next(): Promise<void> {
    return this.context.storage.setAlarm(Date.now());
  }
}
