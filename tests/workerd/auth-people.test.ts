import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import {
  changePerson,
  deleteAccount,
  findPerson,
  listPeople,
  searchPeople,
  updateProfile,
} from "../../lib/auth/service";
import { newIsolate, testDeps } from "./support/deps";
import { createUser } from "./support/rows";
import {
  clearPeople,
  listRoles,
  toPerson,
  newMember,
  variables,
  noHeaders,
} from "./support/accounts";

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
        detail:
          '{"role":null,"status":"banned","reason":"spam","before":{"role":"member","status":"active"}}',
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

  it("are all listed by name when nothing is typed yet", async () => {
    const me = toPerson(await createUser({ name: "Ada Lovelace" }));
    await createUser({ id: "grace", name: "Grace Hopper" });
    await createUser({ id: "adah", name: "Adah Menken" });
    const found = await searchPeople(testDeps(), me, "");
    expect(found.map(({ id }) => id)).toEqual(["adah", "grace"]);
  });

  it("show a new name on their next request", async () => {
    const { person, claims } = await newMember();
    const isolate = newIsolate();
    await findPerson(testDeps({ isolate }), claims);
    const me = await updateProfile(testDeps({ isolate }), person, {
      name: "Renamed",
      locale: "zh-Hant",
      theme: "dark",
      timeFormat: "h23",
    });
    expect(me).toMatchObject({
      name: "Renamed",
      locale: "zh-Hant",
      theme: "dark",
      timeFormat: "h23",
    });
    expect((await findPerson(testDeps({ isolate }), claims))?.name).toBe("Renamed");
  });
});
