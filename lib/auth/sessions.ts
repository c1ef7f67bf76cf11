import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { settleNow } from "./effects";
import type { Claims, Person } from "./schema";
import { hasSession, listLiveSessions, revokeOtherSessions, revokeSession } from "./store/sessions";

/** Where I am signed in, most recently seen first. */
export async function listSessions(deps: Deps, person: Person) {
  const rows = await listLiveSessions(deps.db, person.id, deps.now());
  return rows.map((row) => ({ ...row, current: row.sid === person.sid }));
}

/** Signs a session out; doing it again changes nothing. Throws `not_found` for a session that is not mine. */
export async function signOutSession(deps: Deps, person: Person, sid: string): Promise<void> {
  if (!(await hasSession(deps.db, person.id, sid))) throw new PlazaError("not_found");
  await endSession(deps, { userId: person.id, sid });
}

/** Ends the session of a token: it is refused from its next request on. */
export async function endSession(deps: Deps, { userId, sid }: Claims): Promise<void> {
  const effectId = await revokeSession(deps.db, userId, sid, deps.now());
  if (effectId) await settleNow(deps, effectId);
}

/** Signs out everywhere but here. */
export async function signOutOthers(deps: Deps, person: Person): Promise<void> {
  const effectId = await revokeOtherSessions(deps.db, person.id, person.sid, deps.now());
  if (effectId) await settleNow(deps, effectId);
}
