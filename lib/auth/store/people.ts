import { and, asc, desc, eq, inArray, lt, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import { partners, sessions, users } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
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
      partnerStatus: sql<"pending" | "approved" | "suspended" | null>`${partners.status}`.as(
        "partner_status",
      ),
      revoked: sql<string>`(SELECT json_group_array(${sessions.sid}) FROM ${sessions}
        WHERE ${sessions.userId} = ${userId} AND ${sessions.revokedAt} > ${now - sessionMaxAgeMs})`.as(
        "revoked",
      ),
      justRevoked: sql<string>`(SELECT json_group_array(${sessions.sid}) FROM ${sessions}
        WHERE ${sessions.userId} = ${userId} AND ${sessions.revokedAt} > ${now - socketsCloseWithinMs})`.as(
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
    partner: partnerId && partnerStatus ? { id: partnerId, status: partnerStatus } : null,
    justRevokedSids: sidsSchema.parse(JSON.parse(row.justRevoked)),
    dueSids: sidsSchema.parse(JSON.parse(row.due)),
  };
}

/** Up to 20 active people whose name contains `q`, those whose name starts with it first. */
export async function searchPeopleByName(db: Database, q: string, exceptId: string) {
  // instr instead of LIKE: D1 refuses LIKE patterns over 50 bytes, and `%` needs no escaping here.
  const position = sql<number>`instr(lower(${users.name}), lower(${q}))`;
  return db
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
      and(eq(users.status, "active"), ne(users.id, exceptId), q ? sql`${position} > 0` : undefined),
    )
    .orderBy(q ? sql`${position} > 1` : sql`0`, asc(users.name), asc(users.id))
    .limit(20);
}

/** A page of everybody, newest accounts first, for admins. */
export async function listPeople(
  db: Database,
  query: { q: string; after: { createdAt: number; id: string } | null; limit: number },
) {
  const { q, after } = query;
  return db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      image: users.image,
      role: users.role,
      status: users.status,
      statusReason: users.statusReason,
      partnerId: sql<string | null>`${partners.id}`.as("partner_id"),
      partnerStatus: sql<string | null>`${partners.status}`.as("partner_status"),
      createdAt: users.createdAt,
    })
    .from(users)
    .leftJoin(partners, eq(partners.userId, users.id))
    .where(
      and(
        ne(users.status, "deleted"),
        q
          ? or(
              sql`instr(lower(${users.name}), lower(${q})) > 0`,
              sql`instr(${users.email}, lower(${q})) > 0`,
            )
          : undefined,
        after
          ? or(
              lt(users.createdAt, after.createdAt),
              and(eq(users.createdAt, after.createdAt), lt(users.id, after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(query.limit);
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
