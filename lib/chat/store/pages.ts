import { and, asc, desc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { messages, rooms } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import type { MessagePage, RoomMeta } from "../schema";
import { numberColumns, toMessage } from "./rows";

/** Which page of a room's messages; without a cursor the newest. */
export type PageCursor =
  { after: number } | { before: number } | { around: string } | { changedSince: number } | null;

/**
 * A page and the numbers of its room in one statement, so that they belong together.
 * Ascending by `seq`, or by `rev` for `changedSince`, where `rev` says how far the page reaches. `null`: no such room.
 * The page around a message has it in its middle, and no messages when there is none such in the room.
 */
export async function findPage(
  db: Database,
  roomId: string,
  cursor: PageCursor,
  limit: number,
): Promise<MessagePage | null> {
  const { match, order, newestFirst } = toSelection(roomId, cursor, limit);
  const rows = await db
    .select({ numbers: numberColumns, message: messages })
    .from(rooms)
    .leftJoin(messages, and(eq(messages.roomId, rooms.id), match))
    .where(eq(rooms.id, roomId))
    .orderBy(order)
    .limit(limit + 1);
  const numbers = rows[0]?.numbers;
  if (!numbers) return null;
  const found = rows.flatMap((row) => (row.message ? [toMessage(row.message)] : []));
  const hasMore = found.length > limit;
  const page = found.slice(0, limit);
  const reached = cursor && "changedSince" in cursor && hasMore ? page.at(-1)?.rev : undefined;
  return {
    messages: newestFirst ? page.reverse() : page,
    rev: reached ?? numbers.rev,
    lastSeq: numbers.lastSeq,
    epoch: numbers.epoch,
    hasMore,
  };
}

function toSelection(roomId: string, cursor: PageCursor, limit: number) {
  if (cursor === null) return { order: desc(messages.seq), newestFirst: true };
  if ("after" in cursor) return { match: gt(messages.seq, cursor.after), order: asc(messages.seq) };
  if ("before" in cursor) {
    return { match: lt(messages.seq, cursor.before), order: desc(messages.seq), newestFirst: true };
  }
  if ("around" in cursor) {
    // Counted down from half a page above it: one row more than fits says that there are earlier ones.
    const target = sql`(SELECT target.seq FROM ${messages} AS target
      WHERE target.id = ${cursor.around} AND target.room_id = ${roomId})`;
    const match = sql`${messages.seq} BETWEEN ${target} - ${limit} AND ${target} + ${Math.floor((limit - 1) / 2)}`;
    return { match, order: desc(messages.seq), newestFirst: true };
  }
  return { match: gt(messages.rev, cursor.changedSince), order: asc(messages.rev) };
}

/** The numbers of a room: one row of one table. */
export async function findNumbers(db: Database, roomId: string): Promise<RoomMeta | null> {
  const [row] = await db.select(numberColumns).from(rooms).where(eq(rooms.id, roomId));
  return row ?? null;
}

/** The same for several rooms in one query (at most 50, which are bound one by one). */
export async function listNumbers(db: Database, roomIds: string[]): Promise<RoomMeta[]> {
  return db.select(numberColumns).from(rooms).where(inArray(rooms.id, roomIds));
}
