import { sql } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { previousSecretLifeMs } from "../domain";
import { botLimits, botSchema, type Bot, type RoomBots } from "../schema";

const listed = sql`SELECT bots.id AS id, users.name AS name, users.image AS image,
  bots.created_at AS createdAt, webhook_url AS webhookUrl, failing_since AS failingSince,
  disabled_at AS disabledAt, (SELECT json_group_array(json_object('id', room.id, 'name', room.name)
    ORDER BY room.name COLLATE NOCASE, room.id) FROM room_members AS member
    CROSS JOIN rooms AS room ON room.id = member.room_id WHERE member.user_id = bots.id) AS rooms
  FROM bots CROSS JOIN users ON users.id = bots.id AND users.status <> 'deleted'`;

const botRowSchema = z.object({
  ...botSchema.shape,
  rooms: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(botSchema.shape.rooms),
});

/** A person's bots in the order they were made. */
export async function listBots(db: Database, ownerId: string): Promise<Bot[]> {
  const [rows] = await runBatch(db, [
    sql`${listed} WHERE bots.owner_id = ${ownerId} ORDER BY bots.created_at, bots.id`,
  ]);
  return botRowSchema.array().parse(rows ?? []);
}

/** A bot of this person; null when it is somebody else's, or has ended. */
export async function findBot(db: Database, ownerId: string, botId: string): Promise<Bot | null> {
  const [rows] = await runBatch(db, [
    sql`${listed} WHERE bots.owner_id = ${ownerId} AND bots.id = ${botId}`,
  ]);
  return rows?.[0] ? botRowSchema.parse(rows[0]) : null;
}

/**
 * Makes a bot unless its owner has as many as one may, counted in the same statement; false then. It has no password
 * and what stands for its address is none, so that nobody can sign in as it.
 */
export async function insertBot(
  db: Database,
  bot: { id: string; ownerId: string; name: string; now: number },
): Promise<boolean> {
  const { id, ownerId, name, now } = bot;
  const [, inserted] = await runBatch(db, [
    sql`INSERT INTO users (id, email, name, kind, created_at)
      SELECT ${id}, ${`bot:${id}`}, ${name}, 'bot', ${now}
      WHERE EXISTS (SELECT 1 FROM users WHERE id = ${ownerId} AND status = 'active'
          AND kind = 'person')
        AND (SELECT count(*) FROM bots CROSS JOIN users ON users.id = bots.id
          AND users.status <> 'deleted' WHERE bots.owner_id = ${ownerId}) < ${botLimits.perPerson}`,
    sql`INSERT INTO bots (id, owner_id, created_at) SELECT id, ${ownerId}, ${now}
      FROM users WHERE id = ${id} RETURNING id`,
  ]);
  return Boolean(inserted?.length);
}

/** Sends mentions to `url` from now on, signed with the secret it has or with `secret`; answers whether that is new. */
export async function setWebhook(
  db: Database,
  botId: string,
  url: string,
  secret: string,
): Promise<boolean> {
  const [rows] = await runBatch(db, [
    sql`UPDATE bots SET webhook_url = ${url}, webhook_secret = coalesce(webhook_secret, ${secret}),
      failing_since = NULL, disabled_at = NULL WHERE id = ${botId}
      RETURNING webhook_secret AS secret`,
  ]);
  return rows?.[0]?.secret === secret;
}

/** Sends nothing any more, and forgets the secrets. What is owed still is given up when its turn comes. */
export async function clearWebhook(db: Database, botId: string): Promise<void> {
  await runBatch(db, [
    sql`UPDATE bots SET webhook_url = NULL, webhook_secret = NULL, previous_secret = NULL,
      previous_until = NULL, failing_since = NULL, disabled_at = NULL WHERE id = ${botId}`,
  ]);
}

/** Puts a new secret in place of the present one, which signs as well for a day. False without a webhook. */
export async function renewSecret(
  db: Database,
  botId: string,
  secret: string,
  now: number,
): Promise<boolean> {
  const [rows] = await runBatch(db, [
    sql`UPDATE bots SET previous_secret = webhook_secret, webhook_secret = ${secret},
      previous_until = ${now + previousSecretLifeMs}
      WHERE id = ${botId} AND webhook_url IS NOT NULL RETURNING id`,
  ]);
  return Boolean(rows?.length);
}

const inRoomSchema = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string().nullable(),
  ownerName: z.string(),
  ownerId: z.string(),
});
const mineSchema = inRoomSchema.omit({ ownerName: true, ownerId: true });

/** The bots of a room by name, and those of a person that are not in it. */
export async function readRoomBots(
  db: Database,
  roomId: string,
  personId: string,
): Promise<RoomBots> {
  const [inRoom, mine] = await runBatch(db, [
    sql`SELECT bots.id AS id, bot.name AS name, bot.image AS image, owner.name AS ownerName,
        owner.id AS ownerId
      FROM room_members AS member CROSS JOIN bots ON bots.id = member.user_id
      CROSS JOIN users AS bot ON bot.id = bots.id AND bot.status <> 'deleted'
      CROSS JOIN users AS owner ON owner.id = bots.owner_id
      WHERE member.room_id = ${roomId} ORDER BY bot.name COLLATE NOCASE, bot.id LIMIT 200`,
    sql`SELECT bots.id AS id, bot.name AS name, bot.image AS image
      FROM bots CROSS JOIN users AS bot ON bot.id = bots.id AND bot.status = 'active'
      WHERE bots.owner_id = ${personId} AND NOT EXISTS (SELECT 1 FROM room_members
        WHERE room_id = ${roomId} AND user_id = bots.id)
      ORDER BY bot.name COLLATE NOCASE, bot.id`,
  ]);
  return {
    bots: inRoomSchema
      .array()
      .parse(inRoom ?? [])
      .map(({ ownerId, ...bot }) => ({ ...bot, isMine: ownerId === personId })),
    mine: mineSchema.array().parse(mine ?? []),
  };
}
