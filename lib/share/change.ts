import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { deleteCopy, writeCopy } from "./cache";
import { dayMs, toShare } from "./domain";
import { openMemory } from "./memory";
import type { Share } from "./schema";
import { deleteImages } from "./store/objects";
import { extendRow, findRow, removeRow, type KnownShare, type Reach } from "./store/rows";

type Actor = Pick<Person, "id" | "role">;

/** Gives my share (admins: any) so many days from now on. Throws `not_found`, or `gone` when it has expired. */
export async function extendShare(
  deps: Deps,
  actor: Actor,
  shareId: string,
  { days, origin }: { days: number; origin: string },
): Promise<Share> {
  const now = deps.now();
  const expiresAt = now + days * dayMs;
  const extended = await extendRow(deps.db, shareId, toReach(actor), { expiresAt, now });
  if (!extended) {
    const known = await getWithinReach(deps, actor, shareId);
    throw new PlazaError(known.state === "uploading" ? "not_found" : "gone");
  }
  const { record } = extended;
  openMemory(deps).put(shareId, { state: "live", record }, { readAt: now, now });
  deps.waitUntil(writeCopy(deps, record));
  return toShare(record, origin);
}

/**
 * Takes my share (admins: any) away: at once in D1 and here; elsewhere when memory and KV have forgotten it. Repeating
 * it does no harm. Throws `not_found`.
 */
export async function removeShare(deps: Deps, actor: Actor, shareId: string): Promise<void> {
  const now = deps.now();
  const isRemoved = await removeRow(deps.db, shareId, toReach(actor), now);
  if (!isRemoved) await getWithinReach(deps, actor, shareId);
  openMemory(deps).forget(shareId, now);
  deps.waitUntil(
    Promise.all([deleteCopy(deps, shareId), deleteImages(deps.bindings, [shareId])]).catch(
      // The cron does it again.
      (cause: unknown) => log("warn", "share.sweep_failed", { shareId }, cause),
    ),
  );
}

function toReach({ id, role }: Actor): Reach {
  return role === "admin" ? { adminId: id } : { ownerId: id };
}

/** A share or its tombstone. Throws `not_found` for somebody else's. */
async function getWithinReach(deps: Deps, actor: Actor, shareId: string): Promise<KnownShare> {
  const known = await findRow(deps.db, shareId);
  const isMine = known?.record.ownerId === actor.id || actor.role === "admin";
  if (!known || !isMine) throw new PlazaError("not_found");
  return known;
}
