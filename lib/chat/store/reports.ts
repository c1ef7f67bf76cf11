import { sql } from "drizzle-orm";
import { z } from "zod";
import { auditStatement } from "../../audit/store";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import {
  moderationLimits,
  reportedMessageSchema,
  type Report,
  type ReportedMessage,
} from "../moderation-schema";
import { selectChanges, toChanges } from "./rows";

const dayMs = 24 * 60 * 60 * 1000;
/** Of one message; the count of the others stands in none of the lists. */
const reportsShown = 20;

const reportedSchema = z.object({
  authorId: z.string(),
  deletedAt: z.number().nullable(),
  isReported: z.number().transform((flag) => flag === 1),
  /** When the oldest report that counts against the day's limit was made; null below the limit. */
  limitedSince: z.number().nullable(),
});

export type WrittenReport = {
  created: boolean;
  /** What speaks about it afterwards; null where there is no such message in the room. */
  found: z.infer<typeof reportedSchema> | null;
};

/** Keeps what somebody holds against a message, once, and not more a day than they may; with the message as it is now. */
export async function insertReport(
  db: Database,
  at: { id: string; roomId: string; messageId: string; reporterId: string; now: number },
  { reason, detail = "" }: Report,
): Promise<WrittenReport> {
  const { id, roomId, messageId, reporterId, now } = at;
  const { reportsPerDay } = moderationLimits;
  const lately = sql`SELECT created_at FROM message_reports
    WHERE reporter_id = ${reporterId} AND created_at > ${now - dayMs}`;
  const [, changes, rows] = await runBatch(db, [
    sql`INSERT OR IGNORE INTO message_reports
        (id, room_id, message_id, author_id, reporter_id, reason, detail, body, created_at)
      SELECT ${id}, room_id, id, author_id, ${reporterId}, ${reason}, ${detail}, body, ${now}
      FROM messages WHERE id = ${messageId} AND room_id = ${roomId} AND deleted_at IS NULL
        AND author_id <> ${reporterId} AND (SELECT count(*) FROM (${lately})) < ${reportsPerDay}`,
    selectChanges,
    sql`SELECT message.author_id AS authorId, message.deleted_at AS deletedAt,
        EXISTS (SELECT 1 FROM message_reports
          WHERE message_id = message.id AND reporter_id = ${reporterId}) AS isReported,
        (${lately} ORDER BY created_at DESC LIMIT 1 OFFSET ${reportsPerDay - 1}) AS limitedSince
      FROM messages AS message WHERE message.id = ${messageId} AND message.room_id = ${roomId}`,
  ]);
  return {
    created: toChanges(changes) > 0,
    found: rows?.[0] ? reportedSchema.parse(rows[0]) : null,
  };
}

const rowSchema = z.object({
  ...reportedMessageSchema.shape,
  mayOpen: z.number().transform((flag) => flag === 1),
  isChanged: z.number().transform((flag) => flag === 1),
  isDeleted: z.number().transform((flag) => flag === 1),
  files: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
  reports: z
    .string()
    .transform((json) => reportedMessageSchema.shape.reports.parse(JSON.parse(json))),
});

/**
 * Reported messages that nobody has decided about, the longest waiting first; not those that the one who asks has written
 * themselves. One more than `limit` when there are more.
 */
export async function listReported(
  db: Database,
  readerId: string,
  limit: number,
): Promise<ReportedMessage[]> {
  const [rows] = await runBatch(db, [
    sql`WITH open AS (SELECT message_id, min(created_at) AS reported_at FROM message_reports
        WHERE closed_at IS NULL AND author_id <> ${readerId}
        GROUP BY message_id ORDER BY reported_at LIMIT ${limit + 1})
      SELECT message.id AS messageId, room.id AS roomId, room.kind AS roomKind,
        CASE room.kind WHEN 'direct' THEN '' ELSE room.name END AS roomName,
        room.kind = 'public' OR EXISTS (SELECT 1 FROM room_members
          WHERE room_id = room.id AND user_id = ${readerId}) AS mayOpen,
        message.seq AS seq, message.author_id AS authorId, message.author_name AS authorName,
        first.body AS body, message.created_at AS postedAt,
        message.deleted_at IS NULL AND message.body <> first.body AS isChanged,
        message.deleted_at IS NOT NULL AS isDeleted,
        (SELECT json_group_array(file.value ->> 'name') FROM json_each(message.attachments) AS file)
          AS files,
        open.reported_at AS reportedAt,
        (SELECT json_group_array(json_object('reporterName', one.name, 'reason', one.reason,
            'detail', one.detail, 'createdAt', one.created_at))
          FROM (SELECT reporter.name, report.reason, report.detail, report.created_at
            FROM message_reports AS report JOIN users AS reporter ON reporter.id = report.reporter_id
            WHERE report.message_id = message.id AND report.closed_at IS NULL
            ORDER BY report.created_at LIMIT ${reportsShown}) AS one) AS reports
      FROM open CROSS JOIN messages AS message ON message.id = open.message_id
      CROSS JOIN rooms AS room ON room.id = message.room_id
      CROSS JOIN message_reports AS first ON first.id = (SELECT id FROM message_reports
        WHERE message_id = open.message_id AND closed_at IS NULL ORDER BY created_at LIMIT 1)
      ORDER BY open.reported_at`,
  ]);
  return rowSchema.array().parse(rows ?? []);
}

/** How many messages wait for a decision; counts to `bound`. */
export async function countReported(
  db: Database,
  readerId: string,
  bound: number,
): Promise<number> {
  const [rows] = await runBatch(db, [
    sql`SELECT count(*) AS open FROM (SELECT DISTINCT message_id FROM message_reports
      WHERE closed_at IS NULL AND author_id <> ${readerId} LIMIT ${bound})`,
  ]);
  return z.number().parse(rows?.[0]?.open);
}

const placeSchema = z.object({ roomId: z.string(), authorId: z.string() });
const closedSchema = z.object({ closedBy: z.string(), outcome: z.string() });

/** Where a reported message stands, and what was decided about it last, if nothing is open. */
export async function findReported(
  db: Database,
  messageId: string,
): Promise<
  | (z.infer<typeof placeSchema> & { isOpen: boolean; closed: z.infer<typeof closedSchema> | null })
  | null
> {
  const [rows, closed] = await runBatch(db, [
    sql`SELECT room_id AS roomId, author_id AS authorId, min(closed_at IS NOT NULL) AS isClosed
      FROM message_reports WHERE message_id = ${messageId} GROUP BY room_id, author_id`,
    sql`SELECT closed_by AS closedBy, outcome FROM message_reports
      WHERE message_id = ${messageId} AND closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT 1`,
  ]);
  const row = rows?.[0];
  if (!row) return null;
  return {
    ...placeSchema.parse(row),
    isOpen: row.isClosed === 0,
    closed: closed?.[0] ? closedSchema.parse(closed[0]) : null,
  };
}

/** Closes the open reports of a message without doing anything about it; only a moderator's word counts, at that moment. */
export async function dismissReports(
  db: Database,
  { messageId, actorId, now }: { messageId: string; actorId: string; now: number },
  detail: { roomId: string; authorId: string },
): Promise<boolean> {
  const entry = { at: now, actorId, targetId: messageId, detail };
  const [, changes] = await runBatch(db, [
    sql`UPDATE message_reports SET closed_at = ${now}, closed_by = ${actorId},
        outcome = 'dismissed', body = ''
      WHERE message_id = ${messageId} AND closed_at IS NULL AND author_id <> ${actorId}
        AND EXISTS (SELECT 1 FROM users WHERE id = ${actorId} AND status = 'active'
          AND role IN ('moderator', 'admin'))`,
    selectChanges,
    auditStatement({ ...entry, action: "message.dismiss_reports" }, sql`changes() > 0`),
  ]);
  return toChanges(changes) > 0;
}
