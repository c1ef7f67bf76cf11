import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { auditStatement } from "../../audit/store";
import { runBatch, type Row } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { RoomMeta } from "../schema";
import { selectChanges, selectNumbers, toChanges, toNumbers } from "./rows";
import { isBannedFrom } from "./standing";

/** What the cache and the sockets still owe a person whose membership changed; see `pending_effects`. */
type MemberEffect = { id: string; userId: string };

export type WrittenMembership = {
  /** False for a repeat, which moves no number. */
  changed: boolean;
  numbers: RoomMeta | null;
};

export type Change = { roomId: string; effects: MemberEffect[]; now: number };

/**
 * Adds people who are active and not in the room yet; they have read what was there before. Whoever is banned from it stays
 * out, and everybody of an archived one (`whyOutside` says so).
 */
export async function insertMembers(
  db: Database,
  { roomId, effects, now }: Change,
  userIds: string[],
  invitedBy: string | null,
): Promise<WrittenMembership> {
  const insert = sql`
    INSERT OR IGNORE INTO room_members (room_id, user_id, role, read_seq, invited_by, joined_at)
    SELECT room.id, person.id,
      CASE WHEN person.kind <> 'person'
          OR EXISTS (SELECT 1 FROM room_members WHERE room_id = room.id AND role = 'owner')
        THEN 'member' ELSE 'owner' END,
      room.last_seq, ${invitedBy}, ${now}
    FROM json_each(${JSON.stringify(userIds)}) AS wanted
    CROSS JOIN users AS person ON person.id = wanted.value AND person.status = 'active'
    CROSS JOIN rooms AS room ON room.id = ${roomId} AND room.archived_at IS NULL
    WHERE NOT ${isBannedFrom(sql`room.id`, sql`person.id`, now)}`;
  const [, changes, , , numbers] = await runBatch(db, [
    insert,
    selectChanges,
    raiseWhenChanged(roomId),
    insertEffects({ roomId, effects, now }),
    selectNumbers(roomId),
  ]);
  return { changed: toChanges(changes) > 0, numbers: toNumbers(numbers) };
}

/**
 * Removes people; when the owner was among them the longest member becomes owner.
 * With `revokeInvitations`, links into the room end too, so that nobody comes back through one.
 * Written down when a moderator does it who is not the owner.
 */
export async function deleteMembers(
  db: Database,
  { roomId, effects, now }: Change,
  userIds: string[],
  { heirEffectId, revokeInvitations, moderatorId }: Removal,
): Promise<WrittenMembership & { heirId: string | null }> {
  const remove = sql`
    DELETE FROM room_members WHERE room_id = ${roomId}
      AND user_id IN (SELECT value FROM json_each(${JSON.stringify(userIds)}))`;
  const [, changes, , , , , heir, , numbers] = await runBatch(db, [
    remove,
    selectChanges,
    raiseWhenChanged(roomId),
    auditRemoval(moderatorId, { roomId, userIds, now }),
    ...passOn(roomId, heirEffectId, now),
    insertEffects({ roomId, effects, now }),
    selectNumbers(roomId),
    ...(revokeInvitations ? [revokeLinks(roomId, now)] : []),
  ]);
  return {
    changed: toChanges(changes) > 0,
    numbers: toNumbers(numbers),
    heirId: toHeirId(heir),
  };
}

/** Three statements: a room without an owner is its longest member's, whom the caches owe it; the last reads who it is. */
export function passOn(roomId: string, heirEffectId: string, now: number): [SQL, SQL, SQL] {
  return [
    sql`UPDATE room_members SET role = 'owner' WHERE room_id = ${roomId}
      AND user_id = (SELECT user_id FROM room_members JOIN users ON users.id = user_id
        WHERE room_id = ${roomId} AND kind = 'person' ORDER BY joined_at, user_id LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM room_members WHERE room_id = ${roomId} AND role = 'owner')`,
    sql`INSERT INTO pending_effects (id, kind, user_id, room_id, next_at, created_at)
      SELECT ${heirEffectId}, 'member', user_id, room_id, ${now + effectDelayMs}, ${now}
      FROM room_members WHERE room_id = ${roomId} AND role = 'owner' AND changes() > 0`,
    sql`SELECT user_id AS userId FROM pending_effects WHERE id = ${heirEffectId}`,
  ];
}

export function toHeirId(rows: Row[] | undefined): string | null {
  const heirId = rows?.[0]?.userId;
  return heirId === undefined ? null : z.string().parse(heirId);
}

type Removal = {
  heirEffectId: string;
  revokeInvitations: boolean;
  /** Who does it by their role, not as the owner or for themselves. */
  moderatorId: string | null;
};

function auditRemoval(
  moderatorId: string | null,
  { roomId, userIds, now }: { roomId: string; userIds: string[]; now: number },
): SQL {
  return auditStatement(
    {
      ...{ at: now, actorId: moderatorId ?? "", action: "room.remove_members", targetId: roomId },
      detail: { userIds },
    },
    sql`changes() > 0 AND ${moderatorId} IS NOT NULL`,
  );
}

/** The one who changes settles the effect at once; the cron takes over what is still there after this. */
const effectDelayMs = 5000;

export function raiseWhenChanged(roomId: string): SQL {
  return sql`UPDATE rooms SET rev = rev + 1 WHERE id = ${roomId} AND changes() > 0`;
}

function revokeLinks(roomId: string, now: number): SQL {
  return sql`UPDATE invitations SET revoked_at = ${now}
    WHERE room_id = ${roomId} AND revoked_at IS NULL`;
}

export function insertEffects({ roomId, effects, now }: Change): SQL {
  return sql`
    INSERT INTO pending_effects (id, kind, user_id, room_id, next_at, created_at)
    SELECT value ->> 'id', 'member', value ->> 'userId', ${roomId}, ${now + effectDelayMs}, ${now}
    FROM json_each(${JSON.stringify(effects)})`;
}

/** A bot of which caches and sockets have to hear, and the effect that owes it. */
export type OwedBot = { userId: string; effectId: string };

/** Two statements: each bot of a person owes what its owner's `effectId` does; the last reads which they are. */
export function oweBots({ roomId, userId, effectId, now }: OwnersEffect): [SQL, SQL] {
  return [
    sql`INSERT INTO pending_effects (id, kind, user_id, room_id, next_at, created_at)
      SELECT ${effectId} || '.' || bots.id, 'member', bots.id, ${roomId}, ${now + effectDelayMs}, ${now}
      FROM bots CROSS JOIN users AS bot ON bot.id = bots.id AND bot.status <> 'deleted'
      WHERE bots.owner_id = ${userId}`,
    sql`SELECT id AS effectId, user_id AS userId FROM pending_effects
      WHERE id > ${effectId} || '.' AND id < ${effectId} || '/'`,
  ];
}
type OwnersEffect = { roomId: string; userId: string; effectId: string; now: number };

export function toOwedBots(rows: Row[] | undefined): OwedBot[] {
  return z.array(z.object({ effectId: z.string(), userId: z.string() })).parse(rows ?? []);
}

/** Forgets effects that are done. */
export async function deleteEffects(db: Database, ids: string[]): Promise<void> {
  await db.run(
    sql`DELETE FROM pending_effects WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
  );
}

/** Why these people cannot come into a room, as far as it is archived or they are banned from it. */
export async function whyOutside(
  db: Database,
  roomId: string,
  userIds: string[],
  now: number,
): Promise<"archived" | "banned" | null> {
  const list = JSON.stringify(userIds);
  const [rows] = await runBatch(db, [
    sql`SELECT room.archived_at IS NOT NULL AS isArchived,
        ${isBannedFrom(sql`room.id`, sql`wanted.value`, now)} AS isBanned
      FROM rooms AS room CROSS JOIN json_each(${list}) AS wanted
      WHERE room.id = ${roomId} AND NOT EXISTS (SELECT 1 FROM room_members AS member
        WHERE member.room_id = room.id AND member.user_id = wanted.value)`,
  ]);
  if (rows?.some(({ isBanned }) => isBanned === 1)) return "banned";
  return rows?.some(({ isArchived }) => isArchived === 1) ? "archived" : null;
}
