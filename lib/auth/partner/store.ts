import { eq, sql } from "drizzle-orm";
import { partners } from "../../../drizzle/schema";
import { auditStatement, isAdminNow } from "../../audit/store";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { newId } from "../../platform/id";
import { isOwed, owePersonEffect } from "../store/effects";
import { toStep } from "./domain";
import type { DecidePartner, HostProfile } from "./schema";

/** A person's host profile, also a declined one. */
export async function findHostProfile(db: Database, userId: string): Promise<HostProfile | null> {
  const [row] = await db
    .select({
      id: partners.id,
      status: partners.status,
      profile: partners.profile,
      reason: partners.decisionReason,
      appliedAt: partners.createdAt,
      decidedAt: partners.decidedAt,
    })
    .from(partners)
    .where(eq(partners.userId, userId));
  return row ?? null;
}

/*
 * Each change below is one transaction like those of `change-person.ts`: the change, what it owes, the raised version,
 * and where an admin acts the record of it. They answer the id of the effect, or null when nothing changed.
 */

/** Sends in an application, or another text for the one that waits. Nothing happens to an approved or suspended profile. */
export async function insertApplication(
  db: Database,
  application: { userId: string; profile: string; now: number },
): Promise<string | null> {
  const { userId, profile, now } = application;
  return commit(
    db,
    { userId, now },
    sql`INSERT INTO partners (id, user_id, status, profile, created_at)
      SELECT ${newId(16)}, id, 'pending', ${profile}, ${now} FROM users
      WHERE id = ${userId} AND status = 'active'
      ON CONFLICT (user_id) DO UPDATE
      SET status = 'pending', profile = excluded.profile, created_at = excluded.created_at
      WHERE partners.status = 'declined'
        OR (partners.status = 'pending' AND partners.profile <> excluded.profile)`,
  );
}

/** Takes an application back that waits. */
export async function deleteApplication(
  db: Database,
  userId: string,
  now: number,
): Promise<string | null> {
  const deletion = sql`DELETE FROM partners WHERE user_id = ${userId} AND status = 'pending'`;
  return commit(db, { userId, now }, deletion);
}

/** An admin's decision. The actor's role and what they have seen are compared in the same statement. */
export async function updatePartner(
  db: Database,
  decision: DecidePartner & { actorId: string; userId: string; now: number },
): Promise<string | null> {
  const { actorId, userId, now, seen } = decision;
  const { from, to } = toStep(decision.decision);
  const reason = decision.reason || null;
  return commit(
    db,
    { userId, now },
    sql`UPDATE partners SET status = ${to}, decided_at = ${now}, decision_reason = ${reason}
      WHERE user_id = ${userId} AND user_id <> ${actorId} AND ${isAdminNow(actorId)}
      AND status IN (SELECT value FROM json_each(${JSON.stringify(from)}))
      AND status = coalesce(${seen?.status ?? null}, status)
      AND created_at = coalesce(${seen?.appliedAt ?? null}, created_at)`,
    {
      ...{ at: now, actorId, action: `partner.${decision.decision}`, targetId: userId },
      detail: { reason },
    },
  );
}

async function commit(
  db: Database,
  { userId, now }: { userId: string; now: number },
  change: ReturnType<typeof sql>,
  entry?: Parameters<typeof auditStatement>[0],
): Promise<string | null> {
  const effectId = newId(20);
  const [, owed] = await runBatch(db, [
    change,
    owePersonEffect(effectId, userId, now),
    sql`UPDATE users SET version = version + 1 WHERE id = ${userId} AND ${isOwed(effectId)}`,
    ...(entry ? [auditStatement(entry, isOwed(effectId))] : []),
  ]);
  return owed?.length ? effectId : null;
}
