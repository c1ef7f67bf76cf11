import { describe, expect, it } from "vitest";
import { createRoom, getMessages, listRoomMembers, postMessage } from "../../lib/chat/service";
import {
  applyAsPartner,
  changePerson,
  decidePartner,
  deleteAccount,
  exportOwnData,
  findOwnPartner,
  findPerson,
  getMe,
  withdrawApplication,
} from "../../lib/auth/service";
import { createPerson, post } from "./support/chat";
import { testDeps } from "./support/deps";
import {
  profile,
  createHost,
  createAdmin,
  partnerOf,
  readRow,
  readVersion,
  countEffects,
} from "./support/partners";

describe("an application", () => {
  it("waits for a decision, and is replaced by another text but not by the same again", async () => {
    const member = await createPerson();
    const first = await applyAsPartner(testDeps({ now: () => 5_000 }), member, { profile });
    expect(first).toEqual({
      id: first.id,
      status: "pending",
      profile,
      reason: null,
      appliedAt: 5_000,
      decidedAt: null,
    });
    const again = await applyAsPartner(testDeps({ now: () => 6_000 }), member, { profile });
    expect(again).toEqual(first);
    expect(await readVersion(member.id)).toBe(2);
    const longer = `${profile} Every Tuesday.`;
    const other = await applyAsPartner(testDeps({ now: () => 7_000 }), member, { profile: longer });
    expect(other).toEqual({ ...first, profile: longer, appliedAt: 7_000 });
    expect(await partnerOf(testDeps(), member)).toBe("pending");
    expect(await countEffects(member.id)).toBe(0);
  });

  it("that is sent twice at once is one", async () => {
    const member = await createPerson();
    const both = await Promise.all(
      [1, 2].map(() => applyAsPartner(testDeps({ now: () => 5_000 }), member, { profile })),
    );
    expect(both[0]).toEqual(both[1]);
    expect(await readVersion(member.id)).toBe(2);
  });

  it("is taken back while it waits, also twice, and not once it was decided", async () => {
    const member = await createHost("pending");
    await withdrawApplication(testDeps(), member);
    await withdrawApplication(testDeps(), member);
    expect(await findOwnPartner(testDeps(), member)).toBeNull();
    expect(await partnerOf(testDeps(), member)).toBeNull();
    for (const status of ["approved", "suspended", "declined"] as const) {
      const decided = await createHost(status);
      await expect(withdrawApplication(testDeps(), decided)).rejects.toMatchObject({
        code: "conflict",
      });
      expect(await readRow(decided.id)).toMatchObject({ status });
    }
  });

  it("may follow a declined one, whose reason stands until the next decision", async () => {
    const admin = await createAdmin();
    const member = await createHost("pending");
    const declined = { decision: "decline", reason: "Tell us more." } as const;
    await decidePartner(testDeps({ now: () => 8_000 }), admin, member.id, declined);
    expect(await findOwnPartner(testDeps(), member)).toMatchObject({
      status: "declined",
      reason: "Tell us more.",
      decidedAt: 8_000,
    });
    expect(await partnerOf(testDeps(), member)).toBeNull();
    expect((await getMe(testDeps(), { ...member, partner: null })).partner).toBeNull();
    const next = await applyAsPartner(testDeps({ now: () => 9_000 }), member, { profile });
    expect(next).toMatchObject({ status: "pending", reason: "Tell us more.", appliedAt: 9_000 });
    const done = await decidePartner(testDeps(), admin, member.id, { decision: "approve" });
    expect(done).toMatchObject({ status: "approved", reason: null });
  });

  it("of an approved or suspended partner is refused and changes nothing", async () => {
    for (const status of ["approved", "suspended"] as const) {
      const member = await createHost(status);
      const applying = applyAsPartner(testDeps(), member, { profile: `${profile} Again.` });
      await expect(applying).rejects.toMatchObject({ code: "conflict" });
      const same = applyAsPartner(testDeps(), member, { profile });
      await expect(same).rejects.toMatchObject({ code: "conflict" });
      expect(await readRow(member.id)).toMatchObject({ status, profile, created_at: 1000 });
      expect(await readVersion(member.id)).toBe(1);
    }
  });
});

describe("a partner", () => {
  it("opens public rooms and carries the badge from the next request on, until suspended", async () => {
    const admin = await createAdmin();
    const member = await createHost("pending");
    const request = async () => {
      const person = await findPerson(testDeps(), { userId: member.id, sid: member.sid });
      if (!person) throw new Error("Nobody");
      return person;
    };
    const open = async () =>
      createRoom(testDeps(), await request(), { name: "Books", kind: "public" });
    await expect(open()).rejects.toMatchObject({ code: "forbidden" });
    await decidePartner(testDeps(), admin, member.id, { decision: "approve" });
    const { room } = await open();
    const { message } = await postMessage(testDeps(), await request(), room.id, post("Welcome"));
    expect(message.authorBadge).toBe("partner");
    const { members } = await listRoomMembers(testDeps(), await request(), room.id, { limit: 10 });
    expect(members.map(({ badge }) => badge)).toEqual(["partner"]);
    await decidePartner(testDeps(), admin, member.id, { decision: "suspend", reason: "spam" });
    await expect(open()).rejects.toMatchObject({ code: "forbidden" });
    await postMessage(testDeps(), await request(), room.id, post("Still here"));
    const { messages } = await getMessages(testDeps(), await request(), room.id, { limit: 10 });
    expect(messages.map(({ authorBadge }) => authorBadge)).toEqual(["partner", null]);
  });

  it("who is banned is refused, and is a partner again when the ban is lifted", async () => {
    const admin = await createAdmin();
    const member = await createHost("approved");
    await changePerson(testDeps(), admin, member.id, { status: "banned", reason: "spam" });
    await expect(partnerOf(testDeps(), member)).rejects.toMatchObject({ code: "banned" });
    await changePerson(testDeps(), admin, member.id, { status: "active" });
    expect(await partnerOf(testDeps(), member)).toBe("approved");
    await changePerson(testDeps(), admin, member.id, { status: "banned" });
    await decidePartner(testDeps(), admin, member.id, { decision: "suspend" });
    await changePerson(testDeps(), admin, member.id, { status: "active" });
    expect(await partnerOf(testDeps(), member)).toBe("suspended");
  });

  it("finds the profile in the export, and nobody finds it after the account has gone", async () => {
    const admin = await createAdmin();
    const member = await createHost("pending");
    const declined = { decision: "decline", reason: "Tell us more." } as const;
    await decidePartner(testDeps({ now: () => 8_000 }), admin, member.id, declined);
    const exported: unknown = await new Response(exportOwnData(testDeps(), member)).json();
    expect(exported).toMatchObject({
      partner: {
        status: "declined",
        profile,
        createdAt: 1000,
        decidedAt: 8_000,
        decisionReason: "Tell us more.",
      },
    });
    await deleteAccount(testDeps(), member, new Headers(), { messages: "keep" });
    expect(await readRow(member.id)).toBeNull();
    await expect(
      decidePartner(testDeps(), admin, member.id, { decision: "approve" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
