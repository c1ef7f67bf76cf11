import { sql } from "drizzle-orm";
import { z } from "zod";
import { attachmentSchema } from "../../chat/schema";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { newId } from "../../platform/id";
import type { OwedState } from "../domain";
import { pushLocaleSchema } from "../schema";

const browserSchema = z.object({
  endpoint: z.string(),
  p256dh: z.string(),
  auth: z.string(),
  locale: pushLocaleSchema,
});
export type Browser = z.infer<typeof browserSchema>;

/** A push that this worker has taken on, what decides about it, and what it says. */
export type ClaimedPush = OwedState & {
  subscriptionId: string;
  messageId: string;
  roomId: string;
  userId: string;
  reason: "direct" | "mention" | "everything";
  /** Failed ones. */
  attempts: number;
  roomName: string;
  authorName: string;
  authorImage: string | null;
  body: string;
  files: { name: string; type: string }[];
  browser: Browser | null;
};

const rowSchema = z.object({
  subscriptionId: z.string(),
  messageId: z.string(),
  roomId: z.string(),
  userId: z.string(),
  reason: z.enum(["direct", "mention", "everything"]),
  seq: z.number(),
  attempts: z.number(),
  createdAt: z.number(),
  readSeq: z.number().nullable(),
  involvement: z.enum(["everything", "mentions", "nothing"]).nullable(),
  kind: z.enum(["public", "private", "direct"]).nullable(),
  lastReadAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
  roomName: z.string().nullable(),
  authorName: z.string().nullable(),
  authorImage: z.string().nullable(),
  body: z.string().nullable(),
  attachments: z.string().nullable(),
  isLive: z.number(),
  endpoint: z.string().nullable(),
  p256dh: z.string().nullable(),
  auth: z.string().nullable(),
  locale: z.nullable(pushLocaleSchema),
  quietUntil: z.number().nullable(),
  dailyFrom: z.number().nullable(),
  dailyTo: z.number().nullable(),
  timeZone: z.string().nullable(),
});

/**
 * Takes on up to `limit` pushes that are due, the oldest first: nobody else sees them until `leaseMs` have passed, which
 * is when a worker that died with them is taken for dead. One round trip.
 */
export async function claimOwed(
  db: Database,
  { now, leaseMs, limit }: { now: number; leaseMs: number; limit: number },
): Promise<ClaimedPush[]> {
  const claim = newId(20);
  const [, rows] = await runBatch(db, [
    sql`UPDATE owed_pushes SET claim = ${claim}, next_at = ${now + leaseMs}
      WHERE rowid IN (SELECT rowid FROM owed_pushes WHERE next_at <= ${now}
        ORDER BY next_at LIMIT ${limit})`,
    sql`SELECT owed.subscription_id AS subscriptionId, owed.message_id AS messageId,
      owed.room_id AS roomId, owed.user_id AS userId, owed.reason AS reason, owed.seq AS seq,
      owed.attempts AS attempts, owed.created_at AS createdAt, member.read_seq AS readSeq,
      member.involvement AS involvement, room.kind AS kind, room.name AS roomName,
      (SELECT max(read_at) FROM room_members WHERE user_id = owed.user_id) AS lastReadAt,
      message.deleted_at AS deletedAt, message.author_name AS authorName,
      message.author_image AS authorImage, message.body AS body, message.attachments AS attachments,
      person.status = 'active' AND session.sid IS NOT NULL AS isLive,
      browser.endpoint AS endpoint, browser.p256dh AS p256dh, browser.auth AS auth,
      browser.locale AS locale, quiet.quiet_until AS quietUntil, quiet.daily_from AS dailyFrom,
      quiet.daily_to AS dailyTo, quiet.time_zone AS timeZone
    FROM owed_pushes AS owed
    CROSS JOIN users AS person ON person.id = owed.user_id
    LEFT JOIN rooms AS room ON room.id = owed.room_id
    LEFT JOIN messages AS message ON message.id = owed.message_id
    LEFT JOIN room_members AS member ON member.room_id = owed.room_id
      AND member.user_id = owed.user_id
    LEFT JOIN push_subscriptions AS browser ON browser.id = owed.subscription_id
      AND browser.user_id = owed.user_id
    LEFT JOIN sessions AS session ON session.sid = browser.sid AND session.user_id = owed.user_id
      AND session.revoked_at IS NULL AND session.expires_at > ${now}
    LEFT JOIN quiet_times AS quiet ON quiet.user_id = owed.user_id
    WHERE owed.claim = ${claim} AND owed.next_at = ${now + leaseMs}
    ORDER BY owed.created_at, owed.seq`,
  ]);
  return (rows ?? []).map((row) => toClaimed(rowSchema.parse(row)));
}

function toClaimed(row: z.infer<typeof rowSchema>): ClaimedPush {
  const { subscriptionId, messageId, roomId, userId, reason, seq, attempts, createdAt } = row;
  const browser = row.isLive === 1 ? browserSchema.safeParse(row).data : undefined;
  const daily = { from: row.dailyFrom, to: row.dailyTo, timeZone: row.timeZone };
  return {
    ...{ subscriptionId, messageId, roomId, userId, reason, seq, attempts, createdAt },
    readSeq: row.readSeq,
    involvement: row.involvement,
    kind: row.kind ?? "private",
    lastReadAt: row.lastReadAt,
    isDeleted: row.deletedAt !== null || row.body === null,
    namesThem: row.body?.includes(`<@${userId}>`) ?? false,
    quiet: { until: row.quietUntil, daily: dailyRowSchema.safeParse(daily).data ?? null },
    hasBrowser: browser !== undefined,
    browser: browser ?? null,
    roomName: row.roomName ?? "",
    authorName: row.authorName ?? "",
    authorImage: row.authorImage,
    body: row.body ?? "",
    files: row.attachments ? filesSchema.parse(JSON.parse(row.attachments)) : [],
  };
}

const dailyRowSchema = z.object({ from: z.number(), to: z.number(), timeZone: z.string() });
const filesSchema = z.array(attachmentSchema);

/** How one claimed push ended. `gone`: the browser has ended its subscription; it leaves the list. */
export type Outcome = { push: Pick<ClaimedPush, "subscriptionId" | "messageId"> } & (
  | { kind: "sent" | "dropped" | "refused" | "gone" }
  | { kind: "wait"; until: number }
  | { kind: "retry"; until: number }
);

/** Notes how pushes ended, all at once: what is done leaves the table, what is not is due again later. */
export async function noteOutcomes(db: Database, outcomes: Outcome[], now: number): Promise<void> {
  if (outcomes.length === 0) return;
  const list = JSON.stringify(
    outcomes.map((outcome) => ({
      subscriptionId: outcome.push.subscriptionId,
      messageId: outcome.push.messageId,
      kind: outcome.kind,
      until: "until" in outcome ? outcome.until : null,
    })),
  );
  const of = (...kinds: Outcome["kind"][]) => sql`SELECT value ->> 'subscriptionId',
    value ->> 'messageId' FROM json_each(${list}) WHERE value ->> 'kind'
    IN (SELECT value FROM json_each(${JSON.stringify(kinds)}))`;
  const browsersOf = (...kinds: Outcome["kind"][]) => sql`SELECT value ->> 'subscriptionId'
    FROM json_each(${list}) WHERE value ->> 'kind'
    IN (SELECT value FROM json_each(${JSON.stringify(kinds)}))`;
  await runBatch(db, [
    sql`DELETE FROM owed_pushes
      WHERE (subscription_id, message_id) IN (${of("sent", "dropped", "refused", "gone")})`,
    sql`UPDATE owed_pushes SET next_at = outcome.value ->> 'until', claim = NULL,
        attempts = attempts + (outcome.value ->> 'kind' = 'retry')
      FROM json_each(${list}) AS outcome WHERE outcome.value ->> 'until' IS NOT NULL
        AND owed_pushes.subscription_id = outcome.value ->> 'subscriptionId'
        AND owed_pushes.message_id = outcome.value ->> 'messageId'`,
    sql`UPDATE push_subscriptions SET last_ok_at = ${now}, failures = 0
      WHERE id IN (${browsersOf("sent")})`,
    sql`UPDATE push_subscriptions SET failures = failures + 1
      WHERE id IN (${browsersOf("refused", "retry")})`,
    sql`DELETE FROM push_subscriptions WHERE id IN (${browsersOf("gone")})`,
  ]);
}

/** The names of people by id. */
export async function listNames(db: Database, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const [rows] = await runBatch(db, [
    sql`SELECT id, name FROM users WHERE id IN (SELECT value FROM json_each(${JSON.stringify(userIds)}))`,
  ]);
  return new Map(
    z
      .array(nameSchema)
      .parse(rows)
      .map(({ id, name }) => [id, name]),
  );
}
const nameSchema = z.object({ id: z.string(), name: z.string() });
