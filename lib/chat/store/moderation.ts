import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { auditStatement } from "../../audit/store";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { ListedBan, ListedMute } from "../moderation-schema";
import type { RoomMeta } from "../schema";
import {
  insertEffects,
  oweBots,
  passOn,
  raiseWhenChanged,
  toHeirId,
  toOwedBots,
  type OwedBot,
} from "./membership-changes";
import { selectChanges, selectNumbers, toChanges, toNumbers } from "./rows";
import { isBanInForce, mayUndo, outranks } from "./standing";

/** Who does it to whom, where and when. What they may decide is asked in the statement that does it. */
type Deed = { roomId: string; actorId: string; userId: string; now: number };

export type WrittenDeed = {
  changed: boolean;
  /** Whether it is now as was asked for: by this call, or by one before. */
  stands: boolean;
  numbers: RoomMeta | null;
};

/** A mute that is asked for again within this is the same. */
const repeatMs = 60_000;
const listBound = 200;

const ids = ({ roomId, actorId, userId }: Deed) =>
  ({ room: sql`${roomId}`, actor: sql`${actorId}`, user: sql`${userId}` }) as const;

/**
 * Mutes somebody in a room until a time (ms), member or not. With `report`, only while that message of theirs is reported,
 * whose reports it closes.
 */
export async function writeMute(
  db: Database,
  deed: Deed,
  { until, reason, report }: { until: number; reason: string; report?: string },
): Promise<WrittenDeed> {
  const { roomId, actorId, userId, now } = deed;
  const { room, actor, user } = ids(deed);
  const isOpen = report === undefined ? sql`1` : isReported(report, userId);
  const standing = sql`SELECT 1 FROM room_standings WHERE room_id = ${roomId}
    AND user_id = ${userId} AND muted_until > ${now}`;
  const mute = sql`
    INSERT INTO room_standings (room_id, user_id, muted_until, mute_reason, muted_by)
    SELECT id, ${userId}, ${until}, ${reason}, ${actorId} FROM rooms
    WHERE id = ${roomId} AND ${isOpen} AND ${outranks(actor, user, room)}
      AND (NOT EXISTS (${standing}) OR ${mayUndo(actor, muterOf(deed), room)})
      AND NOT EXISTS (${standing} AND muted_by = ${actorId} AND mute_reason = ${reason}
        AND abs(muted_until - ${until}) < ${repeatMs} AND ${report === undefined ? 1 : 0} = 1)
    ON CONFLICT (room_id, user_id) DO UPDATE SET muted_until = excluded.muted_until,
      mute_reason = excluded.mute_reason, muted_by = excluded.muted_by`;
  const close = sql`
    UPDATE message_reports SET closed_at = ${now}, closed_by = ${actorId}, outcome = 'muted', body = ''
    WHERE message_id = ${report ?? ""} AND closed_at IS NULL AND changes() > 0`;
  const [, changes, , , numbers, stands] = await runBatch(db, [
    mute,
    selectChanges,
    raiseWhenChanged(roomId),
    audit(deed, "room.mute", { seconds: Math.round((until - now) / 1000), reason }),
    selectNumbers(roomId),
    sql`${standing} AND muted_by = ${actorId} AND mute_reason = ${reason}
      AND abs(muted_until - ${until}) < ${repeatMs}`,
    ...(report === undefined ? [] : [close]),
  ]);
  return toWritten(changes, numbers, stands?.length === 1);
}

/** Ends a mute; one that a moderator has decided, no owner ends. */
export async function endMute(db: Database, deed: Deed): Promise<WrittenDeed> {
  const { roomId, userId, now } = deed;
  const { room, actor } = ids(deed);
  const [, changes, , , numbers, muted] = await runBatch(db, [
    sql`UPDATE room_standings SET muted_until = NULL, mute_reason = NULL, muted_by = NULL
      WHERE room_id = ${roomId} AND user_id = ${userId} AND muted_until > ${now}
        AND ${mayUndo(actor, sql`muted_by`, room)}`,
    selectChanges,
    raiseWhenChanged(roomId),
    audit(deed, "room.unmute", {}),
    selectNumbers(roomId),
    sql`SELECT 1 FROM room_standings WHERE room_id = ${roomId} AND user_id = ${userId}
      AND muted_until > ${now}`,
  ]);
  return toWritten(changes, numbers, muted?.length === 0);
}

/**
 * Takes somebody out of a room, or who is not in it, and keeps them out, with their bots; an owner's room passes on. The
 * effects owe the caches and sockets of the banned one, of their bots (`bots`) and of the heir.
 */
export async function writeBan(
  db: Database,
  deed: Deed & { effectId: string; heirEffectId: string },
  { until, reason }: { until: number | null; reason: string },
): Promise<WrittenDeed & { heirId: string | null; bots: OwedBot[] }> {
  const { roomId, actorId, userId, now, effectId, heirEffectId } = deed;
  const { room, actor, user } = ids(deed);
  const sameEnd = sql`(until IS ${until} OR abs(until - ${until}) < ${repeatMs})`;
  const ban = sql`
    INSERT INTO room_bans (room_id, user_id, reason, banned_by, created_at, until)
    SELECT id, ${userId}, ${reason}, ${actorId}, ${now}, ${until} FROM rooms
    WHERE id = ${roomId} AND kind <> 'direct' AND ${outranks(actor, user, room)}
      AND NOT EXISTS (SELECT 1 FROM room_bans AS ban WHERE ban.room_id = ${roomId}
        AND ban.user_id = ${userId} AND ${isBanInForce(now)}
        AND (NOT ${mayUndo(actor, sql`ban.banned_by`, room)}
          OR ban.banned_by = ${actorId} AND ban.reason = ${reason} AND ${sameEnd}))
    ON CONFLICT (room_id, user_id) DO UPDATE SET reason = excluded.reason,
      banned_by = excluded.banned_by, created_at = excluded.created_at, until = excluded.until`;
  const remove = sql`
    DELETE FROM room_members WHERE room_id = ${roomId}
      AND (user_id = ${userId} OR user_id IN (SELECT id FROM bots WHERE owner_id = ${userId}))
      AND EXISTS (SELECT 1 FROM room_bans WHERE room_id = ${roomId} AND user_id = ${userId}
        AND banned_by = ${actorId} AND created_at = ${now})`;
  const [, changes, , , , , , heir, , , bots, numbers, stands] = await runBatch(db, [
    ban,
    selectChanges,
    raiseWhenChanged(roomId),
    audit(deed, "room.ban", { until, reason }),
    remove,
    ...passOn(roomId, heirEffectId, now),
    insertEffects({ roomId, effects: [{ id: effectId, userId }], now }),
    ...oweBots(deed),
    selectNumbers(roomId),
    sql`SELECT 1 FROM room_bans WHERE room_id = ${roomId} AND user_id = ${userId}
      AND banned_by = ${actorId} AND reason = ${reason} AND ${sameEnd}`,
  ]);
  const written = toWritten(changes, numbers, stands?.length === 1);
  return { ...written, heirId: toHeirId(heir), bots: toOwedBots(bots) };
}

/** Lets somebody come back; a moderator's ban no owner lifts. */
export async function deleteBan(
  db: Database,
  deed: Deed & { effectId: string },
): Promise<WrittenDeed & { bots: OwedBot[] }> {
  const { roomId, userId, now, effectId } = deed;
  const { room, actor } = ids(deed);
  const [, changes, , , , , bots, numbers, banned] = await runBatch(db, [
    sql`DELETE FROM room_bans WHERE room_id = ${roomId} AND user_id = ${userId}
      AND ${mayUndo(actor, sql`banned_by`, room)}`,
    selectChanges,
    raiseWhenChanged(roomId),
    audit(deed, "room.lift_ban", {}),
    insertEffects({ roomId, effects: [{ id: effectId, userId }], now }),
    ...oweBots(deed),
    selectNumbers(roomId),
    sql`SELECT 1 FROM room_bans WHERE room_id = ${roomId} AND user_id = ${userId}`,
  ]);
  return { ...toWritten(changes, numbers, banned?.length === 0), bots: toOwedBots(bots) };
}

const listedSchema = {
  userId: z.string(),
  name: z.string(),
  image: z.string().nullable(),
  reason: z.string(),
};
const mutesSchema = z.array(z.object({ ...listedSchema, until: z.number() }));
const bansSchema = z.array(
  z.object({ ...listedSchema, createdAt: z.number(), until: z.number().nullable() }),
);

/** Who is muted in a room now, the soonest to end first. */
export async function listMuted(db: Database, roomId: string, now: number): Promise<ListedMute[]> {
  const [rows] = await runBatch(db, [
    sql`SELECT person.id AS userId, person.name AS name, person.image AS image,
        standing.muted_until AS until, coalesce(standing.mute_reason, '') AS reason
      FROM room_standings AS standing JOIN users AS person ON person.id = standing.user_id
      WHERE standing.room_id = ${roomId} AND standing.muted_until > ${now}
      ORDER BY standing.muted_until LIMIT ${listBound}`,
  ]);
  return mutesSchema.parse(rows ?? []);
}

/** Who is banned from a room now, the latest first. */
export async function listBanned(db: Database, roomId: string, now: number): Promise<ListedBan[]> {
  const [rows] = await runBatch(db, [
    sql`SELECT person.id AS userId, person.name AS name, person.image AS image,
        ban.reason AS reason, ban.created_at AS createdAt, ban.until AS until
      FROM room_bans AS ban JOIN users AS person ON person.id = ban.user_id
      WHERE ban.room_id = ${roomId} AND ${isBanInForce(now)}
      ORDER BY ban.created_at DESC LIMIT ${listBound}`,
  ]);
  return bansSchema.parse(rows ?? []);
}

const muterOf = ({ roomId, userId }: Deed): SQL => sql`(SELECT muted_by FROM room_standings
  WHERE room_id = ${roomId} AND user_id = ${userId})`;

const isReported = (messageId: string, authorId: string): SQL =>
  sql`EXISTS (SELECT 1 FROM message_reports WHERE message_id = ${messageId}
    AND author_id = ${authorId} AND closed_at IS NULL)`;

/** After the statement that raises the room's `rev`, which does so only when something has changed. */
function audit(
  { roomId, actorId, userId, now }: Deed,
  action: "room.mute" | "room.unmute" | "room.ban" | "room.lift_ban",
  detail: Record<string, unknown>,
): SQL {
  return auditStatement(
    { at: now, actorId, action, targetId: roomId, detail: { userIds: [userId], ...detail } },
    sql`changes() > 0`,
  );
}

function toWritten(
  changes: Parameters<typeof toChanges>[0],
  numbers: Parameters<typeof toNumbers>[0],
  stands: boolean,
): WrittenDeed {
  return { changed: toChanges(changes) > 0, stands, numbers: toNumbers(numbers) };
}
