import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { shares } from "../../../drizzle/schema";
import type { AuditEntry } from "../../audit/schema";
import { auditStatement } from "../../audit/store";
import { runBatch, type Row } from "../../platform/batch";
import type { Database } from "../../platform/database";
import { within } from "../../platform/within";
import { storedImageSchema, type ShareRecord, type StoredImage } from "../schema";

/** The rows of shares. D1 gets so long for a read, which stands between a visitor and the page. */
const readLimitMs = 3_000;

export type ShareRow = typeof shares.$inferSelect;

/** What stands in D1 of one share. */
export type KnownShare = { state: ShareRow["state"]; record: ShareRecord };

export async function findRow(db: Database, shareId: string): Promise<KnownShare | null> {
  const found = db.select().from(shares).where(eq(shares.id, shareId));
  const [row] = await within(readLimitMs, "reading a share", found);
  return row ? toKnown(row) : null;
}

/** The same for several in one query. */
export async function listRows(db: Database, shareIds: string[]): Promise<KnownShare[]> {
  // One bound JSON, because D1 binds 100 values at most.
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(shareIds)}))`;
  const found = db.select().from(shares).where(inArray(shares.id, asked));
  return (await within(readLimitMs, "reading shares", found)).map(toKnown);
}

/** The share that its owner created under this `clientId`. */
export async function findByClientId(
  db: Database,
  ownerId: string,
  clientId: string,
): Promise<KnownShare | null> {
  const [row] = await db
    .select()
    .from(shares)
    .where(and(eq(shares.ownerId, ownerId), eq(shares.clientId, clientId)));
  return row ? toKnown(row) : null;
}

export type NewShare = Omit<ShareRecord, "views"> & {
  clientId: string;
  state: "uploading" | "live";
  purgeAt: number;
};

/**
 * Begins a share, for as long as its owner's account is active. An upload that was begun under the same `clientId`
 * and has not ended goes on under its first id, with what is told now. Null: the `clientId` has its share, or the account has ended.
 */
export async function insertShare(db: Database, share: NewShare): Promise<KnownShare | null> {
  const [rows] = await runBatch(db, [
    sql`INSERT INTO shares (id, owner_id, client_id, state, title, prompt, style,
        generated_remote_url, original_remote_url, generated_image, original_image,
        timestamp, created_at, expires_at, purge_at)
      SELECT ${share.id}, id, ${share.clientId}, ${share.state}, ${share.title}, ${share.prompt},
        ${share.style}, ${share.generatedRemoteUrl}, ${share.originalRemoteUrl},
        ${toJson(share.generatedImage)}, ${toJson(share.originalImage)},
        ${share.timestamp}, ${share.createdAt}, ${share.expiresAt}, ${share.purgeAt}
      FROM users WHERE id = ${share.ownerId} AND status = 'active'
      ON CONFLICT (owner_id, client_id) DO UPDATE SET title = excluded.title,
        prompt = excluded.prompt, style = excluded.style, generated_image = excluded.generated_image,
        original_image = excluded.original_image, timestamp = excluded.timestamp,
        expires_at = excluded.expires_at, purge_at = excluded.purge_at
        WHERE shares.state = 'uploading' AND excluded.state = 'uploading'
      RETURNING ${columns}`,
  ]);
  return toKnownRow(rows);
}

/** Opens a share whose images are all there. Null: somebody else has, or it was given up, or its owner has left. */
export async function openShare(db: Database, shareId: string): Promise<KnownShare | null> {
  const [rows] = await runBatch(db, [
    sql`UPDATE shares SET state = 'live', purge_at = expires_at
      WHERE id = ${shareId} AND state = 'uploading'
      AND EXISTS (SELECT 1 FROM users WHERE id = owner_id AND status = 'active')
      RETURNING ${columns}`,
  ]);
  return toKnownRow(rows);
}

/** Whose shares somebody may change: their own, or, for admins, all; what they do to others' is written down. */
export type Reach = { ownerId: string } | { adminId: string };

const isWithin = (reach: Reach) =>
  "adminId" in reach ? sql`1 = 1` : sql`owner_id = ${reach.ownerId}`;

/** Before the change itself, while `condition` still tells whether there is something to change. */
function auditOthers(
  reach: Reach,
  entry: Pick<AuditEntry, "at" | "action" | "targetId"> & { condition: SQL },
): SQL[] {
  if (!("adminId" in reach)) return [];
  const { condition, ...deed } = entry;
  const isOfOther = sql`EXISTS (SELECT 1 FROM shares
    WHERE id = ${deed.targetId} AND owner_id <> ${reach.adminId} AND ${condition})`;
  return [auditStatement({ ...deed, actorId: reach.adminId, detail: {} }, isOfOther)];
}

/** Null when there is no such living share within reach. */
export async function extendRow(
  db: Database,
  shareId: string,
  reach: Reach,
  { expiresAt, now }: { expiresAt: number; now: number },
): Promise<KnownShare | null> {
  const isAlive = sql`state = 'live' AND expires_at > ${now}`;
  const results = await runBatch(db, [
    ...auditOthers(reach, {
      ...{ at: now, action: "share.extend", targetId: shareId, condition: isAlive },
    }),
    sql`UPDATE shares SET expires_at = ${expiresAt}, purge_at = ${expiresAt}
      WHERE id = ${shareId} AND ${isAlive} AND ${isWithin(reach)}
      RETURNING ${columns}`,
  ]);
  return toKnownRow(results.at(-1));
}

/** What a share says and shows, taken away: what stays of it is a tombstone. */
export const blank = sql.raw(`title = '', prompt = '', style = '', generated_remote_url = NULL,
  original_remote_url = NULL, generated_image = NULL, original_image = NULL`);

/**
 * Leaves a tombstone whose copies the cron owes from now on, and closes what was reported of it. False when there
 * is no such share within reach, removed ones included.
 */
export async function removeRow(
  db: Database,
  shareId: string,
  reach: Reach,
  now: number,
): Promise<boolean> {
  const isThere = sql`state <> 'removed'`;
  const results = await runBatch(db, [
    ...auditOthers(reach, {
      ...{ at: now, action: "share.remove", targetId: shareId, condition: isThere },
    }),
    sql`UPDATE shares SET state = 'removed', ${blank}, expires_at = ${now}, purge_at = ${now}
      WHERE id = ${shareId} AND ${isThere} AND ${isWithin(reach)} RETURNING id`,
    sql`UPDATE share_reports SET closed_at = ${now} WHERE share_id = ${shareId}
      AND closed_at IS NULL AND changes() > 0`,
  ]);
  return (results.at(-2)?.length ?? 0) > 0;
}

/** Columns of `ShareRow` in raw statements. */
const columns =
  sql.raw(`id, owner_id AS ownerId, client_id AS clientId, state, title, prompt, style,
  generated_remote_url AS generatedRemoteUrl, original_remote_url AS originalRemoteUrl,
  generated_image AS generatedImage, original_image AS originalImage, timestamp,
  created_at AS createdAt, expires_at AS expiresAt, views, purge_at AS purgeAt`);

const rawSchema: z.ZodType<ShareRow> = z.object({
  id: z.string(),
  ownerId: z.string(),
  clientId: z.string(),
  state: z.enum(["uploading", "live", "expired", "removed"]),
  title: z.string(),
  prompt: z.string(),
  style: z.string(),
  generatedRemoteUrl: z.string().nullable(),
  originalRemoteUrl: z.string().nullable(),
  generatedImage: z.string().nullable(),
  originalImage: z.string().nullable(),
  timestamp: z.number(),
  createdAt: z.number(),
  expiresAt: z.number(),
  views: z.number(),
  purgeAt: z.number().nullable(),
});

function toKnownRow(rows: Row[] | undefined): KnownShare | null {
  return rows?.[0] ? toKnown(rawSchema.parse(rows[0])) : null;
}

function toKnown(row: ShareRow): KnownShare {
  return { state: row.state, record: toRecord(row) };
}

export function toRecord(row: ShareRow): ShareRecord {
  return {
    id: row.id,
    ownerId: row.ownerId,
    title: row.title,
    prompt: row.prompt,
    style: row.style,
    generatedRemoteUrl: row.generatedRemoteUrl,
    originalRemoteUrl: row.originalRemoteUrl,
    generatedImage: readImage(row.generatedImage),
    originalImage: readImage(row.originalImage),
    timestamp: row.timestamp,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    views: row.views,
  };
}

function readImage(json: string | null): StoredImage | null {
  return json === null ? null : storedImageSchema.parse(JSON.parse(json));
}

function toJson(image: StoredImage | null): string | null {
  return image && JSON.stringify(image);
}
