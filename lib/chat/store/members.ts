import { and, asc, eq, gt, inArray, ne, or, sql } from "drizzle-orm";
import { bots, partners, roomMembers, rooms, users } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import type { RoomMember, RoomMeta } from "../schema";
import { numberColumns } from "./rows";
import { isBannedFrom } from "./standing";

export type MembershipRow = {
  /** Of the room when it was so. */
  numbers: RoomMeta;
  /** `null`: they are banned from it, and so it is as if it were not there. */
  kind: "public" | "private" | "direct" | null;
  role: "owner" | "member" | null;
};

/** How somebody stands to these rooms, with the room's numbers of that moment; rooms that do not exist are left out. */
export async function listMemberships(
  db: Database,
  userId: string,
  roomIds: string[],
  now: number,
): Promise<MembershipRow[]> {
  const kind = sql<MembershipRow["kind"]>`CASE
    WHEN NOT ${isBannedFrom(sql`${rooms.id}`, sql`${userId}`, now)} THEN ${rooms.kind} END`;
  return db
    .select({ numbers: numberColumns, kind, role: roomMembers.role })
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

/** Members but hooks in the order of their ids, after `cursor`; one more than `limit` when there are more. */
export async function listMembers(
  db: Database,
  roomId: string,
  cursor: string | undefined,
  limit: number,
): Promise<RoomMember[]> {
  return selectMembers(db)
    .where(
      and(
        eq(roomMembers.roomId, roomId),
        ne(users.kind, "hook"),
        cursor ? gt(roomMembers.userId, cursor) : undefined,
      ),
    )
    .orderBy(asc(roomMembers.userId))
    .limit(limit + 1);
}

const mostFound = 20;

/** Active members of these ids, and those with `q` in their name, 20 of these at most; a name that begins with it first. */
export async function searchMembers(
  db: Database,
  roomId: string,
  { q, ids }: { q: string | null; ids: readonly string[] },
): Promise<RoomMember[]> {
  // instr instead of LIKE: D1 refuses LIKE patterns over 50 bytes, and `%` needs no escaping here.
  const position = sql<number>`instr(lower(${users.name}), lower(${q ?? ""}))`;
  const isNamed = sql`${roomMembers.userId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  return selectMembers(db)
    .where(
      and(
        eq(roomMembers.roomId, roomId),
        eq(users.status, "active"),
        q === null ? isNamed : or(isNamed, sql`${position} > 0`),
      ),
    )
    .orderBy(sql`NOT ${isNamed}`, sql`${position} > 1`, asc(users.name), asc(users.id))
    .limit(mostFound + ids.length);
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
      badge: sql<RoomMember["badge"]>`CASE WHEN ${users.kind} = 'bot' THEN 'bot'
        WHEN ${users.role} IN ('moderator', 'admin')
        THEN ${users.role} WHEN ${partners.status} = 'approved' THEN 'partner' END`,
      readSeq: roomMembers.readSeq,
      joinedAt: roomMembers.joinedAt,
    })
    .from(roomMembers)
    .innerJoin(users, eq(users.id, roomMembers.userId))
    .leftJoin(partners, eq(partners.userId, users.id))
    .$dynamic();
}

/** Those of `userIds` who are people with an active account: bots are brought in by their owners only. */
export async function listActiveUserIds(db: Database, userIds: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, userIds), eq(users.status, "active"), eq(users.kind, "person")));
  return rows.map((row) => row.id);
}

/** The bots of these people that are in the room. */
export async function listBotsOf(
  db: Database,
  roomId: string,
  ownerIds: string[],
): Promise<string[]> {
  const rows = await db
    .select({ id: bots.id })
    .from(bots)
    .innerJoin(roomMembers, and(eq(roomMembers.userId, bots.id), eq(roomMembers.roomId, roomId)))
    .where(inArray(bots.ownerId, ownerIds));
  return rows.map((row) => row.id);
}
