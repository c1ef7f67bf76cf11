import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId, sha256Hex } from "../platform/id";
import { addToRoom } from "./members";
import { canInvite, getMembership } from "./membership";
import type { RoomSummary } from "./schema";
import { findInvitation, insertInvitation, type InvitationRow } from "./store/invitations";
import { getRoom } from "./rooms";

const validMs = 7 * 24 * 60 * 60 * 1000;

/** A link into a room, valid for 7 days; its token is shown once and kept as a hash. Throws `not_found`, `forbidden`. */
export async function createInvitation(
  deps: Deps,
  person: Person,
  roomId: string,
): Promise<{ token: string; expiresAt: number }> {
  const membership = await getMembership(deps, person, roomId);
  if (!canInvite(membership)) throw new PlazaError("forbidden");
  const token = newId(32);
  const createdAt = deps.now();
  const expiresAt = createdAt + validMs;
  const tokenHash = await sha256Hex(token);
  await insertInvitation(deps.db, {
    tokenHash,
    roomId,
    createdBy: person.id,
    createdAt,
    expiresAt,
  });
  return { token, expiresAt };
}

/** What a link leads to, for whoever holds it. Throws `not_found` (no such link) or `gone` (expired, revoked). */
export async function getInvitation(
  deps: Deps,
  token: string,
): Promise<InvitationRow & { inviterName: string }> {
  const row = await findInvitation(deps.db, await sha256Hex(token));
  if (!row) throw new PlazaError("not_found");
  const { inviterName } = row;
  // A link is worth what its maker is: it ends when they leave, are removed or banned.
  if (row.revokedAt !== null || row.expiresAt <= deps.now() || inviterName === null) {
    throw new PlazaError("gone");
  }
  return { ...row, inviterName };
}

/** Joins the room behind a link; again changes nothing. Throws as `getInvitation`. */
export async function acceptInvitation(
  deps: Deps,
  person: Person,
  token: string,
): Promise<RoomSummary> {
  const { roomId, kind, createdBy } = await getInvitation(deps, token);
  await addToRoom(deps, { roomId, kind }, [person.id], createdBy);
  return getRoom(deps, person, roomId);
}
