import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  acceptInvitation,
  addMembers,
  changeRoom,
  createInvitation,
  editMessage,
  getInvitation,
  getMembership,
  getMessages,
  getMeta,
  getRoom,
  joinRoom,
  leaveRoom,
  listMetas,
  listRoomMembers,
  markRead,
  postMessage,
  removeMembers,
  removeMessage,
} from "../../lib/chat/service";
import { banUser, createChat, createPerson, post, readNumbers } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";

const sevenDaysMs = 604_800_000;

async function listRoles(roomId: string) {
  const { results } = await env.DB.prepare(
    "SELECT user_id AS id, role FROM room_members WHERE room_id = ? ORDER BY joined_at",
  )
    .bind(roomId)
    .all();
  return results;
}

async function countOwed(roomId: string) {
  return env.DB.prepare("SELECT count(*) AS n FROM pending_effects WHERE room_id = ?")
    .bind(roomId)
    .first<number>("n");
}

describe("members", () => {
  it("hides a private room from everybody else in every call", async () => {
    const { roomId, persons } = await createChat(1, { kind: "private" });
    const { message } = await postMessage(testDeps(), persons[0]!, roomId, post("secret"));
    const stranger = await createPerson({ role: "admin" });
    const calls = [
      () => getRoom(testDeps(), stranger, roomId),
      () => getMeta(testDeps(), stranger, roomId),
      () => getMessages(testDeps(), stranger, roomId, { limit: 10 }),
      () => joinRoom(testDeps(), stranger, roomId),
      () => leaveRoom(testDeps(), stranger, roomId),
      () => changeRoom(testDeps(), stranger, roomId, { name: "x" }),
      () => listRoomMembers(testDeps(), stranger, roomId, { limit: 10 }),
      () => addMembers(testDeps(), stranger, roomId, [stranger.id]),
      () => removeMembers(testDeps(), stranger, roomId, [persons[0]!.id]),
      () => createInvitation(testDeps(), stranger, roomId),
      () => markRead(testDeps(), stranger, roomId, 1),
      () => removeMessage(testDeps(), stranger, { roomId, messageId: message.id }),
      () => editMessage(testDeps(), stranger, { roomId, messageId: message.id, body: "x" }),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "not_found" });
    expect(await listMetas(testDeps(), stranger, [roomId])).toEqual([]);
  });

  it("raises rev once for a membership that changes and not for a repeat", async () => {
    const { roomId } = await createChat(1);
    const guest = await createPerson();
    expect(await joinRoom(testDeps(), guest, roomId)).toMatchObject({ myRole: "member", rev: 1 });
    await joinRoom(testDeps(), guest, roomId);
    expect(await readNumbers(roomId)).toMatchObject({ rev: 1, lastSeq: 0 });
    await leaveRoom(testDeps(), guest, roomId);
    await leaveRoom(testDeps(), guest, roomId);
    expect(await readNumbers(roomId)).toMatchObject({ rev: 2, lastSeq: 0 });
  });

  it("passes the room of an owner who leaves to the longest member, at once", async () => {
    const { roomId, persons } = await createChat(3, { kind: "private" });
    const [owner, second, third] = persons;
    const isolate = newIsolate();
    expect((await getMembership(testDeps({ isolate }), second!, roomId)).role).toBe("member");
    const deps = testDeps({ isolate });
    await leaveRoom(deps, owner!, roomId);
    await deps.settled();
    expect(await listRoles(roomId)).toEqual([
      { id: second!.id, role: "owner" },
      { id: third!.id, role: "member" },
    ]);
    expect((await getMembership(testDeps({ isolate }), second!, roomId)).role).toBe("owner");
    expect(await countOwed(roomId)).toBe(0);
  });

  it("takes the room away from a removed member on the next request of every isolate's writer", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const [owner, guest] = [persons[0]!, persons[1]!];
    const isolate = newIsolate();
    await getMeta(testDeps({ isolate }), guest, roomId);
    await removeMembers(testDeps({ isolate }), owner, roomId, [guest.id]);
    await expect(getMeta(testDeps({ isolate }), guest, roomId)).rejects.toMatchObject({
      code: "not_found",
    });
    await addMembers(testDeps({ isolate }), owner, roomId, [guest.id]);
    expect((await getMeta(testDeps({ isolate }), guest, roomId)).rev).toBe(2);
  });

  it("lets owners manage private rooms and moderators public ones", async () => {
    const closed = await createChat(2, { kind: "private" });
    const open = await createChat(2);
    const moderator = await createPerson({ role: "moderator" });
    const forbidden = { code: "forbidden" };
    const [, guest] = closed.persons;
    const rename = { name: "Renamed" };
    await expect(changeRoom(testDeps(), guest!, closed.roomId, rename)).rejects.toMatchObject(
      forbidden,
    );
    await expect(
      addMembers(testDeps(), guest!, closed.roomId, [moderator.id]),
    ).rejects.toMatchObject(forbidden);
    const renamed = await changeRoom(testDeps(), moderator, open.roomId, rename);
    expect(renamed).toMatchObject({ name: "Renamed", rev: 1 });
    await removeMembers(testDeps(), moderator, open.roomId, [open.persons[0]!.id]);
    expect(await listRoles(open.roomId)).toEqual([{ id: open.persons[1]!.id, role: "owner" }]);
  });

  it("pages through members", async () => {
    const { roomId, persons } = await createChat(5);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRoomMembers(testDeps(), persons[0]!, roomId, { cursor, limit: 2 });
      ids.push(...page.members.map(({ userId }) => userId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(ids).toEqual(persons.map(({ id }) => id).sort());
  });
});

describe("invitations", () => {
  it("lead into a private room for 7 days, and only their hash is kept", async () => {
    const { roomId, persons } = await createChat(1, { kind: "private", name: "Den" });
    const now = () => 1_000_000;
    const { token, expiresAt } = await createInvitation(testDeps({ now }), persons[0]!, roomId);
    expect(expiresAt).toBe(1_000_000 + sevenDaysMs);
    const kept = await env.DB.prepare("SELECT token_hash AS h FROM invitations WHERE room_id = ?")
      .bind(roomId)
      .first<string>("h");
    expect(kept).toMatch(/^[0-9a-f]{64}$/);
    expect(kept).not.toContain(token);
    const guest = await createPerson();
    const late = testDeps({ now: () => expiresAt });
    await expect(acceptInvitation(late, guest, token)).rejects.toMatchObject({ code: "gone" });
    expect(await getInvitation(testDeps({ now }), token)).toMatchObject({ name: "Den", roomId });
    const room = await acceptInvitation(testDeps({ now }), guest, token);
    expect(room).toMatchObject({ id: roomId, myRole: "member", name: "Den" });
    await acceptInvitation(testDeps({ now }), guest, token);
    expect(await listRoles(roomId)).toHaveLength(2);
    await expect(getInvitation(testDeps(), "x".repeat(32))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("end when somebody is removed, and when their maker is banned", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const [owner, guest] = [persons[0]!, persons[1]!];
    const first = await createInvitation(testDeps(), owner, roomId);
    await removeMembers(testDeps(), owner, roomId, [guest.id]);
    await expect(acceptInvitation(testDeps(), guest, first.token)).rejects.toMatchObject({
      code: "gone",
    });
    const second = await createInvitation(testDeps(), owner, roomId);
    await banUser(owner.id);
    await expect(acceptInvitation(testDeps(), guest, second.token)).rejects.toMatchObject({
      code: "gone",
    });
  });
});
