import { sql } from "drizzle-orm";
import { isAdminNow } from "../../audit/store";
import { newId } from "../../platform/id";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { UpdatePerson, UpdateProfile } from "../schema";
import { silenceBots } from "./bots";
import { owePersonEffect } from "./effects";

/**
 * Every change here is one transaction: the change under a raised `version`, the effect it owes, and what depends
 * on it. They answer the id of the effect, or null when the change did not take place.
 */

/**
 * An admin's change of another person, written down with what it was before. The actor's role is checked in the same statement, so two admins who
 * demote each other cannot both succeed.
 */
export async function updatePerson(
  db: Database,
  change: UpdatePerson & { actorId: string; userId: string; now: number },
): Promise<string | null> {
  const { actorId, userId, now } = change;
  const effectId = newId(20);
  const role = change.role ?? null;
  const status = change.status ?? null;
  const reason = status === "banned" ? (change.reason ?? null) : null;
  const isDue = sql`id = ${userId} AND id <> ${actorId} AND status <> 'deleted'
    AND kind = 'person' AND (role IS NOT coalesce(${role}, role) OR status IS NOT coalesce(${status}, status))
    AND ${isAdminNow(actorId)}`;
  const [, , owed] = await runBatch(db, [
    // First, while the row still tells what it was.
    sql`INSERT INTO audit_log (id, at, actor_id, action, target_id, detail)
      SELECT ${newId(20)}, ${now}, ${actorId}, 'person.update', id, json_object('role', ${role},
        'status', ${status}, 'reason', ${change.reason ?? null},
        'before', json_object('role', role, 'status', status))
      FROM users WHERE ${isDue}`,
    sql`UPDATE users SET role = coalesce(${role}, role), status = coalesce(${status}, status),
      status_reason = CASE WHEN ${status} IS NULL THEN status_reason ELSE ${reason} END,
      version = version + 1 WHERE ${isDue}`,
    owePersonEffect(effectId, userId, now),
    silenceBots(userId, effectId),
  ]);
  return owed?.length ? effectId : null;
}

/** A person's own settings. Only the name is part of what is cached; a change of it alone owes an effect. */
export async function updateProfile(
  db: Database,
  userId: string,
  change: UpdateProfile,
  now: number,
): Promise<string | null> {
  const effectId = newId(20);
  const name = change.name ?? null;
  const [, , owed] = await runBatch(db, [
    sql`UPDATE users SET locale = coalesce(${change.locale ?? null}, locale),
      theme = coalesce(${change.theme ?? null}, theme),
      time_format = coalesce(${change.timeFormat ?? null}, time_format) WHERE id = ${userId}`,
    sql`UPDATE users SET name = ${name}, version = version + 1
      WHERE id = ${userId} AND status = 'active' AND ${name} IS NOT NULL AND name <> ${name}`,
    owePersonEffect(effectId, userId, now),
  ]);
  return owed?.length ? effectId : null;
}

export async function updateImage(
  db: Database,
  userId: string,
  image: string | null,
  now: number,
): Promise<string | null> {
  const effectId = newId(20);
  const [, owed] = await runBatch(db, [
    sql`UPDATE users SET image = ${image}, version = version + 1
      WHERE id = ${userId} AND status = 'active' AND image IS NOT ${image}`,
    owePersonEffect(effectId, userId, now),
  ]);
  return owed?.length ? effectId : null;
}
