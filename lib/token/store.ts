import { and, desc, eq, isNull, lte, or, sql } from "drizzle-orm";
import { z } from "zod";
import { apiTokens, users } from "../../drizzle/schema";
import { runBatch } from "../platform/batch";
import type { Database } from "../platform/database";
import { deadTokenLifeMs, lastUsedEveryMs } from "./domain";
import { tokenLimits, tokenScopeSchema, type ApiToken, type TokenScope } from "./schema";

const scopesSchema = z.array(tokenScopeSchema);
const parseScopes = (text: string): TokenScope[] => scopesSchema.parse(JSON.parse(text));

/** More than a person can have: those that live, and those that expired within a month. */
const listedAtMost = 200;
const dayMs = 24 * 60 * 60 * 1000;

export type NewToken = Omit<ApiToken, "lastUsedAt"> & { userId: string; tokenHash: string };

/**
 * Keeps a token unless the person has too many: counted in the same statement, so that any number at once stays
 * within the limit. Forgets those that ended long ago. `full`: as many as may work; `today`: too many made within a day,
 * also of revoked ones; `gone`: the account has ended meanwhile.
 */
export async function insertToken(
  db: Database,
  token: NewToken,
): Promise<"created" | "full" | "today" | "gone"> {
  const { userId, createdAt: now } = token;
  const living = sql`SELECT count(*) FROM api_tokens WHERE user_id = ${userId}
    AND revoked_at IS NULL AND coalesce(expires_at > ${now}, 1)`;
  const today = sql`SELECT count(*) FROM api_tokens WHERE user_id = ${userId}
    AND created_at > ${now - dayMs}`;
  const [, inserted, counts] = await runBatch(db, [
    sql`DELETE FROM api_tokens WHERE user_id = ${userId} AND created_at <= ${now - dayMs}
      AND (revoked_at <= ${now - deadTokenLifeMs} OR expires_at <= ${now - deadTokenLifeMs})`,
    sql`INSERT INTO api_tokens
        (id, user_id, name, token_hash, hint, scopes, created_at, expires_at)
      SELECT ${token.id}, ${userId}, ${token.name}, ${token.tokenHash}, ${token.hint},
        ${JSON.stringify(token.scopes)}, ${now}, ${token.expiresAt}
      WHERE (${living}) < ${tokenLimits.perPerson} AND (${today}) < ${tokenLimits.perDay}
        AND EXISTS (SELECT 1 FROM users WHERE id = ${userId} AND status = 'active')
      RETURNING id`,
    sql`SELECT (${living}) AS living, (${today}) AS today`,
  ]);
  if (inserted?.length) return "created";
  if (Number(counts?.[0]?.living) >= tokenLimits.perPerson) return "full";
  return Number(counts?.[0]?.today) >= tokenLimits.perDay ? "today" : "gone";
}

/** Those that work, and those that expired lately; newest first. */
export async function listTokens(db: Database, userId: string, now: number): Promise<ApiToken[]> {
  const rows = await db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      hint: apiTokens.hint,
      scopes: apiTokens.scopes,
      createdAt: apiTokens.createdAt,
      lastUsedAt: apiTokens.lastUsedAt,
      expiresAt: apiTokens.expiresAt,
    })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.userId, userId),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), sql`${apiTokens.expiresAt} > ${now - deadTokenLifeMs}`),
      ),
    )
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(listedAtMost);
  return rows.map((row) => ({ ...row, scopes: parseScopes(row.scopes) }));
}

/** A token by its hash, with who it acts for. One query. */
export async function findTokenByHash(db: Database, tokenHash: string) {
  const [row] = await db
    .select({
      id: apiTokens.id,
      scopes: apiTokens.scopes,
      lastUsedAt: apiTokens.lastUsedAt,
      expiresAt: apiTokens.expiresAt,
      revokedAt: apiTokens.revokedAt,
      userId: users.id,
      userName: users.name,
      image: users.image,
      status: users.status,
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(eq(apiTokens.tokenHash, tokenHash));
  return row ? { ...row, scopes: parseScopes(row.scopes) } : null;
}

/** Notes that a token was used, unless that was noted within the last minute. */
export async function touchToken(db: Database, tokenId: string, now: number): Promise<void> {
  await db
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(apiTokens.id, tokenId),
        or(isNull(apiTokens.lastUsedAt), lte(apiTokens.lastUsedAt, now - lastUsedEveryMs)),
      ),
    );
}

/** Whom a token acts for: this person or a bot of theirs; null for anybody else's, and one that never was. */
export async function findHolderId(
  db: Database,
  personId: string,
  tokenId: string,
): Promise<string | null> {
  const [rows] = await runBatch(db, [
    sql`SELECT user_id AS userId FROM api_tokens WHERE id = ${tokenId} AND (user_id = ${personId}
      OR user_id IN (SELECT id FROM bots WHERE owner_id = ${personId}))`,
  ]);
  return rows?.[0] ? z.string().parse(rows[0].userId) : null;
}

/** Ends a token for good. */
export async function revokeToken(db: Database, tokenId: string, now: number): Promise<void> {
  await runBatch(db, [
    sql`UPDATE api_tokens SET revoked_at = coalesce(revoked_at, ${now}) WHERE id = ${tokenId}`,
  ]);
}
