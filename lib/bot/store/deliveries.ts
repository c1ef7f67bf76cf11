import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { messageColumns, toMessages } from "../../chat/store/rows";
import type { Message } from "../../chat/schema";
import { runBatch, type Row } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { disableAfterMs, firstAttemptGraceMs, keepDeliveriesMs, maxAttempts } from "../domain";
import { botLimits, deliverySchema, type Delivery, type DeliveryFault } from "../schema";
import { owedMentionSchema, type OwedMention } from "./owe";

/** What is due, oldest first; bots that are switched off are left out. */
export async function listDue(db: Database, now: number, limit: number): Promise<OwedMention[]> {
  const [rows] = await runBatch(db, [
    sql`SELECT bot_id AS botId, message_id AS messageId FROM bot_deliveries
      WHERE state = 'waiting' AND next_at <= ${now} ORDER BY next_at LIMIT ${limit}`,
  ]);
  return owedMentionSchema.array().parse(rows ?? []);
}

const isOne = ({ botId, messageId }: OwedMention): SQL =>
  sql`bot_id = ${botId} AND message_id = ${messageId}`;

/** How many attempts were made; null when there is nothing to deliver any more. */
export async function findAttempts(db: Database, one: OwedMention): Promise<number | null> {
  const [rows] = await runBatch(db, [
    sql`SELECT attempts FROM bot_deliveries WHERE ${isOne(one)} AND state = 'waiting'`,
  ]);
  return rows?.[0] ? z.number().parse(rows[0].attempts) : null;
}

const parcelSchema = z.object({
  url: z.string(),
  secret: z.string(),
  previousSecret: z.string().nullable(),
  roomName: z.string(),
});

/** Everything that one attempt needs. */
export type Parcel = z.infer<typeof parcelSchema> & { message: Message };

/**
 * Takes a delivery for one attempt and says when the next one is; `taken`: somebody else is at it. `gone`: its message was
 * removed, or the bot has left the room, ended, or has no webhook any more.
 */
export async function takeDelivery(
  db: Database,
  one: OwedMention,
  attempt: { seen: number; nextAt: number; now: number },
): Promise<Parcel | "taken" | "gone"> {
  const { seen, nextAt, now } = attempt;
  const from = sql`FROM bot_deliveries
    CROSS JOIN bots ON bots.id = bot_id AND bots.webhook_url IS NOT NULL
    CROSS JOIN users AS bot ON bot.id = bots.id AND bot.status = 'active'
    CROSS JOIN room_members AS member
      ON member.room_id = bot_deliveries.room_id AND member.user_id = bots.id
    CROSS JOIN rooms AS room ON room.id = bot_deliveries.room_id
    CROSS JOIN messages AS message
      ON message.id = bot_deliveries.message_id AND message.deleted_at IS NULL
    WHERE ${isOne(one)}`;
  const [taken, addressed, written] = await runBatch(db, [
    sql`UPDATE bot_deliveries SET attempts = attempts + 1, next_at = ${nextAt}, last_at = ${now}
      WHERE ${isOne(one)} AND state = 'waiting' AND attempts = ${seen} RETURNING attempts`,
    sql`SELECT webhook_url AS url, webhook_secret AS secret, room.name AS roomName,
      CASE WHEN previous_until > ${now} THEN previous_secret END AS previousSecret ${from}`,
    sql`SELECT ${messageColumns} ${from}`,
  ]);
  if (!taken?.length) return "taken";
  const [message] = toMessages(written);
  return message && addressed?.[0] ? { ...parcelSchema.parse(addressed[0]), message } : "gone";
}

type Result = { status: number | null; fault: DeliveryFault | null };

/** It has arrived; a bot that was failing is not any more. */
export async function markDelivered(db: Database, one: OwedMention, result: Result): Promise<void> {
  await runBatch(db, [
    sql`UPDATE bot_deliveries SET state = 'delivered', last_status = ${result.status},
      last_fault = ${result.fault} WHERE ${isOne(one)}`,
    sql`UPDATE bots SET failing_since = NULL, disabled_at = NULL
      WHERE id = ${one.botId} AND failing_since IS NOT NULL`,
  ]);
}

/**
 * An attempt failed. The last one gives the delivery up. A webhook that has failed for days, or asks for it
 * (`disable`), is switched off with all that it is owed still.
 */
export async function markFailed(
  db: Database,
  one: OwedMention,
  result: Result & { disable: boolean; now: number },
): Promise<void> {
  const { status, fault, disable, now } = result;
  const isOff = sql`EXISTS (SELECT 1 FROM bots WHERE id = ${one.botId} AND disabled_at = ${now})`;
  await runBatch(db, [
    sql`UPDATE bots SET failing_since = coalesce(failing_since, ${now}),
      disabled_at = CASE WHEN ${disable ? 1 : 0} = 1 OR failing_since <= ${now - disableAfterMs}
        THEN coalesce(disabled_at, ${now}) ELSE disabled_at END WHERE id = ${one.botId}`,
    sql`UPDATE bot_deliveries SET last_status = ${status}, last_fault = ${fault},
      state = CASE WHEN attempts >= ${maxAttempts} THEN 'failed' ELSE state END
      WHERE ${isOne(one)}`,
    sql`UPDATE bot_deliveries SET state = 'failed', last_fault = coalesce(last_fault, 'disabled')
      WHERE bot_id = ${one.botId} AND state = 'waiting' AND ${isOff}`,
  ]);
}

/** There is nothing to deliver any more; the webhook has nothing to do with it. */
export async function markGone(db: Database, one: OwedMention): Promise<void> {
  await runBatch(db, [
    sql`UPDATE bot_deliveries SET state = 'failed', last_fault = 'gone' WHERE ${isOne(one)}`,
  ]);
}

/** Owes a delivery again, from the first attempt; false when there is none. */
export async function oweAgain(db: Database, one: OwedMention, now: number): Promise<boolean> {
  const [rows] = await runBatch(db, [
    sql`UPDATE bot_deliveries SET state = 'waiting', attempts = 0,
      next_at = ${now + firstAttemptGraceMs} WHERE ${isOne(one)} RETURNING bot_id`,
  ]);
  return Boolean(rows?.length);
}

/** The newest deliveries of a bot, newest first; or one of them. */
export async function listDeliveries(
  db: Database,
  botId: string,
  messageId: string | null = null,
): Promise<Delivery[]> {
  const [rows] = await runBatch(db, [
    sql`SELECT message_id AS messageId, room_id AS roomId, rooms.name AS roomName, state, attempts,
        bot_deliveries.created_at AS createdAt, last_at AS lastAt,
        CASE state WHEN 'waiting' THEN next_at END AS nextAt,
        last_status AS lastStatus, last_fault AS lastFault
      FROM bot_deliveries CROSS JOIN rooms ON rooms.id = room_id
      WHERE bot_id = ${botId} AND message_id = coalesce(${messageId}, message_id)
      ORDER BY bot_deliveries.created_at DESC, message_id LIMIT ${botLimits.listedDeliveries}`,
  ]);
  return (rows ?? []).map(toDelivery);
}

function toDelivery(row: Row): Delivery {
  return deliverySchema.parse(row);
}

/** Forgets up to 500 deliveries that were over a week ago. */
export async function removeOldDeliveries(db: Database, now: number): Promise<void> {
  await runBatch(db, [
    sql`DELETE FROM bot_deliveries WHERE rowid IN (SELECT rowid FROM bot_deliveries
      WHERE state <> 'waiting' AND created_at < ${now - keepDeliveriesMs} LIMIT 500)`,
  ]);
}
