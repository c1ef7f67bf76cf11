import { beforeEach, describe, expect, it } from "vitest";
import {
  changePerson,
  createResetLink,
  getPeopleOverview,
  getPerson,
} from "../../lib/auth/service";
import { createChat, createPerson, post } from "./support/chat";
import { postMessage } from "../../lib/chat/service";
import { testDeps } from "./support/deps";
import { createUser } from "./support/rows";
import { clearPeople, createEverybody, createPartner, createSession } from "./support/people";

describe("the overview of people", () => {
  beforeEach(clearPeople);

  it("counts them and carries the requests that wait longest, in one batch", async () => {
    await createEverybody();
    const deps = testDeps();
    const { counts, requests } = await getPeopleOverview(deps);
    expect(counts).toEqual({
      everybody: 7,
      admins: 1,
      moderators: 1,
      partners: 1,
      requests: 2,
      suspended: 1,
      banned: 1,
    });
    expect(requests.map(({ name, partner }) => [name, partner.profile])).toEqual([
      ["花", "The profile of hana"],
      ["dora", "The profile of dora"],
    ]);
    expect(requests[0]).toEqual({
      userId: "hana",
      name: "花",
      image: null,
      createdAt: 107,
      partner: {
        id: "host-hana",
        status: "pending",
        profile: "The profile of hana",
        reason: null,
        appliedAt: 2,
        decidedAt: null,
      },
    });
  });

  it("leaves out the request of somebody who is banned", async () => {
    await createEverybody();
    const admin = { ...(await createPerson({ role: "admin" })), role: "admin" as const };
    await changePerson(testDeps(), admin, "dora", { status: "banned", reason: "spam" });
    const { counts, requests } = await getPeopleOverview(testDeps());
    expect([counts.requests, requests.map(({ userId }) => userId)]).toEqual([1, ["hana"]]);
  });
});

describe("one person in depth", () => {
  beforeEach(clearPeople);

  it("shows sessions, rooms, messages, shares and the host profile", async () => {
    const { roomId, persons } = await createChat(2);
    const [owner] = persons;
    if (!owner) throw new Error("Nobody");
    for (const body of ["one", "two"]) await postMessage(testDeps(), owner, roomId, post(body));
    await createSession(owner.id, { seen: 500, until: 2_000 });
    await createSession(owner.id, { seen: 900, until: 2_000, revoked: 950 });
    await createSession(owner.id, { seen: 400, until: 999 });
    await createPartner(owner.id, "declined", 5);
    const deps = testDeps({ now: () => 1_000 });
    expect(await getPerson(deps, owner.id)).toEqual({
      id: owner.id,
      email: `${owner.id}@example.org`,
      name: owner.name,
      image: null,
      role: "member",
      status: "active",
      statusReason: null,
      createdAt: 1,
      lastSeenAt: 900,
      hasPassword: false,
      providers: [],
      partner: {
        id: `host-${owner.id}`,
        status: "declined",
        profile: `The profile of ${owner.id}`,
        reason: null,
        appliedAt: 5,
        decidedAt: null,
      },
      counts: { sessions: 1, rooms: 1, messages: 2, shares: 0 },
    });
  });

  it("is not found once the account is deleted, nor when there was none", async () => {
    await createUser({ id: "gone", status: "deleted" });
    for (const id of ["gone", "nobody"]) {
      await expect(getPerson(testDeps(), id)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("an admin's change of somebody", () => {
  it("that another admin undid at once is a conflict for neither, and refused for one who is no admin any more", async () => {
    const [one, two] = [
      await createPerson({ role: "admin" }),
      await createPerson({ role: "admin" }),
    ];
    const { id } = await createUser();
    const both = await Promise.all([
      changePerson(testDeps(), one, id, { role: "moderator" }),
      changePerson(testDeps(), two, id, { role: "admin" }),
    ]);
    expect(both).toHaveLength(2);
    await changePerson(testDeps(), one, two.id, { role: "member" });
    await expect(changePerson(testDeps(), two, id, { status: "banned" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("may not be a reset link for themselves", async () => {
    const admin = await createPerson({ role: "admin" });
    await expect(
      createResetLink(testDeps(), admin, admin.id, "https://plaza.test"),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });
});
