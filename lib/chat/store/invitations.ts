import { and, eq } from "drizzle-orm";
import { invitations, roomMembers, rooms, users } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";

export type InvitationRow = {
  roomId: string;
  name: string;
  topic: string;
  kind: "public" | "private" | "direct";
  createdBy: string;
  /** `null`: whoever made the link is no longer an active member, so it leads nowhere. */
  inviterName: string | null;
  expiresAt: number;
  revokedAt: number | null;
};

/** Keeps a link into a room; only the hash of its token is stored. */
export async function insertInvitation(
  db: Database,
  row: {
    tokenHash: string;
    roomId: string;
    createdBy: string;
    createdAt: number;
    expiresAt: number;
  },
): Promise<void> {
  await db.insert(invitations).values(row);
}

/** The invitation behind a token's hash, with its room. */
export async function findInvitation(
  db: Database,
  tokenHash: string,
): Promise<InvitationRow | null> {
  const [row] = await db
    .select({
      roomId: rooms.id,
      name: rooms.name,
      topic: rooms.topic,
      kind: rooms.kind,
      createdBy: invitations.createdBy,
      inviterName: users.name,
      expiresAt: invitations.expiresAt,
      revokedAt: invitations.revokedAt,
    })
    .from(invitations)
    .innerJoin(rooms, eq(rooms.id, invitations.roomId))
    .leftJoin(
      roomMembers,
      and(eq(roomMembers.roomId, rooms.id), eq(roomMembers.userId, invitations.createdBy)),
    )
    .leftJoin(users, and(eq(users.id, roomMembers.userId), eq(users.status, "active")))
    .where(eq(invitations.tokenHash, tokenHash));
  return row ?? null;
}
