import { and, eq } from "drizzle-orm";
import { roomMembers, users } from "../../drizzle/schema";
import type { Database } from "../platform/database";

export type SocketCandidate = {
  name: string;
  image: string | null;
  status: "active" | "banned" | "deleted";
  isMember: boolean;
};

/** Who wants the socket, as D1 says now: one query, no cache. `null` when there is no such account. */
export async function findSocketCandidate(
  db: Database,
  userId: string,
  roomId: string,
): Promise<SocketCandidate | null> {
  const row = await db
    .select({
      name: users.name,
      image: users.image,
      status: users.status,
      memberId: roomMembers.userId,
    })
    .from(users)
    .leftJoin(roomMembers, and(eq(roomMembers.userId, users.id), eq(roomMembers.roomId, roomId)))
    .where(eq(users.id, userId))
    .get();
  if (!row) return null;
  const { memberId, ...candidate } = row;
  return { ...candidate, isMember: memberId !== null };
}
