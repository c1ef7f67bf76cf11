import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { roomMembers, sessions, users } from "../../drizzle/schema";
import { runBatch } from "../platform/batch";
import type { Database } from "../platform/database";

export type SocketCandidate = {
  name: string;
  image: string | null;
  status: "active" | "banned" | "deleted";
  isMember: boolean;
  /** The session that asked for the ticket was signed out since, or its API token has ended. */
  isSignedOut: boolean;
  /** When that session or token ends by time, as far as it is known now (ms); null: it does not. */
  endsAt: number | null;
};

/** Who wants the socket, as D1 says now: one query, no cache. `null` when there is no such account. */
export async function findSocketCandidate(
  db: Database,
  { userId, sid }: { userId: string; sid: string },
  roomId: string,
  now: number,
): Promise<SocketCandidate | null> {
  const row = await db
    .select({
      name: users.name,
      image: users.image,
      status: users.status,
      memberId: roomMembers.userId,
      revokedAt: sessions.revokedAt,
      endsAt: sql<number | null>`coalesce(${sessions.expiresAt},
        (SELECT expires_at FROM api_tokens WHERE 'token:' || id = ${sid}))`.as("ends_at"),
      isTokenDead: sql<number>`CASE WHEN ${sid} LIKE 'token:%' THEN NOT EXISTS (
        SELECT 1 FROM api_tokens WHERE 'token:' || id = ${sid} AND user_id = ${users.id}
          AND revoked_at IS NULL AND coalesce(expires_at > ${now}, 1)) ELSE 0 END`.as(
        "is_token_dead",
      ),
    })
    .from(users)
    .leftJoin(roomMembers, and(eq(roomMembers.userId, users.id), eq(roomMembers.roomId, roomId)))
    .leftJoin(sessions, and(eq(sessions.sid, sid), eq(sessions.userId, users.id)))
    .where(eq(users.id, userId))
    .get();
  if (!row) return null;
  const { memberId, revokedAt, isTokenDead, ...candidate } = row;
  const isSignedOut = revokedAt !== null || isTokenDead === 1;
  return { ...candidate, isMember: memberId !== null, isSignedOut };
}

const endSchema = z.array(z.object({ sid: z.string(), endsAt: z.number() }));

/**
 * Until when sessions last that are neither signed out nor over, by `sid`; each use puts off the end. API tokens are not
 * among them: their end is fixed.
 */
export async function findSessionEnds(
  db: Database,
  sids: string[],
  now: number,
): Promise<Map<string, number>> {
  const [rows] = await runBatch(db, [
    sql`SELECT sid, expires_at AS endsAt FROM sessions
      WHERE sid IN (SELECT value FROM json_each(${JSON.stringify(sids)}))
        AND revoked_at IS NULL AND expires_at > ${now}`,
  ]);
  return new Map(endSchema.parse(rows ?? []).map(({ sid, endsAt }) => [sid, endsAt]));
}
