import { eq, sql, type SQL } from "drizzle-orm";
import { bots } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import { isOwed } from "./effects";

/**
 * For the batch that changed a person's status under `effectId`: their bots are silent while they are banned or gone, and
 * speak again after. Every statement that lets an author act looks at `status`, so nobody has to ask for the owner.
 */
export function silenceBots(ownerId: string, effectId: string): SQL {
  return sql`UPDATE users SET version = version + 1,
      status = CASE owner.status WHEN 'active' THEN 'active' ELSE 'banned' END
    FROM (SELECT status FROM users WHERE id = ${ownerId}) AS owner
    WHERE users.id IN (SELECT id FROM bots WHERE owner_id = ${ownerId})
      AND users.status <> 'deleted' AND ${isOwed(effectId)}
      AND users.status <> CASE owner.status WHEN 'active' THEN 'active' ELSE 'banned' END`;
}

/** The bots of a person, also those that have ended. */
export async function listBotIds(db: Database, ownerId: string): Promise<string[]> {
  const rows = await db.select({ id: bots.id }).from(bots).where(eq(bots.ownerId, ownerId));
  return rows.map(({ id }) => id);
}
