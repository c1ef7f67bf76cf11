import type { Bindings } from "../platform/env";

/** The methods of the one coordinator (`workers/path-stats/coordinator.ts`). */
export interface CoordinatorObject {
  /** What addresses of a day (`2026-11-20`) are hashed with, in hex; null when it may exist and cannot be had now. */
  salt(day: string): Promise<string | null>;
  /** Lets the archive look for work, now. */
  wakeArchive(): Promise<void>;
}

/** The one coordinator; its calls may fail when it cannot be reached. Null where it is not bound. */
export function findCoordinator({ COORDINATOR_DO: objects }: Bindings): CoordinatorObject | null {
  if (!objects) return null;
  return objects.get(objects.idFromName("coordinator")) as unknown as CoordinatorObject;
}
