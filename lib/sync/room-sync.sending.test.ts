import { beforeEach, describe, expect, it } from "vitest";
import { PlazaError } from "../http/problem";
import { createRoomSync } from "./room-sync";
import type { FakeWorld } from "./testing/fake-world";
import {
  bodiesOf,
  createRoomUnderTest,
  goLive,
  goPolling,
  modeOf,
  waitingOf,
} from "./testing/room-under-test";
import type { RoomSync } from "./types";

let world: FakeWorld;
let sync: RoomSync;

beforeEach(() => {
  ({ world, sync } = createRoomUnderTest());
});

describe("a message of mine", () => {
  it("stands there at once and goes over the socket", async () => {
    await goLive(world, sync);
    void sync.post("Hello");
    expect(waitingOf(sync)).toEqual(["Hello: sending"]);
    await world.clock.advance(100);
    expect(waitingOf(sync)).toEqual([]);
    expect(bodiesOf(sync)).toEqual(["Hello"]);
    expect(world.requests).toEqual([]);
  });

  it("goes over HTTP when the socket does not answer within 5 s", async () => {
    await goLive(world, sync);
    world.weather = { ...world.weather, requestLost: 1 };
    void sync.post("Hello");
    await world.clock.advance(4_900);
    world.weather = { ...world.weather, requestLost: 0 };
    await world.clock.advance(500);
    expect(world.count("POST /messages")).toBe(1);
    expect(bodiesOf(sync)).toEqual(["Hello"]);
  });

  it("goes over HTTP at once when the socket dies before it answers", async () => {
    await goLive(world, sync);
    world.weather = { ...world.weather, requestLost: 1 };
    void sync.post("Hello");
    await world.clock.advance(100);
    world.weather = { ...world.weather, requestLost: 0 };
    world.restart();
    await world.clock.advance(100);
    expect(world.room.messages.map(({ body }) => body)).toEqual(["Hello"]);
  });

  it("is one message when the answer was lost and it is sent again", async () => {
    await goPolling(world, sync);
    world.weather = { ...world.weather, answerLost: 1 };
    void sync.post("Hello");
    await world.clock.advance(100);
    expect(world.room.messages).toHaveLength(1);
    world.weather = { ...world.weather, answerLost: 0 };
    await world.clock.advance(60_000);
    expect(world.room.messages).toHaveLength(1);
    expect(bodiesOf(sync)).toEqual(["Hello"]);
    expect(waitingOf(sync)).toEqual([]);
  });

  it("waits while there is no network, and all go out in order when it is back", async () => {
    await goLive(world, sync);
    world.isDown = true;
    world.wake("offline");
    for (const body of ["One", "Two", "Three"]) void sync.post(body);
    await world.clock.advance(60_000);
    expect(modeOf(sync)).toBe("offline");
    expect(waitingOf(sync)).toEqual(["One: sending", "Two: sending", "Three: sending"]);
    world.isDown = false;
    world.wake("online");
    await world.clock.advance(6_000);
    expect(waitingOf(sync)).toEqual([]);
    expect(bodiesOf(sync)).toEqual(["One", "Two", "Three"]);
    expect(world.room.messages.map(({ body }) => body)).toEqual(["One", "Two", "Three"]);
  });

  it("waits as long as the server says when there were too many", async () => {
    await goPolling(world, sync);
    world.refuse = (path) =>
      path === "/messages" ? new PlazaError("rate_limited", { retryAfterSeconds: 7 }) : null;
    void sync.post("One");
    await world.clock.advance(1_000);
    world.refuse = () => null;
    void sync.post("Two");
    await world.clock.advance(5_000);
    expect(world.count("POST /messages")).toBe(1);
    await world.clock.advance(1_500);
    expect(world.room.messages.map(({ body }) => body)).toEqual(["One", "Two"]);
  });

  it.each(["socket", "HTTP"])(
    "that is refused over %s fails, and the next ones go on",
    async (way) => {
      await (way === "socket" ? goLive(world, sync) : goPolling(world, sync));
      const refusal = new PlazaError("invalid_input");
      world.refuse = (path) => (path === "/messages" ? refusal : null);
      void sync.post("Bad");
      await world.clock.advance(500);
      world.refuse = () => null;
      void sync.post("Good");
      await world.clock.advance(3_000);
      expect(waitingOf(sync)).toEqual(["Bad: failed"]);
      expect(sync.getView().outgoing[0]?.problem?.code).toBe("invalid_input");
      expect(bodiesOf(sync)).toEqual(["Good"]);
      const { clientId } = sync.getView().outgoing[0]!;
      sync.retry(clientId);
      await world.clock.advance(3_000);
      expect(world.room.messages.map((message) => message.clientId)).toContain(clientId);
      expect(bodiesOf(sync)).toEqual(["Good", "Bad"]);
    },
  );

  it("may be discarded once it has failed, not before", async () => {
    await goPolling(world, sync);
    world.refuse = (path) => (path === "/messages" ? new PlazaError("forbidden") : null);
    void sync.post("Bad");
    const { clientId } = sync.getView().outgoing[0]!;
    sync.discard(clientId);
    expect(waitingOf(sync)).toEqual(["Bad: sending"]);
    await world.clock.advance(500);
    sync.discard(clientId);
    expect(waitingOf(sync)).toEqual([]);
  });

  it("that breaks the server five times fails and lets the next one pass", async () => {
    await goPolling(world, sync);
    world.refuse = (path) =>
      path === "/messages" && !world.room.messages.length ? new PlazaError("internal") : null;
    void sync.post("Breaks");
    await world.clock.advance(60_000);
    expect(world.count("POST /messages")).toBe(5);
    expect(waitingOf(sync)).toEqual(["Breaks: failed"]);
  });

  it("is sent once at a time, whatever wakes the page", async () => {
    await goPolling(world, sync);
    world.weather = { ...world.weather, requestDelayMs: 2_000 };
    void sync.post("One");
    void sync.post("Two");
    void sync.post("Three");
    await world.clock.advance(10_000);
    expect(world.count("POST /messages")).toBe(3);
    expect(world.room.messages.map(({ body }) => body)).toEqual(["One", "Two", "Three"]);
  });

  it("still leaves when its room was closed, and is known when the room is opened again", async () => {
    await goPolling(world, sync);
    world.isDown = true;
    void sync.post("On the way out");
    await world.clock.advance(1_000);
    sync.stop();
    const again = createRoomSync({ roomId: "room1", userId: "me", effects: world.effects });
    expect(again.getView().outgoing.map(({ body }) => body)).toEqual(["On the way out"]);
    world.isDown = false;
    await world.clock.advance(60_000);
    expect(world.room.messages.map(({ body }) => body)).toEqual(["On the way out"]);
  });

  it("with a client id that somebody copied is still mine to send", async () => {
    await goLive(world, sync);
    world.weather = { ...world.weather, requestLost: 1 };
    void sync.post("Mine");
    world.room.post("thief", sync.getView().outgoing[0]!.clientId, "Copied");
    await world.clock.advance(100);
    expect(bodiesOf(sync)).toEqual(["Copied"]);
    expect(waitingOf(sync)).toEqual(["Mine: sending"]);
    world.weather = { ...world.weather, requestLost: 0 };
    await world.clock.advance(6_000);
    expect(bodiesOf(sync)).toEqual(["Copied", "Mine"]);
  });

  it("is shown as the server has it after an edit, at once", async () => {
    await goPolling(world, sync);
    const message = world.room.post("me", "client-of-before", "Tpyo");
    await world.clock.advance(3_000);
    const edited = sync.edit(message.id, "Typo");
    await world.clock.advance(100);
    await edited;
    expect(bodiesOf(sync)).toEqual(["Typo"]);
    world.isDown = true;
    const failed = expect(sync.remove(message.id)).rejects.toMatchObject({ code: "unavailable" });
    await world.clock.advance(10_000);
    await failed;
    expect(bodiesOf(sync)).toEqual(["Typo"]);
  });
});
