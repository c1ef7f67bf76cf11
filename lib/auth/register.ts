import { PlazaError, invalidField } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId, sha256Hex } from "../platform/id";
import { takeRegistration } from "./address";
import { hashPassword } from "./password";
import type { Registration } from "./schema";
import { findUserByEmail } from "./store/people";
import { insertAccount, isSetupKeyUsed, type NewAccount } from "./store/registration";

/**
 * Creates an account with a password. Throws `rate_limited`, `conflict` on `email`, or `invalid_input` on
 * `setupToken` when it is wrong or was used.
 */
export async function register(
  deps: Deps,
  headers: Headers,
  registration: Registration,
): Promise<{ id: string }> {
  await takeRegistration(deps, headers);
  const proof = await toProof(deps, registration.setupToken);
  // Asked before the costly hash as well; the insert decides.
  if (await findUserByEmail(deps.db, registration.email)) throw emailTaken();
  const id = newId(16);
  const inserted = await insertAccount(deps.db, {
    id,
    email: registration.email,
    name: registration.name,
    image: null,
    passwordHash: hashPassword(registration.password),
    now: deps.now(),
    firstIsAdmin: isFirstAdmin(deps),
    proof,
  });
  if (inserted.outcome === "email_taken") throw emailTaken();
  if (inserted.outcome === "setup_token_used") throw wrongSetupToken();
  return { id };
}

/** Where a setup token is configured (every deployment), nobody becomes admin by being first. */
export function isFirstAdmin(deps: Deps): boolean {
  return deps.variables.ADMIN_SETUP_TOKEN === undefined;
}

/** Whether the setup token of this deployment waits to be used. */
export async function isSetupTokenOpen(deps: Deps): Promise<boolean> {
  const expected = deps.variables.ADMIN_SETUP_TOKEN;
  if (!expected) return false;
  return !(await isSetupKeyUsed(deps.db, toSetupKey(await sha256Hex(expected))));
}

const toSetupKey = (tokenHash: string) => `admin-setup-token:${tokenHash}`;

async function toProof(deps: Deps, given: string | undefined): Promise<NewAccount["proof"]> {
  const expected = deps.variables.ADMIN_SETUP_TOKEN;
  if (!given) return { kind: "none" };
  const givenHash = await sha256Hex(given);
  // Hashes are compared, so that the time taken tells nothing of the token.
  if (!expected || givenHash !== (await sha256Hex(expected))) throw wrongSetupToken();
  return { kind: "setup-token", setupKey: toSetupKey(givenHash) };
}

const wrongSetupToken = () => invalidField("setupToken", "This token is wrong or was used");

const emailTaken = () =>
  new PlazaError("conflict", {
    errors: [{ field: "email", message: "This address has an account already" }],
  });
