import { sql } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { Message } from "../schema";
import { messageColumns, toMessages } from "./rows";

const besidesSchema = z.array(z.object({ rowid: z.number(), readSeq: z.number() }));

export type Mention = { message: Message; rowid: number; readSeq: number };

/**
 * Messages that name somebody, those that named them last first, of rooms that they are a member of. What was deleted, or
 * edited so that it names them no more, is left out. `cursor`: only those of a smaller rowid.
 */
export async function listMentionsOf(
  db: Database,
  userId: string,
  { cursor, limit }: { cursor: number | undefined; limit: number },
): Promise<Mention[]> {
  // In the order of the index, from its end: as many entries are read as are shown, and those passed over.
  const [rows] = await runBatch(db, [
    sql`SELECT ${messageColumns}, named.rowid AS rowid, me.read_seq AS readSeq
      FROM mentions AS named INDEXED BY mentions_newest
      CROSS JOIN room_members AS me ON me.room_id = named.room_id AND me.user_id = ${userId}
      CROSS JOIN messages AS message
        ON message.room_id = named.room_id AND message.seq = named.seq
      WHERE named.user_id = ${userId}
        ${cursor === undefined ? sql`` : sql`AND named.rowid < ${cursor}`}
        AND message.deleted_at IS NULL
        AND instr(message.body, '<@' || ${userId} || '>') > 0
      ORDER BY named.rowid DESC LIMIT ${limit}`,
  ]);
  const besides = besidesSchema.parse(rows ?? []);
  return toMessages(rows).flatMap((message, index) => {
    const beside = besides[index];
    return beside ? [{ message, ...beside }] : [];
  });
}
