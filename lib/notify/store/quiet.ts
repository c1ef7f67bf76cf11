import { eq } from "drizzle-orm";
import { quietTimes } from "../../../drizzle/schema";
import type { Database } from "../../platform/database";
import type { Quiet } from "../schema";

/** When somebody does not want to be disturbed. */
export async function findQuiet(db: Database, userId: string): Promise<Quiet> {
  const [row] = await db.select().from(quietTimes).where(eq(quietTimes.userId, userId));
  if (!row) return { until: null, daily: null };
  const { quietUntil: until, dailyFrom: from, dailyTo: to, timeZone } = row;
  const daily = from === null || to === null || timeZone === null ? null : { from, to, timeZone };
  return { until, daily };
}

export async function upsertQuiet(db: Database, userId: string, quiet: Quiet): Promise<void> {
  const values = {
    quietUntil: quiet.until,
    dailyFrom: quiet.daily?.from ?? null,
    dailyTo: quiet.daily?.to ?? null,
    timeZone: quiet.daily?.timeZone ?? null,
  };
  await db
    .insert(quietTimes)
    .values({ userId, ...values })
    .onConflictDoUpdate({ target: quietTimes.userId, set: values });
}
