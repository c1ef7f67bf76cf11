import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { log } from "../platform/log";
import { PlazaError } from "../http/problem";
import { settleNow } from "./effects";
import { hashPassword, verifyPassword } from "./password";
import { isFirstAdmin } from "./register";
import { emailSchema, personNameSchema, type Claims, type Preferences } from "./schema";
import { findUserByEmail, findUser } from "./store/people";
import { rehashPassword } from "./store/passwords";
import { findUserByIdentity, insertAccount, promoteListed } from "./store/registration";
import { insertSession } from "./store/sessions";

type SignInRefusal = "banned" | "email_unverified" | "email_taken";

type SignIn =
  | ({ outcome: "signed_in"; userId: string } & Preferences)
  | { outcome: "refused"; why: SignInRefusal | "credentials" };

/** Checks a password. Unknown addresses take the same time as wrong passwords. */
export async function signInWithPassword(
  deps: Deps,
  email: string,
  password: string,
): Promise<SignIn> {
  const user = await findUserByEmail(deps.db, email);
  const { matches, rehash } = verifyPassword(password, user?.passwordHash ?? null);
  if (!user || !matches || user.status === "deleted") {
    return { outcome: "refused", why: "credentials" };
  }
  if (user.status === "banned") return { outcome: "refused", why: "banned" };
  if (rehash && user.passwordHash) {
    deps.waitUntil(
      rehashPassword(deps.db, user.id, user.passwordHash, hashPassword(password)).catch(
        (cause: unknown) => log("warn", "password.rehash_failed", {}, cause),
      ),
    );
  }
  const { id: userId, locale, theme, timeFormat } = user;
  return { outcome: "signed_in", userId, locale, theme, timeFormat };
}

/** What a provider says of somebody; `emailVerified` only when the provider itself has checked the address. */
export type ProviderProfile = {
  provider: "github" | "google";
  providerAccountId: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  image: string | null;
};

/**
 * Signs in by the provider's own id, or creates the account. An address that has an account already is refused:
 * whoever holds it signs in there the way they always have.
 */
export async function signInWithProvider(deps: Deps, profile: ProviderProfile): Promise<SignIn> {
  const email = emailSchema.safeParse(profile.email);
  const isListed =
    email.success &&
    profile.emailVerified &&
    deps.variables.ADMIN_EMAILS.some((listed) => listed.toLowerCase() === email.data);
  const known = await findUserByIdentity(deps.db, profile.provider, profile.providerAccountId);
  if (known) {
    if (known.status !== "active") return { outcome: "refused", why: "banned" };
    if (isListed) {
      const effectId = await promoteListed(deps.db, known.id, deps.now());
      if (effectId) await settleNow(deps, effectId);
    }
    return toSignedIn(deps, known.id);
  }
  if (!email.success || !profile.emailVerified) {
    return { outcome: "refused", why: "email_unverified" };
  }
  const id = newId(16);
  const inserted = await insertAccount(
    deps.db,
    {
      id,
      email: email.data,
      name: toName(profile.name, email.data),
      image: profile.image && /^https:\/\/.{1,500}$/.test(profile.image) ? profile.image : null,
      passwordHash: null,
      now: deps.now(),
      firstIsAdmin: isFirstAdmin(deps),
      proof: { kind: isListed ? "listed" : "none" },
    },
    profile,
  );
  if (inserted.outcome === "created") return toSignedIn(deps, id);
  // Two callbacks of one first sign-in: the other one has created the account.
  const other = await findUserByIdentity(deps.db, profile.provider, profile.providerAccountId);
  return other ? toSignedIn(deps, other.id) : { outcome: "refused", why: "email_taken" };
}

/** Begins a session for somebody who has just proved who they are. Throws `rate_limited` past 100 a day. */
export async function beginSession(
  deps: Deps,
  userId: string,
  userAgent: string | null,
): Promise<Claims> {
  const sid = newId(16);
  const session = { sid, userId, userAgent: userAgent?.slice(0, 300) ?? null, now: deps.now() };
  if (!(await insertSession(deps.db, session))) {
    throw new PlazaError("rate_limited", { retryAfterSeconds: 3600 });
  }
  return { userId, sid };
}

async function toSignedIn(deps: Deps, userId: string): Promise<SignIn> {
  const user = await findUser(deps.db, userId);
  return {
    outcome: "signed_in",
    userId,
    locale: user?.locale ?? null,
    theme: user?.theme ?? "system",
    timeFormat: user?.timeFormat ?? "auto",
  };
}

/** Providers allow names that we do not. */
function toName(name: string | null, email: string): string {
  const candidates = [[...(name ?? "")].slice(0, 60).join(""), email.split("@")[0]?.slice(0, 60)];
  const [first] = candidates.flatMap((candidate) => {
    const parsed = personNameSchema.safeParse(candidate);
    return parsed.success ? [parsed.data] : [];
  });
  return first ?? "Member";
}
