import { describe, expect, it } from "vitest";
import {
  createRoom,
  editMessage,
  getRoom,
  leaveRoom,
  listRooms,
  markRead,
  markUnread,
  postMessage,
  removeMessage,
} from "../../lib/chat/service";
import { createChat, createPerson, post } from "./support/chat";
import { testDeps } from "./support/deps";

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
