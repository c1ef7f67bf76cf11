import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import {
  beginSession,
  changePassword,
  changePerson,
  createResetLink,
  deleteAccount,
  endSession,
  findPerson,
  listPeople,
  listSessions,
  register,
  resetPassword,
  searchPeople,
  signInWithPassword,
  signInWithProvider,
  signOutOthers,
  signOutSession,
  updateProfile,
} from "../../lib/auth/service";
import type { Person } from "../../lib/auth/schema";
import { newIsolate, testDeps } from "./support/deps";
import { createUser } from "./support/rows";

const variables = { LIMIT_SIGN_INS_PER_MINUTE: "1000" };
const noHeaders = new Headers();
const registration = (email: string) => ({
  email,
  name: "Somebody",
  password: "long enough to be one",
});

async function clearPeople(): Promise<void> {
  const tables = ["sessions", "accounts", "reset_links", "partners", "room_members", "users"];
  await env.DB.batch([
    ...tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
    env.DB.prepare("DELETE FROM installation"),
    env.DB.prepare("DELETE FROM audit_log"),
  ]);
}

async function listRoles(): Promise<string[]> {
  const { results } = await env.DB.prepare("SELECT role FROM users ORDER BY role").all<{
    role: string;
  }>();
  return results.map((row) => row.role);
}

function toPerson(row: { id: string; name: string }, role: Person["role"] = "member"): Person {
  return { id: row.id, sid: "own-session", name: row.name, image: null, role, partner: null };
}

async function newMember(password = "long enough to be one") {
  const email = `${crypto.randomUUID()}@example.org`;
  const { id } = await register(testDeps({ variables }), noHeaders, {
    ...registration(email),
    password,
  });
  const claims = await beginSession(testDeps(), id, "Firefox");
  const person = await findPerson(testDeps(), claims);
  if (!person) throw new Error("No person after sign-in");
  return { email, claims, person };
}

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

describe("a session", () => {
  it("that was signed out is refused on its next request, the others are not", async () => {
    const { person, claims } = await newMember();
    const second = await beginSession(testDeps(), person.id, "Chrome");
    const isolate = newIsolate();
    expect(await findPerson(testDeps({ isolate }), second)).not.toBeNull();
    await endSession(testDeps({ isolate }), second);
    expect(await findPerson(testDeps({ isolate }), second)).toBeNull();
    expect((await findPerson(testDeps({ isolate }), claims))?.sid).toBe(claims.sid);
  });

  it("is listed with where it is used, and can be ended by its owner only", async () => {
    const { person } = await newMember();
    const stranger = await newMember();
    const second = await beginSession(testDeps(), person.id, "Chrome");
    const listed = await listSessions(testDeps(), person);
    expect(listed.map(({ userAgent, current }) => [userAgent, current]).sort()).toEqual([
      ["Chrome", false],
      ["Firefox", true],
    ]);
    await expect(signOutSession(testDeps(), stranger.person, second.sid)).rejects.toMatchObject({
      code: "not_found",
    });
    await signOutSession(testDeps(), person, second.sid);
    await signOutSession(testDeps(), person, second.sid);
    expect(await findPerson(testDeps(), second)).toBeNull();
    expect(await listSessions(testDeps(), person)).toHaveLength(1);
  });

  it("stays when its owner signs out everywhere else", async () => {
    const { person, claims } = await newMember();
    const others = [
      await beginSession(testDeps(), person.id, null),
      await beginSession(testDeps(), person.id, null),
    ];
    await signOutOthers(testDeps(), person);
    expect(await findPerson(testDeps(), claims)).not.toBeNull();
    for (const other of others) expect(await findPerson(testDeps(), other)).toBeNull();
  });

  it("is remembered as revoked for the 30 days of its token, then forgotten", async () => {
    const { person, claims } = await newMember();
    const second = await beginSession(testDeps(), person.id, null);
    await endSession(testDeps(), second);
    const day = 24 * 60 * 60 * 1000;
    const after = (days: number) => testDeps({ now: () => Date.now() + days * day });
    expect(await findPerson(after(29), second)).toBeNull();
    expect(await findPerson(after(31), claims)).not.toBeNull();
    await beginSession(after(62), person.id, null);
    const row = await env.DB.prepare("SELECT count(*) AS n FROM sessions WHERE sid = ?")
      .bind(second.sid)
      .first();
    expect(row).toEqual({ n: 0 });
  });

  it("has its last use written at most once an hour", async () => {
    const { claims } = await newMember();
    const lastSeen = async () => {
      const row = await env.DB.prepare("SELECT last_seen_at AS at FROM sessions WHERE sid = ?")
        .bind(claims.sid)
        .first<{ at: number }>();
      return row?.at ?? 0;
    };
    const start = await lastSeen();
    const visit = async (minutes: number) => {
      const deps = testDeps({ now: () => start + minutes * 60_000 });
      await findPerson(deps, claims);
      await deps.settled();
      return ((await lastSeen()) - start) / 60_000;
    };
    expect([await visit(59), await visit(61), await visit(90), await visit(122)]).toEqual([
      0, 61, 61, 122,
    ]);
  });

  it("cannot be begun more than 100 times a day by one person", async () => {
    const { id } = await createUser();
    await env.DB.prepare(
      `WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 100)
       INSERT INTO sessions (sid, user_id, created_at, last_seen_at, expires_at)
       SELECT ?1 || value, ?1, ?2, ?2, ?2 + 1000 FROM n`,
    )
      .bind(id, Date.now())
      .run();
    await expect(beginSession(testDeps(), id, null)).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});

describe("a password", () => {
  it("signs in with the right one only, and says nothing about unknown addresses", async () => {
    const { email, person } = await newMember("correct horse battery");
    const right = await signInWithPassword(testDeps(), email, "correct horse battery");
    expect(right).toMatchObject({ outcome: "signed_in", userId: person.id });
    const refused = { outcome: "refused", why: "credentials" };
    expect(await signInWithPassword(testDeps(), email, "wrong horse battery")).toEqual(refused);
    expect(await signInWithPassword(testDeps(), "x@example.org", "whatever 1234")).toEqual(refused);
  });

  it("of a banned person is not enough", async () => {
    const { email, person } = await newMember();
    const admin = toPerson(await createUser({ role: "admin" }), "admin");
    await changePerson(testDeps(), admin, person.id, { status: "banned" });
    expect(await signInWithPassword(testDeps(), email, "long enough to be one")).toEqual({
      outcome: "refused",
      why: "banned",
    });
  });

  it("is changed with the current one, which ends the other sessions", async () => {
    const { email, person, claims } = await newMember();
    const other = await beginSession(testDeps(), person.id, null);
    const change = (current: string) =>
      changePassword(testDeps({ variables }), person, noHeaders, {
        current,
        next: "a new secret 1",
      });
    await expect(change("not the current")).rejects.toMatchObject({
      code: "invalid_input",
      options: { errors: [{ field: "current" }] },
    });
    await change("long enough to be one");
    expect(await findPerson(testDeps(), claims)).not.toBeNull();
    expect(await findPerson(testDeps(), other)).toBeNull();
    expect((await signInWithPassword(testDeps(), email, "a new secret 1")).outcome).toBe(
      "signed_in",
    );
  });

  it("is reset by a link once within an hour, which ends every session", async () => {
    const { email, person, claims } = await newMember();
    const admin = toPerson(await createUser({ role: "admin" }), "admin");
    const older = await createResetLink(testDeps(), admin, person.id, "https://plaza.test");
    const { url, expiresAt } = await createResetLink(
      testDeps(),
      admin,
      person.id,
      "https://plaza.test",
    );
    expect(url).toMatch(/^https:\/\/plaza\.test\/reset\/[A-Za-z0-9]{32}$/);
    const token = url.split("/").at(-1) ?? "";
    const use = (given: string, now = Date.now) =>
      resetPassword(testDeps({ variables, now }), noHeaders, {
        token: given,
        password: "a whole new one",
      });
    await expect(use(older.url.split("/").at(-1) ?? "")).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(use(token, () => expiresAt)).rejects.toMatchObject({ code: "gone" });
    const both = await Promise.allSettled([use(token), use(token)]);
    expect(both.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(use(token)).rejects.toMatchObject({ code: "gone" });
    expect(await findPerson(testDeps(), claims)).toBeNull();
    expect((await signInWithPassword(testDeps(), email, "a whole new one")).outcome).toBe(
      "signed_in",
    );
    const stored = await env.DB.prepare("SELECT token_hash AS hash FROM reset_links").all();
    expect(JSON.stringify(stored.results)).not.toContain(token);
  });
});

describe("an admin", () => {
  beforeEach(clearPeople);

  it("cannot change themselves, nor an unknown or deleted person", async () => {
    const admin = toPerson(await createUser({ role: "admin" }), "admin");
    const gone = await createUser({ status: "deleted" });
    await expect(
      changePerson(testDeps(), admin, admin.id, { role: "member" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    for (const id of ["nobody", gone.id]) {
      await expect(
        changePerson(testDeps(), admin, id, { role: "moderator" }),
      ).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("is left when two admins demote each other at once", async () => {
    const one = toPerson(await createUser({ role: "admin" }), "admin");
    const two = toPerson(await createUser({ role: "admin" }), "admin");
    const both = await Promise.allSettled([
      changePerson(testDeps(), one, two.id, { role: "member" }),
      changePerson(testDeps(), two, one.id, { role: "member" }),
    ]);
    expect(both.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listRoles()).toEqual(["admin", "member"]);
  });

  it("who is the last one cannot delete their account", async () => {
    const last = await newMember();
    const leave = { password: "long enough to be one", messages: "keep" as const };
    await expect(
      deleteAccount(testDeps({ variables }), last.person, noHeaders, leave),
    ).rejects.toMatchObject({ code: "conflict" });
    await createUser({ role: "admin" });
    await deleteAccount(testDeps({ variables }), last.person, noHeaders, leave);
    expect(await findPerson(testDeps(), last.claims)).toBeNull();
  });

  it("leaves a record of every change, and none of a change that changed nothing", async () => {
    const admin = toPerson(await createUser({ role: "admin" }), "admin");
    const { id } = await createUser();
    for (const repeat of [1, 2]) {
      const changed = await changePerson(testDeps(), admin, id, {
        status: "banned",
        reason: "spam",
      });
      expect([repeat, changed.status, changed.statusReason]).toEqual([repeat, "banned", "spam"]);
    }
    const { results } = await env.DB.prepare(
      "SELECT actor_id, action, target_id, detail FROM audit_log",
    ).all();
    expect(results).toEqual([
      {
        actor_id: admin.id,
        action: "person.update",
        target_id: id,
        detail: '{"role":null,"status":"banned","reason":"spam"}',
      },
    ]);
  });

  it("pages through everybody once, newest first, and searches names and addresses", async () => {
    for (let index = 1; index <= 5; index += 1) {
      await createUser({ id: `u${index}`, name: `Person ${index}`, createdAt: index < 4 ? 7 : 8 });
    }
    const ids: string[] = [];
    for (let cursor: string | undefined | null; cursor !== null;) {
      const page = await listPeople(testDeps(), { q: "", cursor, limit: 2 });
      ids.push(...page.people.map((person) => person.id));
      cursor = page.nextCursor;
    }
    expect(ids).toEqual(["u5", "u4", "u3", "u2", "u1"]);
    const found = async (q: string) =>
      (await listPeople(testDeps(), { q, limit: 10 })).people.map((person) => person.id);
    expect(await found("son 4")).toEqual(["u4"]);
    expect(await found("U2@EXAMPLE")).toEqual(["u2"]);
    expect(await found("100%")).toEqual([]);
  });
});

describe("people", () => {
  beforeEach(clearPeople);

  it("are found by a part of their name, without addresses, banned ones and oneself", async () => {
    const me = toPerson(await createUser({ name: "Ada Lovelace" }));
    await createUser({ id: "grace", name: "Grace Hopper", role: "moderator" });
    await createUser({ id: "adah", name: "Adah Menken" });
    await createUser({ id: "granada", name: "Granada", image: "/a.png" });
    await createUser({ name: "Adam Banned", status: "banned" });
    await createUser({ id: "chinese", name: "王小明" });
    expect(await searchPeople(testDeps(), me, "ADA")).toEqual([
      { id: "adah", name: "Adah Menken", image: null, badge: null },
      { id: "granada", name: "Granada", image: "/a.png", badge: null },
    ]);
    expect((await searchPeople(testDeps(), me, "小明")).map((person) => person.id)).toEqual([
      "chinese",
    ]);
    expect((await searchPeople(testDeps(), me, "hopper"))[0]?.badge).toBe("moderator");
    expect(await searchPeople(testDeps(), me, "%")).toEqual([]);
  });

  it("show a new name on their next request", async () => {
    const { person, claims } = await newMember();
    const isolate = newIsolate();
    await findPerson(testDeps({ isolate }), claims);
    const me = await updateProfile(testDeps({ isolate }), person, {
      name: "Renamed",
      locale: "zh-Hant",
      theme: "dark",
    });
    expect(me).toMatchObject({ name: "Renamed", locale: "zh-Hant", theme: "dark" });
    expect((await findPerson(testDeps({ isolate }), claims))?.name).toBe("Renamed");
  });
});
