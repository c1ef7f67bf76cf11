import { beforeEach, describe, expect, it } from "vitest";
import { register } from "../../lib/auth/service";
import { testDeps } from "./support/deps";
import { registration, clearPeople, listRoles, variables, noHeaders } from "./support/accounts";

describe("registration", () => {
  beforeEach(clearPeople);

  it("makes the first account admin and the next one a member", async () => {
    await register(testDeps({ variables }), noHeaders, registration("a@example.org"));
    await register(testDeps({ variables }), noHeaders, registration("b@example.org"));
    expect(await listRoles()).toEqual(["admin", "member"]);
  });

  it("makes one admin of two first registrations at once", async () => {
    await Promise.all(
      ["a", "b", "c", "d"].map((name) =>
        register(testDeps({ variables }), noHeaders, registration(`${name}@example.org`)),
      ),
    );
    expect(await listRoles()).toEqual(["admin", "member", "member", "member"]);
  });

  it("makes one account of the same registration sent twice at once", async () => {
    const twice = await Promise.allSettled(
      [1, 2].map(() => register(testDeps({ variables }), noHeaders, registration("a@example.org"))),
    );
    expect(twice.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listRoles()).toEqual(["admin"]);
  });

  it("refuses a taken address by its field", async () => {
    await register(testDeps({ variables }), noHeaders, registration("a@example.org"));
    await expect(
      register(testDeps({ variables }), noHeaders, registration("a@example.org")),
    ).rejects.toMatchObject({ code: "conflict", options: { errors: [{ field: "email" }] } });
  });

  it("makes nobody admin for being first where a setup token is configured", async () => {
    const guarded = { ...variables, ADMIN_SETUP_TOKEN: "the-setup-token" };
    await register(testDeps({ variables: guarded }), noHeaders, registration("a@example.org"));
    expect(await listRoles()).toEqual(["member"]);
  });

  it("takes the setup token once, also when it is used twice at once, and never a wrong one", async () => {
    const guarded = { ...variables, ADMIN_SETUP_TOKEN: "the-setup-token" };
    const attempt = (email: string, setupToken: string) =>
      register(testDeps({ variables: guarded }), noHeaders, {
        ...registration(email),
        setupToken,
      });
    const refused = { code: "invalid_input", options: { errors: [{ field: "setupToken" }] } };
    await expect(attempt("z@example.org", "another-token")).rejects.toMatchObject(refused);
    const both = await Promise.allSettled([
      attempt("a@example.org", "the-setup-token"),
      attempt("b@example.org", "the-setup-token"),
    ]);
    expect(both.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(attempt("c@example.org", "the-setup-token")).rejects.toMatchObject(refused);
    expect(await listRoles()).toEqual(["admin"]);
  });

  it("does not use up the setup token on a taken address", async () => {
    const guarded = { ...variables, ADMIN_SETUP_TOKEN: "the-setup-token" };
    const deps = () => testDeps({ variables: guarded });
    await register(deps(), noHeaders, registration("a@example.org"));
    const again = { ...registration("a@example.org"), setupToken: "the-setup-token" };
    await expect(register(deps(), noHeaders, again)).rejects.toMatchObject({ code: "conflict" });
    await register(deps(), noHeaders, { ...again, email: "b@example.org" });
    expect(await listRoles()).toEqual(["admin", "member"]);
  });

  it("is limited by where it comes from", async () => {
    const limited = { LIMIT_SIGN_INS_PER_MINUTE: "2" };
    const attempt = (email: string, ip: string) =>
      register(
        testDeps({ variables: limited }),
        new Headers({ "cf-connecting-ip": ip }),
        registration(email),
      );
    await attempt("a@example.org", "192.0.2.1");
    await attempt("b@example.org", "192.0.2.1");
    await expect(attempt("c@example.org", "192.0.2.1")).rejects.toMatchObject({
      code: "rate_limited",
    });
    await attempt("d@example.org", "192.0.2.2");
  });
});
