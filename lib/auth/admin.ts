import { PlazaError, invalidField } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId, sha256Hex } from "../platform/id";
import { resetLinkLifeMs } from "./domain";
import { settleNow } from "./effects";
import type { Person, UpdatePerson } from "./schema";
import { updatePerson } from "./store/change-person";
import { insertResetLink } from "./store/passwords";
import { findUser, listPeople as listRows } from "./store/people";

type PeopleQuery = { q: string; cursor?: string; limit: number };

/** A page of everybody, newest first; `nextCursor` is null on the last one. */
export async function listPeople(deps: Deps, { q, cursor, limit }: PeopleQuery) {
  const [createdAt, id] = cursor?.split(".") ?? [];
  const after = createdAt && id ? { createdAt: Number(createdAt), id } : null;
  const rows = await listRows(deps.db, { q, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    people: page.map(toListed),
    nextCursor: rows.length > limit && last ? `${last.createdAt}.${last.id}` : null,
  };
}

/**
 * Changes somebody's role or status. It holds on their next request, and a ban has closed their sockets when this
 * returns (what could not be done is owed and retried). Throws `invalid_input` for oneself, `not_found`, `forbidden`.
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
  if (!user || user.status === "deleted") throw new PlazaError("not_found");
  const { role = user.role, status = user.status } = change;
  // Nothing changed and it is not what was asked for: the actor is no admin any more.
  if (user.role !== role || user.status !== status) throw new PlazaError("forbidden");
  return { id: user.id, role: user.role, status: user.status, statusReason: user.statusReason };
}

/** A link that sets a new password once, within an hour. Older links of the same person end. Throws `not_found`. */
export async function createResetLink(deps: Deps, actor: Person, userId: string, origin: string) {
  const token = newId(32);
  const now = deps.now();
  const expiresAt = now + resetLinkLifeMs;
  const tokenHash = await sha256Hex(token);
  const link = { tokenHash, userId, actorId: actor.id, now, expiresAt };
  if (!(await insertResetLink(deps.db, link))) throw new PlazaError("not_found");
  return { url: `${origin}/reset/${token}`, expiresAt };
}

function toListed(row: Awaited<ReturnType<typeof listRows>>[number]) {
  const { partnerId, partnerStatus, ...person } = row;
  return {
    ...person,
    partner: partnerId && partnerStatus ? { id: partnerId, status: partnerStatus } : null,
  };
}
