import type { Deps } from "../platform/deps";
import { RateLimitKeys } from "../cache/keys";
import { takeFromLimit } from "../limit/take";
import { sha256Hex } from "../platform/id";
import { toAddressGroup } from "./domain";

/** Tries against one account from everywhere, as a multiple of the tries from one address. */
const accountFactor = 4;

/**
 * Counts a try of a password, by where it comes from and by the account it is aimed at: the first stops one machine
 * that tries many accounts, the second many machines that try one. Throws `rate_limited`.
 */
export async function takeSignIn(deps: Deps, headers: Headers, account: string): Promise<void> {
  await takeSignInFrom(deps, headers);
  await takeSignInAt(deps, account);
}

/** The first half of `takeSignIn`, for tries that nobody has read yet. */
export async function takeSignInFrom(deps: Deps, headers: Headers): Promise<void> {
  const from = await hashSource(deps, headers);
  await takeFromLimit(deps, RateLimitKeys.signIns(from), {
    limit: deps.variables.LIMIT_SIGN_INS_PER_MINUTE,
    windowSeconds: 60,
  });
}

/** The second half, by the address whose password is about to be compared. */
export async function takeSignInAt(deps: Deps, account: string): Promise<void> {
  const at = await hashAddress(deps, `account:${account}`);
  await takeFromLimit(deps, RateLimitKeys.signIns(at), {
    limit: deps.variables.LIMIT_SIGN_INS_PER_MINUTE * accountFactor,
    windowSeconds: 60,
  });
}

/** Counts a registration (or another costly call of a stranger) by where it comes from. Throws `rate_limited`. */
export async function takeRegistration(deps: Deps, headers: Headers): Promise<void> {
  const from = await hashSource(deps, headers);
  await takeFromLimit(deps, RateLimitKeys.registrations(from), {
    limit: deps.variables.LIMIT_SIGN_INS_PER_MINUTE,
    windowSeconds: 60,
  });
}

/** Where a call comes from, as a hash that only we can make: what limits of strangers count by. */
export async function hashSource(deps: Deps, headers: Headers): Promise<string> {
  return hashAddress(deps, toSource(headers));
}

function toSource(headers: Headers): string {
  return toAddressGroup(headers.get("cf-connecting-ip") ?? "local");
}

/** Keyed, so that nobody who reads the keys can try out all addresses. */
async function hashAddress(deps: Deps, address: string): Promise<string> {
  const hash = await sha256Hex(`${deps.variables.AUTH_SECRET ?? ""}:${address}`);
  return hash.slice(0, 32);
}
