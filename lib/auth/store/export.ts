import { eq, sql } from "drizzle-orm";
import {
  accounts,
  apiTokens,
  partners,
  roomMembers,
  rooms,
  sessions,
  shares,
  users,
} from "../../../drizzle/schema";
import { runBatch, type Row } from "../../platform/batch";
import type { Database } from "../../platform/database";

/** What is kept about a person besides messages and memberships. Hashes and tokens stay here. */
export async function readOwnData(db: Database, userId: string) {
  const [profile, identities, ownSessions, partner, tokens] = await db.batch([
    db
      .select({
        id: users.id,
        email: users.email,
        name: users.name,
        image: users.image,
        role: users.role,
        locale: users.locale,
        theme: users.theme,
        timeFormat: users.timeFormat,
        createdAt: users.createdAt,
      })
      .from(users)
      .where(eq(users.id, userId)),
    db
      .select({ provider: accounts.provider, createdAt: accounts.createdAt })
      .from(accounts)
      .where(eq(accounts.userId, userId)),
    db
      .select({
        userAgent: sessions.userAgent,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        revokedAt: sessions.revokedAt,
      })
      .from(sessions)
      .where(eq(sessions.userId, userId)),
    db
      .select({
        status: partners.status,
        profile: partners.profile,
        createdAt: partners.createdAt,
        decidedAt: partners.decidedAt,
        decisionReason: partners.decisionReason,
      })
      .from(partners)
      .where(eq(partners.userId, userId)),
    db
      .select({
        name: apiTokens.name,
        hint: apiTokens.hint,
        scopes: apiTokens.scopes,
        createdAt: apiTokens.createdAt,
        lastUsedAt: apiTokens.lastUsedAt,
        expiresAt: apiTokens.expiresAt,
        revokedAt: apiTokens.revokedAt,
      })
      .from(apiTokens)
      .where(eq(apiTokens.userId, userId)),
  ]);
  return {
    profile: profile[0] ?? null,
    identities,
    sessions: ownSessions,
    partner: partner[0] ?? null,
    apiTokens: tokens.map((token) => ({ ...token, scopes: JSON.parse(token.scopes) as unknown })),
  };
}

/** My living shares, by when they were made and id, after `after`. */
export async function listOwnShares(
  db: Database,
  userId: string,
  after: { createdAt: number; id: string },
  limit: number,
) {
  return db
    .select({
      id: shares.id,
      createdAt: shares.createdAt,
      timestamp: shares.timestamp,
      expiresAt: shares.expiresAt,
      title: shares.title,
      prompt: shares.prompt,
      style: shares.style,
      generatedRemoteUrl: shares.generatedRemoteUrl,
      originalRemoteUrl: shares.originalRemoteUrl,
      generatedImage: shares.generatedImage,
      originalImage: shares.originalImage,
      views: shares.views,
    })
    .from(shares)
    .where(
      sql`${shares.ownerId} = ${userId} AND ${shares.state} = 'live'
        AND (${shares.createdAt}, ${shares.id}) > (${after.createdAt}, ${after.id})`,
    )
    .orderBy(shares.createdAt, shares.id)
    .limit(limit);
}

/** My rooms, by id, after `after`. */
export async function listOwnMemberships(
  db: Database,
  userId: string,
  after: string,
  limit: number,
) {
  return db
    .select({
      roomId: rooms.id,
      roomName: sql<string>`${rooms.name}`.as("room_name"),
      kind: rooms.kind,
      role: roomMembers.role,
      joinedAt: roomMembers.joinedAt,
      readSeq: roomMembers.readSeq,
    })
    .from(roomMembers)
    .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
    .where(sql`${roomMembers.userId} = ${userId} AND ${roomMembers.roomId} > ${after}`)
    .orderBy(roomMembers.roomId)
    .limit(limit);
}

/**
 * My messages in rooms of today and of yesterday, deleted ones left out, by room and client id.
 * Walks the unique index (room, author, client id): no index of its own, which every post would have to pay for.
 */
export async function listOwnMessages(
  db: Database,
  userId: string,
  after: { roomId: string; clientId: string },
  limit: number,
): Promise<Row[]> {
  const [rows] = await runBatch(db, [
    sql`SELECT message.id, message.room_id AS roomId, seq, client_id AS clientId, body,
      reply_to AS replyTo, attachments, edited_at AS editedAt, message.created_at AS createdAt
      FROM rooms AS room CROSS JOIN messages AS message
      ON message.room_id = room.id AND message.author_id = ${userId}
      WHERE room.id >= ${after.roomId}
      AND (room.id > ${after.roomId} OR client_id > ${after.clientId})
      AND deleted_at IS NULL ORDER BY room.id, client_id LIMIT ${limit}`,
  ]);
  return rows ?? [];
}
