import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { partners, roomMembers, rooms, users } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import type { RoomMember, RoomMeta } from "../schema";
import { numberColumns } from "./rows";

export type MembershipRow = {
  /** Of the room when it was so. */
  numbers: RoomMeta;
  kind: "public" | "private" | "direct";
  role: "owner" | "member" | null;
};

/** How somebody stands to these rooms, with the room's numbers of that moment; rooms that do not exist are left out. */
export async function listMemberships(
  db: Database,
  userId: string,
  roomIds: string[],
): Promise<MembershipRow[]> {
  return db
    .select({ numbers: numberColumns, kind: rooms.kind, role: roomMembers.role })
    .from(rooms)
    .leftJoin(roomMembers, and(eq(roomMembers.roomId, rooms.id), eq(roomMembers.userId, userId)))
    .where(inArray(rooms.id, roomIds));
}

/** Whether somebody is in the room and may act, straight from the truth. */
export async function isActiveMember(
  db: Database,
  roomId: string,
  userId: string,
): Promise<boolean> {
  const [row] = await db
    .select({ status: users.status })
    .from(roomMembers)
    .innerJoin(users, eq(users.id, roomMembers.userId))
    .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, userId)));
  return row?.status === "active";
}

/** Members in the order of their ids, after `cursor`; one more than `limit` when there are more. */
export async function listMembers(
  db: Database,
  roomId: string,
  cursor: string | undefined,
  limit: number,
): Promise<RoomMember[]> {
  return selectMembers(db)
    .where(and(eq(roomMembers.roomId, roomId), cursor ? gt(roomMembers.userId, cursor) : undefined))
    .orderBy(asc(roomMembers.userId))
    .limit(limit + 1);
}

/** Those of `userIds` who are members. */
export async function listMembersById(
  db: Database,
  roomId: string,
  userIds: string[],
): Promise<RoomMember[]> {
  return selectMembers(db).where(
    and(eq(roomMembers.roomId, roomId), inArray(roomMembers.userId, userIds)),
  );
}

function selectMembers(db: Database) {
  return db
    .select({
      userId: roomMembers.userId,
      name: users.name,
      image: users.image,
      role: roomMembers.role,
      badge: sql<RoomMember["badge"]>`CASE WHEN ${users.role} IN ('moderator', 'admin')
        THEN ${users.role} WHEN ${partners.status} = 'approved' THEN 'partner' END`,
      readSeq: roomMembers.readSeq,
      joinedAt: roomMembers.joinedAt,
    })
    .from(roomMembers)
    .innerJoin(users, eq(users.id, roomMembers.userId))
    .leftJoin(partners, eq(partners.userId, users.id))
    .$dynamic();
}

/** Those of `userIds` whose account is active. */
export async function listActiveUserIds(db: Database, userIds: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, userIds), eq(users.status, "active")));
  return rows.map((row) => row.id);
}
