import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addMembers, postMessage, removeMembers } from "../../lib/chat/service";
import { createChat, post } from "./support/chat";
import { testDeps } from "./support/deps";
import { askForSocket, RoomSocket, roomStub } from "./support/room-socket";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.useRealTimers();
});

describe("opening", () => {
  it("answers with the subprotocol, says hello with the room's numbers, then who is here", async () => {
    const { roomId, epoch, persons } = await createChat(1);
    await postMessage(testDeps(), persons[0]!, roomId, post("before"));
    const response = await askForSocket(roomId, persons[0]!);
    expect(response.status).toBe(101);
    expect(response.headers.get("sec-websocket-protocol")).toBe("plaza.v1");
    const me = await RoomSocket.open(roomId, persons[0]!);
    const { id: userId, name } = persons[0]!;
    expect(await me.hears("hello")).toEqual({
      type: "hello",
      rev: 1,
      lastSeq: 1,
      epoch,
      you: { userId, name },
    });
    expect((await me.hears("presence")).users).toEqual([{ userId, name, image: null }]);
  });

  it("opens one socket for a ticket that comes 100 times, also after eviction", async () => {
    const { roomId, persons } = await createChat(1);
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => askForSocket(roomId, persons[0]!, "one-ticket")),
    );
    const opened = answers.filter(({ status }) => status === 101);
    expect(opened).toHaveLength(1);
    // What nobody takes keeps the object from being evicted.
    opened[0]!.webSocket!.accept();
    await Promise.all(answers.filter(({ status }) => status !== 101).map((each) => each.text()));
    await evictDurableObject(roomStub(roomId));
    const late = await askForSocket(roomId, persons[0]!, "one-ticket");
    expect(late.status).toBe(401);
    expect(await late.json()).toMatchObject({ code: "ticket_used" });
  });

  it("refuses whoever does not come from the site's entry", async () => {
    const { roomId } = await createChat(1);
    const url = `https://plaza.test/api/chat/rooms/${roomId}/ws`;
    const response = await roomStub(roomId).fetch(url, { headers: { upgrade: "websocket" } });
    expect(response.status).toBe(404);
  });
});

describe("presence", () => {
  it("names everybody once, however many sockets they have, and forgets who left", async () => {
    const { roomId, persons } = await createChat(2);
    const me = await RoomSocket.open(roomId, persons[0]!);
    const [first, second] = [
      await RoomSocket.open(roomId, persons[1]!),
      await RoomSocket.open(roomId, persons[1]!),
    ];
    const here = () =>
      me
        .heard("presence")
        .at(-1)
        ?.users.map(({ userId }) => userId);
    await expect.poll(here).toEqual([persons[0]!.id, persons[1]!.id]);
    first.close();
    second.close();
    await expect.poll(here).toEqual([persons[0]!.id]);
  });

  it("gathers comings: 60 people who join at once make few frames", async () => {
    const { roomId, persons } = await createChat(60);
    const sockets = await Promise.all(persons.map((person) => RoomSocket.open(roomId, person)));
    const last = sockets.at(-1)!;
    await expect.poll(() => last.heard("presence").at(-1)?.users.length).toBe(60);
    const total = sockets.reduce((sum, socket) => sum + socket.heard("presence").length, 0);
    expect(total).toBeLessThan(60 * 10);
  });
});

describe("ending", () => {
  it("kicks a removed member from all sockets within a second, and nobody else", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const theirs = await Promise.all([1, 2].map(() => RoomSocket.open(roomId, persons[1]!)));
    const mine = await RoomSocket.open(roomId, persons[0]!);
    const startedAt = performance.now();
    await removeMembers(testDeps(), persons[0]!, roomId, [persons[1]!.id]);
    for (const socket of theirs) {
      const end = await socket.ends();
      expect(end.code).toBe(4403);
      expect(end.at - startedAt).toBeLessThan(1000);
      expect(socket.heard("kicked")).toEqual([{ type: "kicked", reason: "removed" }]);
    }
    expect(await testDeps().room(roomId).kick("nobody", "x")).toBe(0);
    await postMessage(testDeps(), persons[0]!, roomId, post("still here"));
    await mine.hears("messages");
    expect(theirs.flatMap((socket) => socket.heard("messages"))).toEqual([]);
  });

  it("closes a socket that was on its way while its owner was removed", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const [owner, guest] = [persons[0]!, persons[1]!];
    await removeMembers(testDeps(), owner, roomId, [guest.id]);
    const late = await RoomSocket.connect(roomId, guest);
    expect((await late.ends()).code).toBe(4403);
    await addMembers(testDeps(), owner, roomId, [guest.id]);
    const again = await RoomSocket.open(roomId, guest);
    expect(again.closed).toBeNull();
  });

  it("sweeps sockets that were silent for 90 s and keeps those that ponged", async () => {
    const { roomId, persons } = await createChat(2);
    // One that the clock of the past would set is due at once, and could ring before it is asked to.
    await runInDurableObject(roomStub(roomId), (_, { storage }) =>
      storage.setAlarm(Date.now() + 3_600_000),
    );
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 100_000 });
    const [silent, alive] = await Promise.all(
      persons.map((person) => RoomSocket.open(roomId, person)),
    );
    vi.useRealTimers();
    alive!.send("ping");
    await expect.poll(() => alive!.pongs).toEqual(["pong"]);
    expect(await runDurableObjectAlarm(roomStub(roomId))).toBe(true);
    expect((await silent!.ends()).code).toBe(1001);
    await expect
      .poll(() => alive!.heard("presence").at(-1)?.users)
      .toMatchObject([{ userId: persons[1]!.id }]);
    expect(alive!.closed).toBeNull();
    // The next sweep is set.
    expect(await runDurableObjectAlarm(roomStub(roomId))).toBe(true);
  });

  it("sets no alarm any more when nobody is left and no ticket is remembered", async () => {
    const { roomId, persons } = await createChat(1);
    const me = await RoomSocket.open(roomId, persons[0]!);
    me.close();
    await me.ends();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 400_000 });
    expect(await runDurableObjectAlarm(roomStub(roomId))).toBe(true);
    const [alarm, used] = await runInDurableObject(roomStub(roomId), async (_, state) => [
      await state.storage.getAlarm(),
      state.storage.sql.exec("SELECT count(*) AS n FROM used_tickets").one().n,
    ]);
    expect([alarm, used]).toEqual([null, 0]);
  });

  it("keeps sockets working across eviction", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = await Promise.all(persons.map((person) => RoomSocket.open(roomId, person)));
    await evictDurableObject(roomStub(roomId));
    me!.send({ type: "post", clientId: "after-eviction", body: "awake" });
    await me!.hears("ack");
    expect((await other!.hears("messages")).messages[0]!.body).toBe("awake");
    await evictDurableObject(roomStub(roomId));
    await postMessage(testDeps(), persons[0]!, roomId, post("by HTTP"));
    expect((await other!.hears("messages", 2)).prevRev).toBe(1);
  });
});

describe("the records of tickets", () => {
  it("are taken once, and not after they expired", async () => {
    const { roomId } = await createChat(0);
    const room = testDeps().room(roomId);
    await room.putTicket("fresh", Date.now() + 60_000);
    await room.putTicket("stale", Date.now() - 1);
    const takes = await Promise.all(Array.from({ length: 20 }, () => room.takeTicket("fresh")));
    expect(takes.filter(Boolean)).toHaveLength(1);
    expect(await room.takeTicket("stale")).toBe(false);
    expect(await room.takeTicket("unknown")).toBe(false);
  });
});
