import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { RoomMeta } from "../schema";
import { selectChanges, selectNumbers, toChanges, toNumbers } from "./rows";

/** What the cache and the sockets still owe a person whose membership changed; see `pending_effects`. */
type MemberEffect = { id: string; userId: string };

export type WrittenMembership = {
  /** False for a repeat, which moves no number. */
  changed: boolean;
  numbers: RoomMeta | null;
};

type Change = { roomId: string; effects: MemberEffect[]; now: number };

/** Adds people who are active and not in the room yet; they have read what was there before. */
export async function insertMembers(
  db: Database,
  { roomId, effects, now }: Change,
  userIds: string[],
  invitedBy: string | null,
): Promise<WrittenMembership> {
  const insert = sql`
    INSERT OR IGNORE INTO room_members (room_id, user_id, role, read_seq, invited_by, joined_at)
    SELECT room.id, person.id,
      CASE WHEN EXISTS (SELECT 1 FROM room_members WHERE room_id = room.id AND role = 'owner')
        THEN 'member' ELSE 'owner' END,
      room.last_seq, ${invitedBy}, ${now}
    FROM json_each(${JSON.stringify(userIds)}) AS wanted
    CROSS JOIN users AS person ON person.id = wanted.value AND person.status = 'active'
    CROSS JOIN rooms AS room ON room.id = ${roomId}`;
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
 */
export async function deleteMembers(
  db: Database,
  { roomId, effects, now }: Change,
  userIds: string[],
  { heirEffectId, revokeInvitations }: { heirEffectId: string; revokeInvitations: boolean },
): Promise<WrittenMembership & { heirId: string | null }> {
  const remove = sql`
    DELETE FROM room_members WHERE room_id = ${roomId}
      AND user_id IN (SELECT value FROM json_each(${JSON.stringify(userIds)}))`;
  const inherit = sql`
    UPDATE room_members SET role = 'owner' WHERE room_id = ${roomId}
      AND user_id = (SELECT user_id FROM room_members WHERE room_id = ${roomId}
        ORDER BY joined_at, user_id LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM room_members WHERE room_id = ${roomId} AND role = 'owner')`;
  const oweHeir = sql`
    INSERT INTO pending_effects (id, kind, user_id, room_id, next_at, created_at)
    SELECT ${heirEffectId}, 'member', user_id, room_id, ${now + effectDelayMs}, ${now}
    FROM room_members WHERE room_id = ${roomId} AND role = 'owner' AND changes() > 0`;
  const [, changes, , , , heir, , numbers] = await runBatch(db, [
    remove,
    selectChanges,
    raiseWhenChanged(roomId),
    inherit,
    oweHeir,
    sql`SELECT user_id AS userId FROM pending_effects WHERE id = ${heirEffectId}`,
    insertEffects({ roomId, effects, now }),
    selectNumbers(roomId),
    ...(revokeInvitations ? [revokeLinks(roomId, now)] : []),
  ]);
  const heirId = heir?.[0]?.userId;
  return {
    changed: toChanges(changes) > 0,
    numbers: toNumbers(numbers),
    heirId: heirId === undefined ? null : z.string().parse(heirId),
  };
}

/** The one who changes settles the effect at once; the cron takes over what is still there after this. */
const effectDelayMs = 5000;

function raiseWhenChanged(roomId: string): SQL {
  return sql`UPDATE rooms SET rev = rev + 1 WHERE id = ${roomId} AND changes() > 0`;
}

function revokeLinks(roomId: string, now: number): SQL {
  return sql`UPDATE invitations SET revoked_at = ${now}
    WHERE room_id = ${roomId} AND revoked_at IS NULL`;
}

function insertEffects({ roomId, effects, now }: Change): SQL {
  return sql`
    INSERT INTO pending_effects (id, kind, user_id, room_id, next_at, created_at)
    SELECT value ->> 'id', 'member', value ->> 'userId', ${roomId}, ${now + effectDelayMs}, ${now}
    FROM json_each(${JSON.stringify(effects)})`;
}

/** Forgets effects that are done. */
export async function deleteEffects(db: Database, ids: string[]): Promise<void> {
  await db.run(
    sql`DELETE FROM pending_effects WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
  );
}
