import type { Person } from "../auth/schema";
import type { Deps } from "../platform/deps";
import type { Notifications, Quiet } from "./schema";
import { findQuiet, upsertQuiet } from "./store/quiet";
import { getPushKey } from "./subscriptions";

/** How I am told of messages while I am away. A moment that has passed is no moment. */
export async function getNotifications(deps: Deps, person: Person): Promise<Notifications> {
  const quiet = await findQuiet(deps.db, person.id);
  const isOver = quiet.until !== null && quiet.until <= deps.now();
  return {
    available: getPushKey(deps) !== null,
    quiet: { ...quiet, until: isOver ? null : quiet.until },
  };
}

/** Sets when I do not want to be disturbed. */
export async function setQuiet(deps: Deps, person: Person, quiet: Quiet): Promise<Notifications> {
  await upsertQuiet(deps.db, person.id, quiet);
  return getNotifications(deps, person);
}
