import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { roomMembers } from "../../../drizzle/schema";
import type { AuditEntry } from "../../audit/schema";
import { auditStatement } from "../../audit/store";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { RoomMeta, UpdateRoom } from "../schema";
import { selectChanges, selectNumbers, toChanges, toNumbers } from "./rows";
import { rankOf } from "./standing";

export type NewRoom = {
  id: string;
  epoch: string;
  name: string;
  topic: string;
  kind: "public" | "private" | "direct";
  /** Of a direct room; a second one with the same key is not made. */
  directKey: string | null;
  ownerId: string;
  /** Others who are in it from the beginning. */
  memberIds: string[];
  now: number;
};

/** Makes a room with its members; answers the id of the room that stands, which for a direct one may be older. */
export async function insertRoom(db: Database, room: NewRoom): Promise<string> {
  const members = JSON.stringify([room.ownerId, ...room.memberIds]);
  const [, , rows] = await runBatch(db, [
    sql`
      INSERT INTO rooms (id, name, kind, topic, direct_key, rev, epoch, created_by, created_at)
      VALUES (${room.id}, ${room.name}, ${room.kind}, ${room.topic}, ${room.directKey}, 1,
        ${room.epoch}, ${room.ownerId}, ${room.now})
      ON CONFLICT (direct_key) DO NOTHING`,
    sql`
      INSERT OR IGNORE INTO room_members (room_id, user_id, role, invited_by, joined_at)
      SELECT room.id, person.value,
        CASE WHEN person.value = ${room.ownerId} THEN 'owner' ELSE 'member' END,
        CASE WHEN person.value = ${room.ownerId} THEN NULL ELSE ${room.ownerId} END, ${room.now}
      FROM rooms AS room, json_each(${members}) AS person WHERE room.id = ${room.id}`,
    sql`SELECT id FROM rooms WHERE id = ${room.id} OR direct_key = ${room.directKey}`,
  ]);
  return z.string().parse(rows?.[0]?.id);
}

/**
 * Changes what a room is called, its pace, or whether it is archived, and raises `rev`, unless all is so already. Only by
 * whoever owns it or is a moderator at that moment; written down when it is not the owner.
 */
export async function updateRoom(
  db: Database,
  roomId: string,
  values: UpdateRoom,
  { actorId, asModerator, now }: { actorId: string; asModerator: boolean; now: number },
): Promise<{ changed: boolean; numbers: RoomMeta | null }> {
  const name = values.name ?? null;
  const topic = values.topic ?? null;
  const slowMs = values.slowModeSeconds === undefined ? null : values.slowModeSeconds * 1000;
  const archived = values.archived === undefined ? null : values.archived ? 1 : 0;
  const update = sql`
    UPDATE rooms SET name = coalesce(${name}, name), topic = coalesce(${topic}, topic),
      slow_mode_ms = coalesce(${slowMs}, slow_mode_ms),
      archived_at = CASE ${archived} WHEN 1 THEN coalesce(archived_at, ${now}) WHEN 0 THEN NULL
        ELSE archived_at END, rev = rev + 1
    WHERE id = ${roomId} AND ${rankOf(sql`${actorId}`, sql`${roomId}`)} > 0
      AND (name <> coalesce(${name}, name) OR topic <> coalesce(${topic}, topic)
        OR slow_mode_ms <> coalesce(${slowMs}, slow_mode_ms)
        OR (archived_at IS NOT NULL) <> coalesce(${archived}, archived_at IS NOT NULL))`;
  const action =
    values.archived === undefined
      ? "room.update"
      : values.archived
        ? "room.archive"
        : "room.restore";
  const { slowModeSeconds } = values;
  const detail = values.archived === undefined ? values : { name, topic, slowModeSeconds };
  const audit: AuditEntry | null = asModerator
    ? { at: now, actorId, targetId: roomId, action, detail }
    : null;
  const [, changes, numbers] = await runBatch(db, [
    update,
    selectChanges,
    selectNumbers(roomId),
    ...(audit ? [auditStatement(audit, sql`changes() > 0`)] : []),
  ]);
  return { changed: toChanges(changes) > 0, numbers: toNumbers(numbers) };
}

/** Moves a read position in one direction, never past the newest message. `null`: it did not move. */
export async function moveReadPosition(
  db: Database,
  { roomId, userId, seq, now }: { roomId: string; userId: string; seq: number; now: number },
  direction: "forward" | "back",
): Promise<number | null> {
  const target = sql`min(${seq}, (SELECT last_seq FROM rooms WHERE id = ${roomId}))`;
  const rows = await db.all<{ readSeq: number }>(sql`
    UPDATE room_members SET read_seq = ${target}
      ${direction === "forward" ? sql`, read_at = ${now}` : sql``}
    WHERE room_id = ${roomId} AND user_id = ${userId}
      AND ${direction === "forward" ? sql`read_seq < ${target}` : sql`read_seq > ${target}`}
    RETURNING read_seq AS readSeq`);
  return rows[0]?.readSeq ?? null;
}

/** Where somebody has read to; `null` for those who are not members. */
export async function findReadPosition(
  db: Database,
  roomId: string,
  userId: string,
): Promise<number | null> {
  const [row] = await db
    .select({ readSeq: roomMembers.readSeq })
    .from(roomMembers)
    .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, userId)));
  return row?.readSeq ?? null;
}
