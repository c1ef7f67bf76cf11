import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { runBatch } from "../platform/batch";
import type { Database } from "../platform/database";
import { newId } from "../platform/id";
import type { AuditEntry, AuditQuery } from "./schema";

/**
 * Writes down an admin's action in the batch that does it. `condition` refers to the statement before, such as
 * `changes() > 0`: what did not happen is not written down.
 */
export function auditStatement(entry: AuditEntry, condition: SQL = sql`1`): SQL {
  const { at, actorId, action, targetId, detail } = entry;
  return sql`INSERT INTO audit_log (id, at, actor_id, action, target_id, detail)
    SELECT ${newId(20)}, ${at}, ${actorId}, ${action}, ${targetId}, ${JSON.stringify(detail)}
    WHERE ${condition}`;
}

/** Whether the same person has not been written down with the same action on the same target lately. */
export function isUnsaid({ at, actorId, action, targetId }: AuditEntry, withinMs: number): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM audit_log AS earlier
    WHERE earlier.actor_id = ${actorId} AND earlier.at > ${at - withinMs}
    AND earlier.action = ${action} AND earlier.target_id = ${targetId})`;
}

/** Whether somebody is an admin while the statement runs: a role that is asked for earlier may be gone by then. */
export function isAdminNow(actorId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM users AS actor
    WHERE actor.id = ${actorId} AND actor.role = 'admin' AND actor.status = 'active')`;
}

const rowSchema = z.object({
  id: z.string(),
  at: z.number(),
  actorId: z.string(),
  action: z.string(),
  targetId: z.string(),
  detail: z.string().transform((json) => z.record(z.string(), z.unknown()).parse(JSON.parse(json))),
  /** Of a target that is no person. */
  targetName: z.string().nullable(),
});
export type AuditRow = z.infer<typeof rowSchema>;

type RowsQuery = Pick<
  AuditQuery,
  "action" | "actorId" | "targetId" | "since" | "until" | "limit"
> & {
  before: { at: number; id: string } | null;
};

/**
 * Rows before a place, newest first. What a target is called is asked of the table that its action speaks of; rooms that
 * are not public keep their names.
 */
export async function listRows(db: Database, query: RowsQuery): Promise<AuditRow[]> {
  const { action, actorId, targetId, since, until, before, limit } = query;
  const conditions = [
    action !== undefined && sql`log.action = ${action}`,
    actorId !== undefined && sql`log.actor_id = ${actorId}`,
    targetId !== undefined && sql`log.target_id = ${targetId}`,
    since !== undefined && sql`log.at >= ${since}`,
    until !== undefined && sql`log.at < ${until}`,
    before !== null && sql`(log.at, log.id) < (${before.at}, ${before.id})`,
  ].filter((condition) => condition !== false);
  const where = sql.join([sql`1`, ...conditions], sql` AND `);
  const [rows] = await runBatch(db, [
    sql`SELECT log.id, log.at, log.actor_id AS actorId, log.action, log.target_id AS targetId,
        log.detail, CASE
          WHEN log.action LIKE 'share.report%' THEN
            (SELECT share_id FROM share_reports WHERE id = log.target_id)
          WHEN log.action LIKE 'share.%' THEN
            (SELECT title FROM shares WHERE id = log.target_id)
          WHEN log.action LIKE 'room.%' OR log.action LIKE 'message.%' THEN
            (SELECT name FROM rooms WHERE kind = 'public'
              AND id = coalesce(log.detail ->> 'roomId', log.target_id))
          WHEN log.action LIKE 'dashboard_link.%' THEN
            (SELECT name FROM dashboard_links
              WHERE id >= log.target_id AND id < log.target_id || '~')
        END AS targetName
      FROM audit_log AS log WHERE ${where}
      ORDER BY log.at DESC, log.id DESC LIMIT ${limit}`,
  ]);
  return rowSchema.array().parse(rows ?? []);
}

/** More have never acted, or nobody can choose among them. */
const actorsAtMost = 200;

/** Everybody who has acted: one step along the index for each, however long the log is. */
export async function listActorIds(db: Database): Promise<string[]> {
  const [rows] = await runBatch(db, [
    sql`WITH RECURSIVE actor (id) AS (
        SELECT min(actor_id) FROM audit_log
        UNION ALL
        SELECT (SELECT min(actor_id) FROM audit_log WHERE actor_id > actor.id)
        FROM actor WHERE actor.id IS NOT NULL LIMIT ${actorsAtMost}
      ) SELECT id FROM actor WHERE id IS NOT NULL`,
  ]);
  return z
    .object({ id: z.string() })
    .array()
    .parse(rows ?? [])
    .map(({ id }) => id);
}
