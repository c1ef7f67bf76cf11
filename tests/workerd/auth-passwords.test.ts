import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  beginSession,
  changePassword,
  changePerson,
  createResetLink,
  findPerson,
  resetPassword,
  signInWithPassword,
} from "../../lib/auth/service";
import { testDeps } from "./support/deps";
import { createUser } from "./support/rows";
import { toPerson, newMember, variables, noHeaders } from "./support/accounts";

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
