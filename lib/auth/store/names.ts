import { inArray, sql } from "drizzle-orm";
import { users } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";

/** The names of these people by id, in one query; accounts that were deleted have `""`, unknown ids are not there. */
export async function findNames(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return new Map();
  const rows = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, sql`(SELECT value FROM json_each(${JSON.stringify(asked)}))`));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
