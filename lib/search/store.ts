import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { messageColumns, toMessages } from "../chat/store/rows";
import type { Message } from "../chat/schema";
import { runBatch } from "../platform/batch";
import type { Database } from "../platform/database";

/** How far the index reaches: `installation` holds the greatest rowid of `messages` that it has looked at. */
const reachKey = "search.reach";
const reach = sql`coalesce((SELECT CAST(value AS INTEGER) FROM installation
  WHERE key = ${reachKey}), 0)`;

const waitingSchema = z.array(
  z.object({ rowid: z.number(), body: z.string(), editedAt: z.number().nullable() }),
);
export type WaitingMessage = z.infer<typeof waitingSchema>[number];

/** The rooms whose members a person is, by rowid, and messages that the index has not looked at yet, oldest first. */
export async function readSearchState(
  db: Database,
  userId: string,
  limit: number,
): Promise<{ rooms: { id: string; rowid: number }[]; waiting: WaitingMessage[] }> {
  const [rooms, waiting] = await runBatch(db, [
    sql`SELECT room.id AS id, room.rowid AS rowid FROM room_members AS member
      CROSS JOIN rooms AS room ON room.id = member.room_id WHERE member.user_id = ${userId}`,
    selectWaiting(limit),
  ]);
  return {
    rooms: z.array(z.object({ id: z.string(), rowid: z.number() })).parse(rooms ?? []),
    waiting: waitingSchema.parse(waiting ?? []),
  };
}

/** The same without a person, for the cron. */
export async function listWaiting(db: Database, limit: number): Promise<WaitingMessage[]> {
  const [rows] = await runBatch(db, [selectWaiting(limit)]);
  return waitingSchema.parse(rows ?? []);
}

function selectWaiting(limit: number): SQL {
  return sql`SELECT rowid, body, edited_at AS editedAt FROM messages
    WHERE rowid > ${reach} ORDER BY rowid LIMIT ${limit}`;
}

/** The year, month and day (UTC) on which `message` was written, as `toDayTerms` looks for them. */
const dayTokens = sql`strftime('y%Y m%Y%m d%Y%m%d', message.created_at / 1000, 'unixepoch')`;

export type IndexRow = { rowid: number; editedAt: number | null; text: string };

/**
 * Puts messages into the index and moves its reach to the last of them, in one transaction. Repeating changes nothing. What
 * was edited since it was read is left alone: the edit has put its own text in.
 */
export async function addToIndex(db: Database, rows: IndexRow[]): Promise<void> {
  const last = rows.at(-1);
  if (!last) return;
  await runBatch(db, [
    sql`INSERT OR REPLACE INTO message_index (rowid, body, room, author, day)
      SELECT message.rowid, row.value ->> 'text', room.rowid, author.rowid, ${dayTokens}
      FROM json_each(${JSON.stringify(rows)}) AS row
      CROSS JOIN messages AS message ON message.rowid = row.value ->> 'rowid'
      CROSS JOIN rooms AS room ON room.id = message.room_id
      CROSS JOIN users AS author ON author.id = message.author_id
      WHERE message.deleted_at IS NULL AND message.edited_at IS row.value ->> 'editedAt'`,
    sql`INSERT INTO installation (key, value) VALUES (${reachKey}, ${String(last.rowid)})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value
      WHERE CAST(excluded.value AS INTEGER) > CAST(installation.value AS INTEGER)`,
  ]);
}

/** For the batch of an edit: the index holds the message as it stands after it. */
export function reindexStatement(messageId: string, body: string, text: string): SQL {
  return sql`INSERT OR REPLACE INTO message_index (rowid, body, room, author, day)
    SELECT message.rowid, ${text}, room.rowid, author.rowid, ${dayTokens} FROM messages AS message
    CROSS JOIN rooms AS room ON room.id = message.room_id
    CROSS JOIN users AS author ON author.id = message.author_id
    WHERE message.id = ${messageId} AND message.body = ${body} AND message.deleted_at IS NULL`;
}

/** For the batch of a removal: tombstones are not found. */
export function unindexStatement(messageId: string): SQL {
  return sql`DELETE FROM message_index WHERE rowid IN
    (SELECT rowid FROM messages WHERE id = ${messageId} AND deleted_at IS NOT NULL)`;
}

type Search = {
  /** FTS5's expression for the text. */
  match: string;
  rooms: { id: string; rowid: number }[];
  author?: string | undefined;
  after?: number | undefined;
  before?: number | undefined;
  /** Years, months and days that hold `after` to `before`; null: any. */
  days: string[] | null;
  /** Only messages of a smaller rowid. */
  cursor?: number | undefined;
  limit: number;
};

/** More rooms than this are not told to the index, only to the join behind it. */
const maxRoomTerms = 200;

/**
 * Messages that match, newest first, each with its rowid. All filters are part of the expression, so that the index leaps over
 * what does not meet them; the join behind it decides on bounds within a day.
 */
export async function findMessages(
  db: Database,
  search: Search,
): Promise<{ message: Message; rowid: number }[]> {
  const { rooms, author, after, before, days, cursor, limit } = search;
  const match = [
    search.match,
    ...(rooms.length <= maxRoomTerms ? [`room : (${anyOf(rooms.map(({ rowid }) => rowid))})`] : []),
    ...(days ? [`day : (${anyOf(days)})`] : []),
  ].join(" AND ");
  const ofAuthor = sql`' AND author : ' || coalesce((SELECT rowid FROM users WHERE id = ${author ?? ""}), 0)`;
  const [rows] = await runBatch(db, [
    sql`SELECT ${messageColumns}, message.rowid AS rowid FROM message_index
      CROSS JOIN messages AS message ON message.rowid = message_index.rowid
      WHERE message_index MATCH ${match} ${author === undefined ? sql`` : sql`|| ${ofAuthor}`}
        ${cursor === undefined ? sql`` : sql`AND message_index.rowid < ${cursor}`}
        AND message.room_id IN (SELECT value FROM json_each(${JSON.stringify(rooms.map(({ id }) => id))}))
        AND message.deleted_at IS NULL
        ${author === undefined ? sql`` : sql`AND message.author_id = ${author}`}
        ${after === undefined ? sql`` : sql`AND message.created_at >= ${after}`}
        ${before === undefined ? sql`` : sql`AND message.created_at < ${before}`}
      ORDER BY message_index.rowid DESC LIMIT ${limit}`,
  ]);
  const rowids = z.array(z.object({ rowid: z.number() })).parse(rows ?? []);
  return toMessages(rows).map((message, index) => ({ message, rowid: rowids[index]?.rowid ?? 0 }));
}

const anyOf = (tokens: (string | number)[]) => tokens.join(" OR ");

/** The rowid by which the index knows a room; null when there is none. */
export async function findRoomRowid(db: Database, roomId: string): Promise<number | null> {
  const [rows] = await runBatch(db, [sql`SELECT rowid FROM rooms WHERE id = ${roomId}`]);
  return rows?.[0] ? z.object({ rowid: z.number() }).parse(rows[0]).rowid : null;
}
