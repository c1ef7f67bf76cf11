import { PlazaError, invalidField } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId, sha256Hex } from "../platform/id";
import { resetLinkLifeMs } from "./domain";
import { settleNow } from "./effects";
import type { Person, UpdatePerson } from "./schema";
import { updatePerson } from "./store/change-person";
import { insertResetLink } from "./store/passwords";
import { findUser, isActiveAdmin } from "./store/people";

/**
 * Changes somebody's role or status. It holds on their next request, and a ban has closed their sockets when this
 * returns (what could not be done is owed and retried). Throws `invalid_input` for oneself, `not_found`, `forbidden`, and
 * `conflict` when another admin was faster.
 */
export async function changePerson(
  deps: Deps,
  actor: Person,
  userId: string,
  change: UpdatePerson,
) {
  if (userId === actor.id) throw invalidField("userId", "You cannot change yourself");
  const now = deps.now();
  const effectId = await updatePerson(deps.db, { ...change, actorId: actor.id, userId, now });
  if (effectId) await settleNow(deps, effectId);
  const user = await findUser(deps.db, userId);
  if (!user || user.status === "deleted" || user.kind !== "person")
    throw new PlazaError("not_found");
  const { role = user.role, status = user.status } = change;
  // Nothing changed and it is not what was asked for: the actor is no admin any more, or another one was faster.
  if (!effectId && (user.role !== role || user.status !== status)) {
    throw new PlazaError((await isActiveAdmin(deps.db, actor.id)) ? "conflict" : "forbidden");
  }
  return { id: user.id, role: user.role, status: user.status, statusReason: user.statusReason };
}

/**
 * A link that sets a new password once, within an hour. Older links of the same person end. Throws `not_found`, and
 * `invalid_input` for oneself: whoever borrows an admin's session shall not get their password with it.
 */
export async function createResetLink(deps: Deps, actor: Person, userId: string, origin: string) {
  if (userId === actor.id) throw invalidField("userId", "You cannot reset your own password");
  const token = newId(32);
  const now = deps.now();
  const expiresAt = now + resetLinkLifeMs;
  const tokenHash = await sha256Hex(token);
  const link = { tokenHash, userId, actorId: actor.id, now, expiresAt };
  if (!(await insertResetLink(deps.db, link))) throw new PlazaError("not_found");
  return { url: `${origin}/reset/${token}`, expiresAt };
}
