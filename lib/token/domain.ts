import { newId, sha256Hex } from "../platform/id";
import type { TokenScope } from "./schema";

/** Pure rules about API tokens. */

const prefix = "plz_";
const shape = /^(plz_[0-9A-Za-z]{32})([0-9a-f]{6})$/;
const checkLetters = 6;

const dayMs = 24 * 60 * 60 * 1000;
/** How often "last used" is written at most. */
export const lastUsedEveryMs = 60 * 1000;
/** How long a token that has ended is remembered: its owner sees that it expired, and revoking it again stays a success. */
export const deadTokenLifeMs = 30 * dayMs;

/**
 * A new token: `plz_`, 32 unguessable letters (184 bits), and the first six of the SHA-256 of all that in hex,
 * so that a mistyped or cut one is refused without asking the database.
 */
export async function newTokenSecret(): Promise<string> {
  const body = prefix + newId(32);
  return body + (await checkOf(body));
}

/** Whether a credential wants to be one of our tokens, right or wrong. */
export function looksLikeToken(credential: string): boolean {
  return credential.startsWith(prefix);
}

/** Whether a credential is written as our tokens are, its check letters included. */
export async function isWellFormedToken(credential: string): Promise<boolean> {
  const [, body, check] = shape.exec(credential) ?? [];
  return body !== undefined && check === (await checkOf(body));
}

async function checkOf(body: string): Promise<string> {
  return (await sha256Hex(body)).slice(0, checkLetters);
}

/** What is shown of a token for good. */
export function toHint(secret: string): string {
  return secret.slice(-4);
}

/** When a token ends that is made at `now` (ms); null: never by itself. */
export function toExpiry(now: number, expiresInDays: number | null): number | null {
  return expiresInDays === null ? null : now + expiresInDays * dayMs;
}

/** Whether what a token may do covers `scope`. Who writes in the chat reads there too: a socket does both. */
export function allows(scopes: readonly TokenScope[], scope: TokenScope): boolean {
  return scopes.includes(scope) || (scope === "chat:read" && scopes.includes("chat:write"));
}

/** Whether a token works at `now` (ms). */
export function isLiving(
  token: { expiresAt: number | null; revokedAt: number | null },
  now: number,
): boolean {
  return token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now);
}
