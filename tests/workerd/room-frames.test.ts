import { evictDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { editMessage, joinRoom, markRead, postMessage } from "../../lib/chat/service";
import { banUser, createChat, createPerson, post } from "./support/chat";
import { testDeps } from "./support/deps";
import { RoomSocket, roomStub } from "./support/room-socket";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.useRealTimers();
});

describe("frames", () => {
  it("acknowledges a post after everybody heard of it, in a chain of revs without a gap", async () => {
    const { roomId, persons } = await createChat(3);
    const [me, other] = await Promise.all(
      persons.slice(0, 2).map((p) => RoomSocket.open(roomId, p)),
    );
    for (let index = 0; index < 8; index += 1) {
      me!.send({ type: "post", clientId: `socket-client-${index}`, body: `${index}` });
    }
    await postMessage(testDeps(), persons[2]!, roomId, post("by HTTP"));
    await me!.hears("ack", 8);
    const first = me!.heard("messages")[0]!.messages[0]!;
    await editMessage(testDeps(), persons[0]!, { roomId, messageId: first.id, body: "edited" });
    await joinRoom(testDeps(), await createPerson(), roomId);
    await expect.poll(() => other!.heard("changed").length).toBe(2);
    for (const socket of [me!, other!]) {
      const chain = socket.frames.filter(
        (frame) => frame.type === "messages" || frame.type === "changed",
      );
      expect(chain[0]!.prevRev).toBe(0);
      expect(chain.at(-1)!.rev).toBe(11);
      chain.slice(1).forEach(({ prevRev }, index) => expect(prevRev).toBe(chain[index]!.rev));
      const seqs = chain.flatMap((frame) =>
        frame.type === "messages" ? frame.messages.map(({ seq }) => seq) : [],
      );
      expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    const types = me!.frames.map(({ type }) => type);
    expect(types.indexOf("messages")).toBeLessThan(types.indexOf("ack"));
    expect(other!.heard("ack")).toEqual([]);
  });

  it("answers a repeated post with the first message and tells nobody again", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = await Promise.all(persons.map((person) => RoomSocket.open(roomId, person)));
    me!.send({ type: "post", clientId: "the-same-one", body: "once" });
    me!.send({ type: "post", clientId: "the-same-one", body: "once" });
    await me!.hears("ack", 2);
    me!.send({ type: "post", clientId: "the-same-one", body: "once" });
    await me!.hears("ack", 3);
    expect(new Set(me!.heard("ack").map(({ message }) => message.id)).size).toBe(1);
    expect(other!.heard("messages")).toHaveLength(1);
  });

  it("says what is wrong with a post, without counting it as nonsense", async () => {
    const { roomId, persons } = await createChat(1);
    const me = await RoomSocket.open(roomId, persons[0]!);
    for (let index = 0; index < 12; index += 1) {
      me.send({ type: "post", clientId: `long-post-${index}`, body: "x".repeat(4001) });
    }
    const nack = await me.hears("nack", 12);
    expect(nack.problem).toMatchObject({
      code: "invalid_input",
      status: 422,
      errors: [{ field: "body" }],
    });
    expect(me.closed).toBeNull();
  });

  it("refuses the post of somebody who was banned meanwhile", async () => {
    const { roomId, persons } = await createChat(1);
    const me = await RoomSocket.open(roomId, persons[0]!);
    await banUser(persons[0]!.id);
    me.send({ type: "post", clientId: "after-the-ban", body: "no" });
    expect((await me.hears("nack")).problem).toMatchObject({ code: "banned", status: 403 });
  });

  it("refuses the 11th post in 10 s and says how long to wait", async () => {
    const { roomId, persons } = await createChat(1);
    const me = await RoomSocket.open(roomId, persons[0]!);
    for (let index = 0; index < 11; index += 1) {
      me.send({ type: "post", clientId: `many-posts-${index}`, body: "x" });
    }
    const { problem, clientId } = await me.hears("nack");
    expect([clientId, problem.code]).toEqual(["many-posts-10", "rate_limited"]);
    expect(problem.retryAfterSeconds).toBeGreaterThan(0);
    await me.hears("ack", 10);
  });

  it("answers nonsense with an error, and closes after the tenth, also across hibernation", async () => {
    const { roomId, persons } = await createChat(1);
    const me = await RoomSocket.open(roomId, persons[0]!);
    const nonsense = [
      "{",
      "null",
      "[]",
      '"text"',
      { type: "unknown" },
      { type: "post", body: "no clientId" },
      new ArrayBuffer(3),
      { type: "read", seq: -1 },
      "x".repeat(70_000),
    ];
    for (const frame of nonsense) me.send(frame);
    await me.hears("error", 9);
    expect(me.closed).toBeNull();
    await evictDurableObject(roomStub(roomId));
    me.send("one more");
    expect((await me.ends()).code).toBe(1008);
    expect(me.heard("error")).toHaveLength(10);
  });

  it("relays typing to the others, at most once in 2 s", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = await Promise.all(persons.map((person) => RoomSocket.open(roomId, person)));
    for (let index = 0; index < 5; index += 1) me!.send({ type: "typing" });
    me!.send({ type: "post", clientId: "after-typing", body: "done" });
    await other!.hears("messages");
    expect(other!.heard("typing")).toEqual([
      { type: "typing", userId: persons[0]!.id, name: persons[0]!.name },
    ]);
    expect(me!.heard("typing")).toEqual([]);
  });

  it("stores read positions and tells the others, from the socket and from HTTP", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = await Promise.all(persons.map((person) => RoomSocket.open(roomId, person)));
    await postMessage(testDeps(), persons[1]!, roomId, post("one"));
    await postMessage(testDeps(), persons[1]!, roomId, post("two"));
    me!.send({ type: "read", seq: 1 });
    expect(await other!.hears("read")).toEqual({ type: "read", userId: persons[0]!.id, seq: 1 });
    const deps = testDeps();
    await markRead(deps, persons[0]!, roomId, 2);
    await deps.settled();
    expect(await other!.hears("read", 2)).toMatchObject({ seq: 2 });
    expect(await markRead(testDeps(), persons[0]!, roomId, 1)).toBe(2);
  });
});
