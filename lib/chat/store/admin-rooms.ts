import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { within } from "../../platform/within";
import { membersBound, type AdminRoomPage, type RoomOrder } from "../admin/schema";

const readLimitMs = 5_000;

/**
 * What each order sorts by, and which way. There is no index for it: one would be written with every message that is posted,
 * while an admin who looks costs a row a room, once a minute.
 */
const orders: Record<RoomOrder, { key: SQL; descending: boolean }> = {
  activity: { key: sql`coalesce(room.last_message_at, room.created_at)`, descending: true },
  messages: { key: sql`room.last_seq`, descending: true },
  created: { key: sql`room.created_at`, descending: true },
  // Direct rooms have no name to be sorted by: they come last.
  name: {
    key: sql`CASE room.kind WHEN 'direct' THEN '1' ELSE '0' || lower(room.name) END`,
    descending: false,
  },
};

/** Where a page ended: the value that its order sorts by, and the room's id. */
export type RoomCursor = { key: string | number; id: string };

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string().nullable(),
    kind: z.enum(["public", "private", "direct"]),
    members: z.number(),
    messages: z.number(),
    lastMessageAt: z.number().nullable(),
    createdAt: z.number(),
    creatorId: z.string().nullable(),
    creatorName: z.string().nullable(),
    mayOpen: z.number(),
    key: z.union([z.string(), z.number()]),
  }),
);
const countsSchema = z.object({ public: z.number(), private: z.number(), direct: z.number() });

export type AdminRoomRow = z.infer<typeof rowsSchema>[number];

/** Rooms behind a cursor whose name contains `q`, and how many there are of each kind. Names nobody of a direct room. */
export async function searchRooms(
  db: Database,
  ask: {
    adminId: string;
    q: string;
    type: "public" | "private" | "direct" | null;
    order: RoomOrder;
    after: RoomCursor | null;
    limit: number;
  },
): Promise<{ rows: AdminRoomRow[]; counts: AdminRoomPage["counts"] }> {
  const { adminId, q, type, order, after, limit } = ask;
  const { key, descending } = orders[order];
  const direction = descending ? sql`DESC` : sql`ASC`;
  const behind = after
    ? sql`(${key}, room.id) ${descending ? sql`<` : sql`>`} (${after.key}, ${after.id})`
    : sql`1`;
  // instr instead of LIKE: D1 refuses LIKE patterns over 50 bytes, and `%` needs no escaping here.
  const isNamed = sql`room.kind <> 'direct' AND instr(lower(room.name), lower(${q})) > 0`;
  const batch = runBatch(db, [
    sql`SELECT room.id AS id, CASE room.kind WHEN 'direct' THEN NULL ELSE room.name END AS name,
        room.kind AS kind, room.last_seq AS messages, room.last_message_at AS lastMessageAt,
        room.created_at AS createdAt, creator.id AS creatorId, creator.name AS creatorName,
        (SELECT count(*) FROM (SELECT 1 FROM room_members WHERE room_id = room.id
          LIMIT ${membersBound})) AS members,
        room.kind = 'public' OR EXISTS (SELECT 1 FROM room_members
          WHERE room_id = room.id AND user_id = ${adminId}) AS mayOpen,
        ${key} AS key
      FROM rooms AS room
      LEFT JOIN users AS creator
        ON creator.id = CASE room.kind WHEN 'direct' THEN NULL ELSE room.created_by END
        AND creator.status <> 'deleted'
      WHERE ${behind} AND ${type === null ? sql`1` : sql`room.kind = ${type}`}
        AND ${q === "" ? sql`1` : isNamed}
      ORDER BY ${key} ${direction}, room.id ${direction} LIMIT ${limit}`,
    sql`SELECT coalesce(sum(kind = 'public'), 0) AS public,
        coalesce(sum(kind = 'private'), 0) AS private,
        coalesce(sum(kind = 'direct'), 0) AS direct FROM rooms`,
  ]);
  const [rows, counts] = await within(readLimitMs, "listing rooms", batch);
  return { rows: rowsSchema.parse(rows ?? []), counts: countsSchema.parse(counts?.[0]) };
}
