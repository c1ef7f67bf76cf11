import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { findStanding } from "./store/standing";

/** Why a statement has left somebody's edit or mark out, when nothing about the message speaks against it. */
export async function explainSilence(
  deps: Deps,
  { roomId, actorId, now }: { roomId: string; actorId: string; now: number },
): Promise<PlazaError> {
  const standing = await findStanding(deps.db, roomId, actorId);
  if (standing && standing.archivedAt !== null) return new PlazaError("room_archived");
  if ((standing?.mutedUntil ?? 0) > now) return new PlazaError("muted");
  return new PlazaError("forbidden");
}
