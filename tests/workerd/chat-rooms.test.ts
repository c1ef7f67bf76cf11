import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  acceptInvitation,
  addMembers,
  changeRoom,
  createInvitation,
  createRoom,
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
  listRooms,
  markRead,
  markUnread,
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

describe("opening rooms", () => {
  it("lets partners, moderators and admins open public rooms, and everybody private ones", async () => {
    const member = await createPerson();
    const partner = {
      ...(await createPerson()),
      partner: { id: "p", status: "approved" as const },
    };
    const pending = { ...(await createPerson()), partner: { id: "p", status: "pending" as const } };
    const moderator = await createPerson({ role: "moderator" });
    const open = { kind: "public" as const, name: "Open" };
    await expect(createRoom(testDeps(), member, open)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createRoom(testDeps(), pending, open)).rejects.toMatchObject({
      code: "forbidden",
    });
    for (const person of [partner, moderator]) {
      const { room, created } = await createRoom(testDeps(), person, open);
      expect([room.kind, room.myRole, created]).toEqual(["public", "owner", true]);
    }
    const { room } = await createRoom(testDeps(), member, { kind: "private", name: "Ours" });
    expect(room).toMatchObject({ name: "Ours", kind: "private", rev: 1, lastSeq: 0, unread: 0 });
    expect(room.id).toMatch(/^[A-Za-z0-9]{16}$/);
    expect(room.epoch).toMatch(/^[A-Za-z0-9]{8}$/);
  });

  it("gives two people one direct room, whoever asks and however often at once", async () => {
    const ada = await createPerson({ name: "Ada" });
    const bob = await createPerson({ name: "Bob" });
    const asks = await Promise.all(
      [ada, bob, ada, bob].map((person) =>
        createRoom(testDeps(), person, {
          kind: "direct",
          memberIds: [person === ada ? bob.id : ada.id],
        }),
      ),
    );
    expect(new Set(asks.map(({ room }) => room.id)).size).toBe(1);
    expect(asks.filter(({ created }) => created)).toHaveLength(1);
    const roomId = asks[0]!.room.id;
    expect(await getRoom(testDeps(), ada, roomId)).toMatchObject({
      name: "Bob",
      peer: { id: bob.id, name: "Bob" },
    });
    expect(await getRoom(testDeps(), bob, roomId)).toMatchObject({ name: "Ada" });
    await expect(leaveRoom(testDeps(), ada, roomId)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("names the field that is wrong", async () => {
    const me = await createPerson();
    const wrong = async (input: Parameters<typeof createRoom>[2], field: string) =>
      expect(createRoom(testDeps(), me, input)).rejects.toMatchObject({
        code: "invalid_input",
        options: { errors: [{ field }] },
      });
    await wrong({ kind: "private" }, "name");
    await wrong({ kind: "direct" }, "memberIds");
    await wrong({ kind: "direct", memberIds: [me.id] }, "memberIds");
    await wrong({ kind: "direct", memberIds: ["nobody"] }, "memberIds");
    await wrong({ kind: "private", name: "x", memberIds: ["nobody"] }, "memberIds");
  });
});

describe("the list of rooms", () => {
  it("counts the unread messages of others, without the deleted, and my mentions", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = [persons[0]!, persons[1]!];
    const say = async (body: string) =>
      (await postMessage(testDeps(), other, roomId, post(body))).message.id;
    await say("one");
    const named = await say(`<@${me.id}> two`);
    await say(`<@${me.id}> three`);
    const gone = await say("four");
    await postMessage(testDeps(), me, roomId, post(`mine <@${me.id}>`));
    await removeMessage(testDeps(), other, { roomId, messageId: gone });
    const mine = async () => (await listRooms(testDeps(), me)).find(({ id }) => id === roomId);
    expect(await mine()).toMatchObject({ lastSeq: 5, readSeq: 0, unread: 3, mentions: 2 });
    await editMessage(testDeps(), other, { roomId, messageId: named, body: "nobody" });
    expect(await mine()).toMatchObject({ unread: 3, mentions: 1 });
    expect(await markRead(testDeps(), me, roomId, 2)).toBe(2);
    expect(await mine()).toMatchObject({ readSeq: 2, unread: 1, mentions: 1 });
    expect(await markRead(testDeps(), me, roomId, 1)).toBe(2);
    expect(await markRead(testDeps(), me, roomId, 99)).toBe(5);
    expect(await mine()).toMatchObject({ readSeq: 5, unread: 0, mentions: 0 });
    expect(await markUnread(testDeps(), me, roomId, 2)).toBe(2);
    expect(await markUnread(testDeps(), me, roomId, 4)).toBe(2);
    expect(await mine()).toMatchObject({ unread: 1 });
  });

  it("shows my rooms and joinable public ones in two queries, and nobody else's private ones", async () => {
    const me = await createPerson();
    const joinable = await createChat(1);
    const hidden = await createChat(1, { kind: "private" });
    const { room } = await createRoom(testDeps(), me, { kind: "private", name: "Mine" });
    const deps = testDeps();
    const rooms = await listRooms(deps, me);
    expect(deps.cost.d1Queries).toBe(2);
    const ids = rooms.map(({ id }) => id);
    expect(ids[0]).toBe(room.id);
    expect(ids).toContain(joinable.roomId);
    expect(ids).not.toContain(hidden.roomId);
    expect(rooms.find(({ id }) => id === joinable.roomId)).toMatchObject({ myRole: null });
  });
});

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
