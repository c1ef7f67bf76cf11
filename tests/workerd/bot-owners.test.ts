import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import { addBotToRoom, createBot, removeBotFromRoom } from "../../lib/bot/service";
import {
  banMember,
  editMessage,
  getMeta,
  getRoom,
  isMemberNow,
  joinRoom,
  liftBan,
  muteMember,
  postMessage,
  reactToMessage,
  unmuteMember,
} from "../../lib/chat/service";
import { insertMembers } from "../../lib/chat/store/membership-changes";
import { createChat, post, readMessages, withoutObject } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";
import { addMember } from "./support/rows";
import { RoomSocket } from "./support/room-socket";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const hour = { seconds: 3600, reason: "Calm down" };
const code = (expected: string) => ({ code: expected });

/** A public room with its keeper, and somebody with a bot in it and a bot outside. */
async function createBotOwner() {
  const { roomId, persons } = await createChat(2, { kind: "public" });
  const [keeper, owner] = [persons[0]!, persons[1]!];
  const inside = await createBot(testDeps(), owner, "Inside");
  const outside = await createBot(testDeps(), owner, "Outside");
  await addMember(roomId, inside.id);
  const act = ({ id, name }: { id: string; name: string }): Person => {
    return { id, sid: "token:1", name, image: null, role: "member", partner: null };
  };
  return { roomId, keeper, owner, inside: act(inside), outside: act(outside) };
}

describe("who is banned from a room", () => {
  it("is out with their bots: sockets, posts, reading, and every way back", async () => {
    const { roomId, keeper, owner, inside, outside } = await createBotOwner();
    const deps = testDeps({ isolate: newIsolate() });
    // Both are in the cache of this isolate as people who may read.
    await getMeta(deps, inside, roomId);
    await getMeta(deps, outside, roomId);
    const socket = await RoomSocket.open(roomId, inside);
    await banMember(deps, keeper, { roomId, userId: owner.id }, { reason: "Spam" });
    expect((await socket.ends()).code).toBe(4403);
    expect(await socket.hears("kicked")).toEqual({ type: "kicked", reason: "room_banned" });
    expect(await isMemberNow(deps, inside.id, roomId)).toBe(false);
    const asks = [
      getMeta(deps, inside, roomId),
      getMeta(deps, outside, roomId),
      joinRoom(deps, outside, roomId),
      postMessage(deps, inside, roomId, post("through my bot")),
      addBotToRoom(deps, owner, outside.id, roomId),
    ];
    for (const each of await Promise.allSettled(asks)) {
      expect(each).toMatchObject({ status: "rejected", reason: code("not_found") });
    }
    await expect(
      postMessage(withoutObject(), inside, roomId, post("past the object")),
    ).rejects.toMatchObject(code("not_found"));
    // Past every check before it: the statement keeps them out by itself.
    const slipped = { roomId, effects: [], now: Date.now() };
    expect((await insertMembers(deps.db, slipped, [outside.id], null)).changed).toBe(false);
    expect(await readMessages(roomId)).toEqual([]);
    await deps.settled();
    const owed = await env.DB.prepare("SELECT count(*) AS n FROM pending_effects WHERE room_id = ?")
      .bind(roomId)
      .first();
    expect(owed).toEqual({ n: 0 });
  });

  it("comes back with them only when they are let in and brought in again", async () => {
    const { roomId, keeper, owner, inside, outside } = await createBotOwner();
    const deps = testDeps({ isolate: newIsolate() });
    await banMember(deps, keeper, { roomId, userId: owner.id }, {});
    await liftBan(deps, keeper, { roomId, userId: owner.id });
    expect((await getMeta(deps, outside, roomId)).roomId).toBe(roomId);
    expect(await isMemberNow(deps, inside.id, roomId)).toBe(false);
    await joinRoom(deps, owner, roomId);
    expect((await joinRoom(deps, inside, roomId)).myRole).toBe("member");
    expect((await postMessage(deps, inside, roomId, post("back"))).created).toBe(true);
  });

  it("takes nobody else's bots along, and a bot may be banned alone", async () => {
    const { roomId, keeper, owner, inside, outside } = await createBotOwner();
    const other = await createBot(testDeps(), keeper, "Of the keeper");
    await addMember(roomId, other.id);
    await banMember(testDeps(), keeper, { roomId, userId: inside.id }, {});
    expect(await isMemberNow(testDeps(), inside.id, roomId)).toBe(false);
    expect((await getRoom(testDeps(), owner, roomId)).myRole).toBe("member");
    expect((await joinRoom(testDeps(), outside, roomId)).myRole).toBe("member");
    await banMember(testDeps(), keeper, { roomId, userId: owner.id }, {});
    expect(await isMemberNow(testDeps(), outside.id, roomId)).toBe(false);
    expect(await isMemberNow(testDeps(), other.id, roomId)).toBe(true);
  });
});

describe("who is muted in a room", () => {
  it("does not speak through their bot, over socket, HTTP or past the object, until it ends", async () => {
    const { roomId, keeper, owner, inside } = await createBotOwner();
    const { message } = await postMessage(testDeps(), inside, roomId, post("before"));
    const socket = await RoomSocket.open(roomId, inside);
    await muteMember(testDeps(), keeper, { roomId, userId: owner.id }, hour);
    await socket.hears("room");
    socket.send({ type: "post", clientId: "muted-client", body: "over the socket" });
    expect((await socket.hears("nack")).problem.code).toBe("muted");
    const place = { roomId, messageId: message.id };
    const refused = [
      postMessage(testDeps(), inside, roomId, post("by HTTP")),
      postMessage(withoutObject(), inside, roomId, post("past the object")),
      editMessage(testDeps(), inside, { ...place, body: "changed" }),
      reactToMessage(testDeps(), inside, { ...place, emoji: "👍", on: true }),
    ];
    for (const each of await Promise.allSettled(refused)) {
      expect(each).toMatchObject({ status: "rejected", reason: code("muted") });
    }
    expect(await getRoom(testDeps(), inside, roomId)).toMatchObject({ muteReason: "Calm down" });
    await unmuteMember(testDeps(), keeper, { roomId, userId: owner.id });
    expect((await postMessage(testDeps(), inside, roomId, post("after"))).created).toBe(true);
    expect((await readMessages(roomId)).map(({ body }) => body)).toEqual(["before", "after"]);
  });

  it("is not muted with a bot of theirs that is", async () => {
    const { roomId, keeper, owner, inside } = await createBotOwner();
    await muteMember(testDeps(), keeper, { roomId, userId: inside.id }, hour);
    await expect(postMessage(testDeps(), inside, roomId, post("bot"))).rejects.toMatchObject(
      code("muted"),
    );
    expect((await postMessage(testDeps(), owner, roomId, post("owner"))).created).toBe(true);
    const { rooms } = await removeBotFromRoom(testDeps(), owner, inside.id, roomId);
    expect(rooms).toEqual([]);
  });
});
