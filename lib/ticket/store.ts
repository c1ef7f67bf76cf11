import { and, eq } from "drizzle-orm";
import { roomMembers, sessions, users } from "../../drizzle/schema";
import type { Database } from "../platform/database";

export type SocketCandidate = {
  name: string;
  image: string | null;
  status: "active" | "banned" | "deleted";
  isMember: boolean;
  /** The session that asked for the ticket was signed out since. */
  isSignedOut: boolean;
};

/** Who wants the socket, as D1 says now: one query, no cache. `null` when there is no such account. */
export async function findSocketCandidate(
  db: Database,
  { userId, sid }: { userId: string; sid: string },
  roomId: string,
): Promise<SocketCandidate | null> {
  const row = await db
    .select({
      name: users.name,
      image: users.image,
      status: users.status,
      memberId: roomMembers.userId,
      revokedAt: sessions.revokedAt,
    })
    .from(users)
    .leftJoin(roomMembers, and(eq(roomMembers.userId, users.id), eq(roomMembers.roomId, roomId)))
    .leftJoin(sessions, and(eq(sessions.sid, sid), eq(sessions.userId, users.id)))
    .where(eq(users.id, userId))
    .get();
  if (!row) return null;
  const { memberId, revokedAt, ...candidate } = row;
  return { ...candidate, isMember: memberId !== null, isSignedOut: revokedAt !== null };
}
