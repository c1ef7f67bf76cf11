import { and, count, eq, gt, isNull, ne, sql } from "drizzle-orm";
import {
  accounts,
  messages,
  partners,
  roomMembers,
  sessions,
  shares,
  users,
} from "../../../../drizzle/schema";
import type { Database } from "../../../platform/database";
import { ownedAtMost, type PersonInDepth } from "../schema";

/**
 * One person with what hangs on them, in one batch; null for an unknown or deleted account. Messages are counted along
 * the index (room, author, client id) of the rooms that they are in, as there is none by author alone.
 */
export async function readPerson(
  db: Database,
  userId: string,
  now: number,
): Promise<PersonInDepth | null> {
  const upTo = ownedAtMost + 1;
  const ownRooms = db
    .select({ one: sql`1`.as("one") })
    .from(roomMembers)
    .where(eq(roomMembers.userId, userId))
    .limit(upTo)
    .as("own_rooms");
  const ownMessages = db
    .select({ one: sql`1`.as("one") })
    .from(roomMembers)
    .innerJoin(
      messages,
      and(eq(messages.roomId, roomMembers.roomId), eq(messages.authorId, userId)),
    )
    .where(eq(roomMembers.userId, userId))
    .limit(upTo)
    .as("own_messages");
  const ownShares = db
    .select({ one: sql`1`.as("one") })
    .from(shares)
    .where(and(eq(shares.ownerId, userId), eq(shares.state, "live"), gt(shares.expiresAt, now)))
    .limit(upTo)
    .as("own_shares");
  const [rows, profiles, identities, seen, inRooms, written, shared] = await db.batch([
    db
      .select({
        id: users.id,
        email: users.email,
        name: users.name,
        image: users.image,
        role: users.role,
        status: users.status,
        statusReason: users.statusReason,
        createdAt: users.createdAt,
        hasPassword: sql<number>`${users.passwordHash} IS NOT NULL`.as("has_password"),
      })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.kind, "person"), ne(users.status, "deleted"))),
    db.select().from(partners).where(eq(partners.userId, userId)),
    db.select({ provider: accounts.provider }).from(accounts).where(eq(accounts.userId, userId)),
    db
      .select({
        lastSeenAt: sql<number | null>`max(${sessions.lastSeenAt})`.as("last_seen_at"),
        live: sql<number>`count(CASE WHEN ${isNull(sessions.revokedAt)}
          AND ${sessions.expiresAt} > ${now} THEN 1 END)`.as("live"),
      })
      .from(sessions)
      .where(eq(sessions.userId, userId)),
    db.select({ n: count() }).from(ownRooms),
    db.select({ n: count() }).from(ownMessages),
    db.select({ n: count() }).from(ownShares),
  ]);
  const [person] = rows;
  if (!person || person.status === "deleted") return null;
  const [partner] = profiles;
  return {
    ...person,
    status: person.status,
    hasPassword: person.hasPassword === 1,
    providers: identities.map(({ provider }) => provider),
    lastSeenAt: seen[0]?.lastSeenAt ?? null,
    partner: partner
      ? {
          id: partner.id,
          status: partner.status,
          profile: partner.profile,
          reason: partner.decisionReason,
          appliedAt: partner.createdAt,
          decidedAt: partner.decidedAt,
        }
      : null,
    counts: {
      sessions: seen[0]?.live ?? 0,
      rooms: inRooms[0]?.n ?? 0,
      messages: written[0]?.n ?? 0,
      shares: shared[0]?.n ?? 0,
    },
  };
}
