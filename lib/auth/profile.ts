import { PlazaError, invalidField } from "../http/problem";
import type { Deps } from "../platform/deps";
import { sha256Hex } from "../platform/id";
import { takeRegistration, takeSignIn } from "./address";
import { toBadge } from "./domain";
import { settleNow } from "./effects";
import { hashPassword, verifyPassword } from "./password";
import type { DeleteAccount, Me, Person, UpdateProfile } from "./schema";
import { updateProfile as writeProfile } from "./store/change-person";
import { endAccount } from "./store/departure";
import { findResetLink, updatePassword, consumeResetLink } from "./store/passwords";
import { findNames } from "./store/names";
import { findUser, searchPeopleByName } from "./store/people";

/** Everything about me that settings show. */
export async function getMe(deps: Deps, person: Person): Promise<Me> {
  const user = await getUser(deps, person.id);
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    image: user.image,
    role: user.role,
    partner: person.partner,
    locale: user.locale,
    theme: user.theme,
    timeFormat: user.timeFormat,
    hasPassword: user.passwordHash !== null,
    createdAt: user.createdAt,
  };
}

/** Changes what is given and leaves the rest. */
export async function updateProfile(
  deps: Deps,
  person: Person,
  change: UpdateProfile,
): Promise<Me> {
  const effectId = await writeProfile(deps.db, person.id, change, deps.now());
  if (effectId) await settleNow(deps, effectId);
  return getMe(deps, person);
}

/** People to invite, by a part of their name; at most 20, never their addresses. */
export async function searchPeople(deps: Deps, person: Person, q: string) {
  const rows = await searchPeopleByName(deps.db, q, person.id);
  return rows.map(({ id, name, image, role, partnerStatus }) => ({
    id,
    name,
    image,
    badge: toBadge(role, partnerStatus),
  }));
}

/** What these people are called; accounts that are not there (any more) are left out. */
export async function listNames(deps: Deps, ids: readonly string[]) {
  const names = await findNames(deps.db, ids);
  return [...names].filter(([, name]) => name !== "").map(([id, name]) => ({ id, name }));
}

/**
 * Sets a new password and signs out everywhere else. Tries count like sign-ins.
 * Throws `invalid_input` on `current`, `rate_limited`.
 */
export async function changePassword(
  deps: Deps,
  person: Person,
  headers: Headers,
  change: { current?: string; next: string },
): Promise<void> {
  const { passwordHash } = await confirmPassword(deps, person, headers, "current", change.current);
  const effectId = await updatePassword(deps.db, {
    userId: person.id,
    keepSid: person.sid,
    previous: passwordHash,
    next: hashPassword(change.next),
    now: deps.now(),
  });
  if (!effectId) throw invalidField("current", "The password was changed meanwhile");
  await settleNow(deps, effectId);
}

/** Uses a reset link. Throws `not_found` for an unknown one, `gone` for one that was used or has expired. */
export async function resetPassword(
  deps: Deps,
  headers: Headers,
  { token, password }: { token: string; password: string },
): Promise<void> {
  await takeRegistration(deps, headers);
  const tokenHash = await sha256Hex(token);
  // Asked before the costly hash as well; the update decides.
  const link = await findResetLink(deps.db, tokenHash);
  if (!link) throw new PlazaError("not_found");
  const now = deps.now();
  if (link.usedAt !== null || link.expiresAt <= now) throw new PlazaError("gone");
  const passwordHash = hashPassword(password);
  const effectId = await consumeResetLink(deps.db, { tokenHash, passwordHash, now });
  if (!effectId) throw new PlazaError("gone");
  await settleNow(deps, effectId);
}

/**
 * Ends my account. Sign-in, address, name and picture are gone when this returns; messages and memberships follow
 * in bounded steps. Throws `invalid_input` on `password`, `conflict` for the last admin.
 */
export async function deleteAccount(
  deps: Deps,
  person: Person,
  headers: Headers,
  { password, messages }: DeleteAccount,
): Promise<void> {
  const user = await confirmPassword(deps, person, headers, "password", password);
  const leave = { userId: user.id, previousHash: user.passwordHash, messages, now: deps.now() };
  const effectId = await endAccount(deps.db, leave);
  if (!effectId) {
    throw new PlazaError("conflict", { detail: "The last admin cannot leave" });
  }
  await settleNow(deps, effectId);
}

async function confirmPassword(
  deps: Deps,
  person: Person,
  headers: Headers,
  field: string,
  given: string | undefined,
) {
  const user = await getUser(deps, person.id);
  if (user.passwordHash === null) return user;
  if (!given) throw invalidField(field, "Enter your password");
  await takeSignIn(deps, headers, user.email);
  if (!verifyPassword(given, user.passwordHash).matches) {
    throw invalidField(field, "This is not your password");
  }
  return user;
}

async function getUser(deps: Deps, userId: string) {
  const user = await findUser(deps.db, userId);
  if (!user || user.status !== "active") throw new PlazaError("not_signed_in");
  return user;
}
