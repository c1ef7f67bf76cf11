import { sql, type SQL } from "drizzle-orm";
import type { Database } from "../../platform/database";
import type { RoomSummary } from "../schema";
import { isBannedFrom, withOwner } from "./standing";

/** Counts of unread messages and mentions stop here. */
const countBound = 1000;
const ownRoomsBound = 500;
const publicRoomsBound = 100;

type SummaryRow = Omit<RoomSummary, "peer"> & {
  peerId: string | null;
  peerName: string | null;
  peerImage: string | null;
};

// `other` is looked up by a key that is NULL but in direct rooms, or SQLite would walk through all members of the rest.

/** My rooms, those with the latest message first. One statement; counts look at 1,000 messages a room at most. */
export async function listOwnRooms(db: Database, userId: string): Promise<RoomSummary[]> {
  return listSummaries(
    db,
    userId,
    sql`FROM room_members AS me JOIN rooms AS room ON room.id = me.room_id
      LEFT JOIN room_members AS other
        ON other.room_id = CASE room.kind WHEN 'direct' THEN room.id END
        AND other.user_id <> me.user_id
      LEFT JOIN users AS peer ON peer.id = other.user_id
      WHERE me.user_id = ${userId}
      ORDER BY coalesce(room.last_message_at, room.created_at) DESC LIMIT ${ownRoomsBound}`,
  );
}

/** Those of my rooms with the latest messages. */
export async function listNewestRoomIds(
  db: Database,
  userId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db.all<{ id: string }>(sql`
    SELECT room.id AS id FROM room_members AS me CROSS JOIN rooms AS room ON room.id = me.room_id
    WHERE me.user_id = ${userId}
    ORDER BY coalesce(room.last_message_at, room.created_at) DESC LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/** Public rooms that I could join (neither archived nor banned from), those with the latest message first. */
export async function listJoinableRooms(
  db: Database,
  userId: string,
  now: number,
): Promise<RoomSummary[]> {
  return listSummaries(
    db,
    userId,
    sql`FROM rooms AS room
      LEFT JOIN room_members AS me ON me.room_id = room.id AND me.user_id = ${userId}
      LEFT JOIN users AS peer ON false
      WHERE room.kind = 'public' AND me.user_id IS NULL AND room.archived_at IS NULL
        AND NOT ${isBannedFrom(sql`room.id`, sql`${userId}`, now)}
      ORDER BY coalesce(room.last_message_at, room.created_at) DESC LIMIT ${publicRoomsBound}`,
  );
}

/** One room as I see it; `null` when there is none. Says nothing about whether I may see it. */
export async function findRoomSummary(
  db: Database,
  userId: string,
  roomId: string,
): Promise<RoomSummary | null> {
  const [summary] = await listSummaries(
    db,
    userId,
    sql`FROM rooms AS room
      LEFT JOIN room_members AS me ON me.room_id = room.id AND me.user_id = ${userId}
      LEFT JOIN room_members AS other
        ON other.room_id = CASE room.kind WHEN 'direct' THEN room.id END
        AND other.user_id <> ${userId}
      LEFT JOIN users AS peer ON peer.id = other.user_id
      WHERE room.id = ${roomId} LIMIT 1`,
  );
  return summary ?? null;
}

/** What is noted in the room of me, or of my owner when I am a bot, whether or not I am in it. */
const standing = (column: "muted_until" | "mute_reason", userId: string): SQL =>
  sql`(SELECT ${sql.raw(column)} FROM room_standings
    WHERE room_id = room.id AND user_id IN ${withOwner(sql`${userId}`)}
    ORDER BY muted_until DESC LIMIT 1)`;

async function listSummaries(db: Database, userId: string, from: SQL): Promise<RoomSummary[]> {
  const rows = await db.all<SummaryRow>(sql`
    SELECT room.id AS id, coalesce(peer.name, room.name) AS name, room.kind AS kind,
      room.topic AS topic, room.rev AS rev, room.last_seq AS lastSeq,
      room.last_message_at AS lastMessageAt, room.epoch AS epoch, me.role AS myRole,
      coalesce(me.read_seq, 0) AS readSeq, me.involvement AS involvement,
      CASE WHEN me.read_seq < room.last_seq THEN (
        SELECT count(*) FROM (SELECT author_id, deleted_at FROM messages
          WHERE room_id = room.id AND seq > me.read_seq ORDER BY seq DESC LIMIT ${countBound})
        WHERE author_id <> ${userId} AND deleted_at IS NULL) ELSE 0 END AS unread,
      CASE WHEN me.read_seq < room.last_seq THEN (
        SELECT count(*) FROM (SELECT seq FROM mentions
          WHERE user_id = ${userId} AND room_id = room.id AND seq > me.read_seq LIMIT ${countBound})
          AS named JOIN messages AS message ON message.room_id = room.id AND message.seq = named.seq
        WHERE instr(message.body, '<@' || ${userId} || '>') > 0) ELSE 0 END AS mentions,
      peer.id AS peerId, peer.name AS peerName, peer.image AS peerImage,
      room.archived_at AS archivedAt, room.slow_mode_ms / 1000 AS slowModeSeconds,
      ${standing("muted_until", userId)} AS mutedUntil,
      ${standing("mute_reason", userId)} AS muteReason
    ${from}`);
  return rows.map(({ peerId, peerName, peerImage, ...room }) => ({
    ...room,
    peer: peerId && peerName !== null ? { id: peerId, name: peerName, image: peerImage } : null,
  }));
}
