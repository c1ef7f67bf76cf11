import { beforeEach, describe, expect, it } from "vitest";
import { register, signInWithProvider } from "../../lib/auth/service";
import { testDeps } from "./support/deps";
import { registration, clearPeople, listRoles, variables, noHeaders } from "./support/accounts";

describe("signing in with a provider", () => {
  beforeEach(clearPeople);
  const profile = {
    provider: "github" as const,
    providerAccountId: "42",
    email: "ada@example.org",
    emailVerified: true,
    name: "Ada\u0000",
    image: "https://example.org/ada.png",
  };

  it("creates one account, also when two callbacks arrive at once, and finds it by the provider's id", async () => {
    const both = await Promise.all([1, 2].map(() => signInWithProvider(testDeps(), profile)));
    const moved = { ...profile, email: "new-address@example.org" };
    const later = await signInWithProvider(testDeps(), moved);
    const ids = [...both, later].map((signIn) => "userId" in signIn && signIn.userId);
    expect(new Set(ids).size).toBe(1);
    expect(later.outcome).toBe("signed_in");
  });

  it("never takes over an account that has the same address", async () => {
    await register(testDeps({ variables }), noHeaders, registration("ada@example.org"));
    expect(await signInWithProvider(testDeps(), profile)).toEqual({
      outcome: "refused",
      why: "email_taken",
    });
  });

  it("refuses an address that the provider has not verified", async () => {
    const unverified = { ...profile, emailVerified: false };
    expect(await signInWithProvider(testDeps(), unverified)).toEqual({
      outcome: "refused",
      why: "email_unverified",
    });
  });

  it("makes a verified and listed address admin, an unlisted one never", async () => {
    const guarded = { ADMIN_SETUP_TOKEN: "the-setup-token", ADMIN_EMAILS: "Ada@Example.org" };
    await signInWithProvider(testDeps({ variables: guarded }), profile);
    await signInWithProvider(testDeps({ variables: guarded }), {
      ...profile,
      providerAccountId: "43",
      email: "eve@example.org",
    });
    expect(await listRoles()).toEqual(["admin", "member"]);
  });

  it("does not make an address admin that only a password account claims", async () => {
    const guarded = {
      ...variables,
      ADMIN_SETUP_TOKEN: "the-setup-token",
      ADMIN_EMAILS: "ada@example.org",
    };
    await register(testDeps({ variables: guarded }), noHeaders, registration("ada@example.org"));
    expect(await listRoles()).toEqual(["member"]);
  });
});
