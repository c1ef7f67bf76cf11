import { underEffect } from "../auth/service";
import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId, sha256Hex } from "../platform/id";
import { log } from "../platform/log";
import {
  isLiving,
  isWellFormedToken,
  lastUsedEveryMs,
  newTokenSecret,
  toExpiry,
  toHint,
} from "./domain";
import { tokenLimits, type ApiToken, type CreateToken, type TokenScope } from "./schema";
import * as store from "./store";

type TokenDeps = Pick<Deps, "db" | "now">;

/** Whom a token acts for, and what it may do. */
export type TokenHolder = { person: Person; scopes: TokenScope[] };

/**
 * Who calls with this token; null for one that is unknown, revoked or expired, or whose account is deleted. Throws
 * `banned`. One D1 query and nothing cached, so that a revoked token and a banned person are refused at once.
 * The person has neither the role nor the partnership of the account: no token does more than a member may.
 */
export async function findTokenHolder(
  deps: TokenDeps & Pick<Deps, "waitUntil">,
  secret: string,
): Promise<TokenHolder | null> {
  if (!(await isWellFormedToken(secret))) return null;
  const token = await store.findTokenByHash(deps.db, await sha256Hex(secret));
  const now = deps.now();
  if (!token || !isLiving(token, now) || token.status === "deleted") return null;
  if (token.status === "banned") throw new PlazaError("banned");
  if (token.lastUsedAt === null || token.lastUsedAt <= now - lastUsedEveryMs) {
    deps.waitUntil(
      store
        .touchToken(deps.db, token.id, now)
        .catch((cause: unknown) => log("warn", "token.touch_failed", {}, cause)),
    );
  }
  const { userId: id, userName: name, image } = token;
  const person: Person = {
    id,
    sid: `token:${token.id}`,
    name,
    image,
    role: "member",
    partner: null,
  };
  return { person, scopes: token.scopes };
}

/** My tokens, newest first; not the secrets, which nobody keeps. */
export function listTokens(deps: TokenDeps, person: Pick<Person, "id">): Promise<ApiToken[]> {
  return store.listTokens(deps.db, person.id, deps.now());
}

/**
 * Makes a token; `secret` is shown this once. Throws `conflict` when the person has as many as one may,
 * `rate_limited` when too many were made within a day.
 */
export async function createToken(
  deps: TokenDeps,
  person: Pick<Person, "id">,
  { name, scopes, expiresInDays }: CreateToken,
): Promise<{ token: ApiToken; secret: string }> {
  const secret = await newTokenSecret();
  const now = deps.now();
  const token = {
    id: newId(16),
    name,
    hint: toHint(secret),
    scopes: [...new Set(scopes)],
    createdAt: now,
    expiresAt: toExpiry(now, expiresInDays),
  };
  const tokenHash = await sha256Hex(secret);
  const outcome = await store.insertToken(deps.db, { ...token, tokenHash, userId: person.id });
  switch (outcome) {
    case "created":
      return { token: { ...token, lastUsedAt: null }, secret };
    case "full":
      throw new PlazaError("conflict", {
        detail: `You have ${tokenLimits.perPerson} tokens; revoke one first`,
      });
    case "today":
      throw new PlazaError("rate_limited", { retryAfterSeconds: 3600 });
    case "gone":
      throw new PlazaError("not_signed_in");
  }
}

/**
 * Ends a token of mine or of a bot of mine at once, with the sockets that it has opened; doing it again changes nothing.
 * Throws `not_found` for any other.
 */
export async function revokeToken(deps: Deps, person: Person, tokenId: string): Promise<void> {
  const holderId = await store.findHolderId(deps.db, person.id, tokenId);
  if (holderId === null) throw new PlazaError("not_found");
  await underEffect(deps, holderId, () => store.revokeToken(deps.db, tokenId, deps.now()));
}
