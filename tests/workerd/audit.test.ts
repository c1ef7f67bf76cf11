import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { toCsv } from "../../lib/audit/domain";
import type { AuditQuery } from "../../lib/audit/schema";
import { exportActions, listActions, listActors, recordAction } from "../../lib/audit/service";
import { writeRemoval } from "../../lib/chat/editing";
import { changeRoom, removeMembers } from "../../lib/chat/service";
import { closeReport, extendShare, removeShare, reportShare } from "../../lib/share/service";
import { newId } from "../../lib/platform/id";
import { createChat, createPerson, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import { createUser } from "./support/rows";
import { origin, share, shareDeps } from "./support/shares";

beforeEach(async () => {
  await env.DB.prepare("DELETE FROM audit_log").run();
});

const list = (query: Partial<AuditQuery> = {}) => listActions(testDeps(), { limit: 100, ...query });
const told = async () =>
  (await list()).entries
    .map(({ actor, action, target }) => [actor.id, action, target.id])
    .reverse();

/** A message of the room's second member. */
async function postIn(roomId: string, authorId: string): Promise<string> {
  const id = newId(20);
  await env.DB.prepare(
    `INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
     VALUES (?1, ?2, 1, 1, ?1, ?3, 'A', 'Hello', 1)`,
  )
    .bind(id, roomId, authorId)
    .run();
  return id;
}

describe("what is written down", () => {
  it("of shares: what an admin does to others', each change once", async () => {
    const [owner, admin] = [await createPerson(), await createPerson({ role: "admin" })];
    const [theirs, own] = [await share(shareDeps(), owner), await share(shareDeps(), admin)];
    const report = { reason: "harmful", detail: "" } as const;
    const from = new Headers({ "cf-connecting-ip": newId(8) });
    await reportShare(shareDeps(), from, theirs, report);
    const { results } = await env.DB.prepare("SELECT id FROM share_reports WHERE share_id = ?")
      .bind(theirs)
      .all<{ id: string }>();
    const reportId = results[0]?.id ?? "";
    await extendShare(shareDeps(), owner, theirs, { days: 3, origin });
    await extendShare(shareDeps(), admin, theirs, { days: 5, origin });
    await closeReport(shareDeps(), admin, reportId);
    await closeReport(shareDeps(), admin, reportId);
    await removeShare(shareDeps(), admin, theirs);
    await removeShare(shareDeps(), admin, theirs);
    await extendShare(shareDeps(), admin, own, { days: 5, origin });
    await removeShare(shareDeps(), admin, own);
    expect((await told()).sort()).toEqual(
      [
        [admin.id, "share.extend", theirs],
        [admin.id, "share.report_close", reportId],
        [admin.id, "share.remove", theirs],
      ].sort(),
    );
  });

  it("of rooms: what a moderator does who neither wrote nor owns, each change once", async () => {
    const { roomId, persons } = await createChat(3);
    const [owner, author, member] = persons;
    const moderator = await createPerson({ role: "moderator" });
    if (!owner || !author || !member) throw new Error("The room is not complete");
    const [first, second] = [await postIn(roomId, author.id), newId(20)];
    const deps = withoutObject();
    const remove = { roomId, actorId: moderator.id, actorIsModerator: true, messageId: first };
    await writeRemoval(deps, remove);
    await writeRemoval(deps, remove);
    await changeRoom(deps, owner, roomId, { topic: "The owner's" });
    await changeRoom(deps, moderator, roomId, { name: "Quiet room" });
    await changeRoom(deps, moderator, roomId, { name: "Quiet room" });
    await removeMembers(deps, owner, roomId, [author.id]);
    await removeMembers(deps, moderator, roomId, [member.id, second]);
    await removeMembers(deps, moderator, roomId, [member.id]);
    expect((await told()).sort()).toEqual(
      [
        [moderator.id, "message.remove", first],
        [moderator.id, "room.update", roomId],
        [moderator.id, "room.remove_members", roomId],
      ].sort(),
    );
    const { entries, names } = await list({ action: "room.remove_members" });
    expect(entries).toMatchObject([
      { target: { id: roomId, name: "Quiet room" }, detail: { userIds: [member.id, second] } },
    ]);
    expect(names).toEqual({ [member.id]: member.name, [second]: "" });
  });

  it("of an author's own message: nothing", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const author = persons[1];
    if (!author) throw new Error("The room is not complete");
    const messageId = await postIn(roomId, author.id);
    const removal = { roomId, actorId: author.id, actorIsModerator: true, messageId };
    await writeRemoval(withoutObject(), removal);
    expect(await told()).toEqual([]);
  });

  it("of a deed of many calls: once in a while", async () => {
    const admin = await createPerson({ role: "admin" });
    const deed = { action: "archive.restore", targetId: "2026-11-01", oncePerMs: 1000 } as const;
    for (const now of [1, 500, 1000, 1001, 1002]) {
      await recordAction(testDeps({ now: () => now }), admin, deed);
    }
    await recordAction(testDeps({ now: () => 900 }), admin, { ...deed, targetId: "2026-11-02" });
    await recordAction(testDeps({ now: () => 900 }), null, deed);
    const { entries } = await list();
    expect(entries.map(({ at, actor, target }) => [at, actor.kind, target.id]).sort()).toEqual(
      [
        [1, "person", "2026-11-01"],
        [1001, "person", "2026-11-01"],
        [900, "operator", "2026-11-01"],
        [900, "person", "2026-11-02"],
      ].sort(),
    );
  });
});

describe("the log", () => {
  const at = (now: number) => testDeps({ now: () => now });

  it("comes newest first in pages that neither lose nor double, also within one millisecond", async () => {
    const admin = await createPerson({ role: "admin" });
    for (let n = 0; n < 7; n += 1) {
      await recordAction(at(5), admin, { action: "alert.test", targetId: String(n) });
    }
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await list({ limit: 3, before });
      seen.push(...page.entries.map(({ target }) => target.id));
      before = page.nextCursor ?? undefined;
    } while (before);
    expect(seen.sort()).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
  });

  it("is filtered by action, person, target and time", async () => {
    const [ada, bob] = [await createPerson(), await createPerson()];
    await recordAction(at(1), ada, { action: "archive.trigger", targetId: "2026-11-01" });
    await recordAction(at(2), bob, { action: "archive.restore", targetId: "2026-11-01" });
    await recordAction(at(3), ada, { action: "alert.test" });
    const times = async (query: Partial<AuditQuery>) =>
      (await list(query)).entries.map((entry) => entry.at);
    expect(await times({ action: "archive.restore" })).toEqual([2]);
    expect(await times({ actorId: ada.id })).toEqual([3, 1]);
    expect(await times({ targetId: "2026-11-01" })).toEqual([2, 1]);
    expect(await times({ since: 2, until: 3 })).toEqual([2]);
    expect((await listActors(testDeps())).map(({ id }) => id).sort()) //
      .toEqual([ada.id, bob.id].sort());
  });

  it("keeps what deleted members did and what was done to them, without their names", async () => {
    const admin = await createPerson({ role: "admin", name: "Ada" });
    const gone = await createUser({ name: "", status: "deleted" });
    await recordAction(at(1), admin, { action: "person.update", targetId: gone.id });
    await recordAction(at(2), gone, { action: "alert.test" });
    await recordAction(at(3), null, { action: "alert.test" });
    const { entries } = await list();
    expect(entries.map(({ actor, target }) => [actor.kind, actor.name, target.isDeleted])).toEqual([
      ["operator", null, false],
      ["deleted", null, false],
      ["person", "Ada", true],
    ]);
  });

  it("does not name rooms that are not public", async () => {
    const { roomId } = await createChat(1, { kind: "private", name: "Secret plans" });
    await recordAction(at(1), null, { action: "message.remove", detail: { roomId } });
    await recordAction(at(2), null, { action: "room.update", targetId: roomId });
    expect((await list()).entries.map(({ target }) => target.name)).toEqual([null, null]);
  });

  it("is a file that no spreadsheet runs", async () => {
    const admin = await createPerson({ role: "admin", name: '=HYPERLINK("x")' });
    await recordAction(at(Date.UTC(2026, 10, 21)), admin, {
      action: "archive.trigger",
      targetId: "2026-11-01",
      detail: { reason: 'a "b", c' },
    });
    expect(await exportActions(testDeps(), { limit: 50 })).toBe(
      "\uFEFFtime,actor_id,actor,action,target_id,target,detail\r\n" +
        `2026-11-21T00:00:00.000Z,${admin.id},"'=HYPERLINK(""x"")",archive.trigger,2026-11-01,,` +
        '"{""reason"":""a \\""b\\"", c""}"\r\n',
    );
    expect(toCsv([])).toBe("\uFEFFtime,actor_id,actor,action,target_id,target,detail\r\n");
  });
});
