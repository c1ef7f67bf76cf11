import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "../../lib/platform/env";
import { SaltDesk } from "../../lib/traffic/collect/salt-desk";
import type { CoordinatorObject } from "../../lib/traffic/coordinator-object";
import { ArchiveAlarm } from "./archive-alarm";

/** Hands out the day's salt, and runs the archive by its alarm. There is one. */
export class Coordinator extends DurableObject<Bindings> implements CoordinatorObject {
  private readonly salts = new SaltDesk({
    kv: this.env.PATHS_KV ?? null,
    storage: this.ctx.storage,
    now: Date.now,
  });

  private readonly archive = new ArchiveAlarm(this.ctx, this.env);

  salt(day: string): Promise<string | null> {
    return this.salts.salt(day);
  }

  wakeArchive(): Promise<void> {
    return this.archive.wake();
  }

  override alarm(): Promise<void> {
    return this.archive.run();
  }
}
