import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { pushSubscriptions, sessions } from "../../../drizzle/schema";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { notifyLimits, type OwnBrowser, type PushPayload } from "../schema";
import type { Browser } from "./owed";

type NewSubscription = Omit<Browser, "locale"> & {
  id: string;
  userId: string;
  sid: string;
  endpointHash: string;
  userAgent: string | null;
  locale: PushPayload["locale"] | null;
  now: number;
};

/**
 * Keeps a browser's subscription, also when it is known: it then belongs to whoever brings it now, and what it owed
 * somebody else goes. Beyond the limit those that took a push longest ago make room.
 */
export async function upsertSubscription(db: Database, browser: NewSubscription): Promise<string> {
  const { userId, endpointHash, now } = browser;
  const [, , saved] = await runBatch(db, [
    sql`DELETE FROM owed_pushes WHERE subscription_id IN (SELECT id FROM push_subscriptions
      WHERE endpoint_hash = ${endpointHash} AND user_id <> ${userId})`,
    sql`DELETE FROM push_subscriptions WHERE id IN (SELECT id FROM push_subscriptions
      WHERE user_id = ${userId} AND endpoint_hash <> ${endpointHash}
      ORDER BY coalesce(last_ok_at, created_at) DESC, id LIMIT -1 OFFSET ${notifyLimits.subscriptions - 1})`,
    sql`INSERT INTO push_subscriptions (id, user_id, sid, endpoint_hash, endpoint, p256dh, auth,
        user_agent, locale, created_at)
      VALUES (${browser.id}, ${userId}, ${browser.sid}, ${endpointHash}, ${browser.endpoint},
        ${browser.p256dh}, ${browser.auth}, ${browser.userAgent}, coalesce(${browser.locale},
          (SELECT locale FROM users WHERE id = ${userId}), 'en'), ${now})
      ON CONFLICT (endpoint_hash) DO UPDATE SET user_id = excluded.user_id, sid = excluded.sid,
        p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent,
        locale = coalesce(${browser.locale}, locale), failures = 0
      RETURNING id`,
  ]);
  return String(saved?.[0]?.id);
}

/** My browsers whose sessions live, the newest first; not their secrets. */
export async function listSubscriptions(
  db: Database,
  userId: string,
  now: number,
): Promise<OwnBrowser[]> {
  return db
    .select({
      id: pushSubscriptions.id,
      endpointHash: pushSubscriptions.endpointHash,
      userAgent: pushSubscriptions.userAgent,
      createdAt: pushSubscriptions.createdAt,
      lastOkAt: pushSubscriptions.lastOkAt,
      failures: pushSubscriptions.failures,
    })
    .from(pushSubscriptions)
    .innerJoin(
      sessions,
      and(
        eq(sessions.sid, pushSubscriptions.sid),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
      ),
    )
    .where(eq(pushSubscriptions.userId, userId))
    .orderBy(desc(pushSubscriptions.createdAt), pushSubscriptions.id)
    .limit(notifyLimits.subscriptions);
}

/** One of my browsers, to send it something. */
export async function findBrowser(
  db: Database,
  userId: string,
  id: string,
): Promise<Browser | null> {
  const [row] = await db
    .select({
      endpoint: pushSubscriptions.endpoint,
      p256dh: pushSubscriptions.p256dh,
      auth: pushSubscriptions.auth,
      locale: pushSubscriptions.locale,
    })
    .from(pushSubscriptions)
    .where(and(eq(pushSubscriptions.id, id), eq(pushSubscriptions.userId, userId)));
  return row ?? null;
}

/** Takes a browser off my list with what it is owed; nothing happens when it is not there. */
export async function deleteSubscription(db: Database, userId: string, id: string): Promise<void> {
  await runBatch(db, [
    sql`DELETE FROM owed_pushes WHERE user_id = ${userId} AND subscription_id = ${id}`,
    sql`DELETE FROM push_subscriptions WHERE user_id = ${userId} AND id = ${id}`,
  ]);
}
