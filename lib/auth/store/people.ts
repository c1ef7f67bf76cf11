import { and, asc, eq, inArray, lt, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { partners, sessions, users } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import { toPartner } from "../partner/domain";
import type { HostStatus } from "../partner/schema";
import type { Partner, PersonRecord } from "../schema";
import { lastSeenEveryMs, sessionMaxAgeMs, socketsCloseWithinMs } from "../domain";

/** Everything about a person that is cached, as of one `version`. */
export type PersonTruth = {
  version: number;
  record: PersonRecord;
  partner: Partner;
  /** Sessions signed out so lately that a socket of theirs may still be open. */
  justRevokedSids: string[];
  /** Live sessions whose "last seen" is due to be written. */
  dueSids: string[];
};

const sidsSchema = z.array(z.string());

/** One query. A revoked session is listed for as long as its token could still be presented. */
export async function readPersonTruth(
  db: Database,
  userId: string,
  now: number,
): Promise<PersonTruth | null> {
  const [row] = await db
    .select({
      name: users.name,
      image: users.image,
      role: users.role,
      status: users.status,
      version: users.version,
      partnerId: sql<string | null>`${partners.id}`.as("partner_id"),
      partnerStatus: sql<HostStatus | null>`${partners.status}`.as("partner_status"),
      revoked: sql<string>`(SELECT json_group_array(${sessions.sid}) FROM ${sessions}
        WHERE ${sessions.userId} = ${userId} AND ${sessions.revokedAt} > ${now - sessionMaxAgeMs})`.as(
        "revoked",
      ),
      // Sockets that a token has opened stand under `token:` and its id.
      justRevoked: sql<string>`(SELECT json_group_array(sid) FROM (
        SELECT sid FROM sessions
          WHERE user_id = ${userId} AND revoked_at > ${now - socketsCloseWithinMs}
        UNION ALL SELECT 'token:' || id FROM api_tokens
          WHERE user_id = ${userId} AND revoked_at > ${now - socketsCloseWithinMs}))`.as(
        "just_revoked",
      ),
      due: sql<string>`(SELECT json_group_array(${sessions.sid}) FROM ${sessions}
        WHERE ${sessions.userId} = ${userId} AND ${sessions.revokedAt} IS NULL
        AND ${sessions.lastSeenAt} < ${now - lastSeenEveryMs})`.as("due"),
    })
    .from(users)
    .leftJoin(partners, eq(partners.userId, users.id))
    .where(eq(users.id, userId));
  if (!row) return null;
  const { partnerId, partnerStatus } = row;
  return {
    version: row.version,
    record: {
      name: row.name,
      image: row.image,
      role: row.role,
      status: row.status,
      revokedSids: sidsSchema.parse(JSON.parse(row.revoked)),
    },
    partner: toPartner(partnerId, partnerStatus),
    justRevokedSids: sidsSchema.parse(JSON.parse(row.justRevoked)),
    dueSids: sidsSchema.parse(JSON.parse(row.due)),
  };
}

/** Up to 20 active people whose name contains `q`, those whose name starts with it first. */
export async function searchPeopleByName(db: Database, q: string, exceptId: string) {
  // instr instead of LIKE: D1 refuses LIKE patterns over 50 bytes, and `%` needs no escaping here.
  const position = sql<number>`instr(lower(${users.name}), lower(${q}))`;
  return (
    db
      .select({
        id: users.id,
        name: users.name,
        image: users.image,
        role: users.role,
        partnerStatus: sql<string | null>`${partners.status}`.as("partner_status"),
      })
      .from(users)
      .leftJoin(partners, eq(partners.userId, users.id))
      .where(
        and(
          eq(users.status, "active"),
          eq(users.kind, "person"),
          ne(users.id, exceptId),
          q ? sql`${position} > 0` : undefined,
        ),
      )
      // A bare number here would be the number of a column.
      .orderBy(...(q ? [sql`${position} > 1`] : []), asc(users.name), asc(users.id))
      .limit(20)
  );
}

/** Why somebody is banned; null when nobody said so, or they are not. */
export async function findBanReason(db: Database, userId: string): Promise<string | null> {
  const [row] = await db
    .select({ reason: users.statusReason })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.status, "banned")));
  return row?.reason ?? null;
}

/** Whether somebody is an admin as of now, past every cache. */
export async function isActiveAdmin(db: Database, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.role, "admin"), eq(users.status, "active")));
  return row !== undefined;
}

/** The whole row; `null` when there is none. Never leaves the server as it is. */
export async function findUser(db: Database, userId: string) {
  const [row] = await db.select().from(users).where(eq(users.id, userId));
  return row ?? null;
}

export async function findUserByEmail(db: Database, email: string) {
  const [row] = await db.select().from(users).where(eq(users.email, email));
  return row ?? null;
}

export async function touchSessions(db: Database, sids: string[], now: number): Promise<void> {
  await db
    .update(sessions)
    .set({ lastSeenAt: now, expiresAt: now + sessionMaxAgeMs })
    .where(and(inArray(sessions.sid, sids), lt(sessions.lastSeenAt, now)));
}
