import { beforeEach, describe, expect, it } from "vitest";
import { PlazaError } from "../http/problem";
import type { FakeWorld } from "./testing/fake-world";
import { bodiesOf, createRoomUnderTest, goLive, modeOf } from "./testing/room-under-test";
import type { RoomSync } from "./types";

let world: FakeWorld;
let sync: RoomSync;

beforeEach(() => {
  ({ world, sync } = createRoomUnderTest());
});

describe("opening a room", () => {
  it("shows the newest page, then goes live", async () => {
    world.room.postMany("other", ["One", "Two"]);
    expect(sync.getView()).toMatchObject({ status: "loading", connection: { mode: "connecting" } });
    sync.start();
    await world.clock.advance(15);
    expect(sync.getView().status).toBe("loading");
    await world.clock.advance(200);
    expect(bodiesOf(sync)).toEqual(["One", "Two"]);
    expect(sync.getView()).toMatchObject({
      status: "ready",
      hasEarlier: false,
      problem: null,
      connection: { mode: "live", lastSyncAt: expect.any(Number) },
    });
  });

  it("loads history page by page", async () => {
    world.room.postMany(
      "other",
      Array.from({ length: 120 }, (_, n) => `${n + 1}`),
    );
    await goLive(world, sync);
    expect(sync.getView().messages[0]?.seq).toBe(71);
    const loading = sync.loadEarlier();
    void sync.loadEarlier();
    expect(sync.getView().loadingEarlier).toBe(true);
    await world.clock.advance(100);
    await loading;
    expect(world.count("GET /messages?before")).toBe(1);
    expect(sync.getView()).toMatchObject({ loadingEarlier: false, hasEarlier: true });
    void sync.loadEarlier();
    await world.clock.advance(100);
    expect(sync.getView().messages[0]?.seq).toBe(1);
    expect(sync.getView().hasEarlier).toBe(false);
  });

  it("says gone when the room does not exist for me, and asks no more", async () => {
    world.refuse = () => new PlazaError("not_found");
    sync.start();
    await world.clock.advance(100);
    expect(sync.getView()).toMatchObject({ status: "gone", problem: { code: "not_found" } });
    world.requests.length = 0;
    await world.clock.advance(120_000);
    expect(world.requests).toEqual([]);
  });

  it("says that nobody is signed in, and recovers when somebody is again", async () => {
    world.refuse = () => new PlazaError("not_signed_in");
    sync.start();
    await world.clock.advance(100);
    expect(sync.getView().problem?.code).toBe("not_signed_in");
    world.refuse = () => null;
    world.wake("focus");
    await world.clock.advance(2_000);
    expect(sync.getView()).toMatchObject({ problem: null, connection: { mode: "live" } });
  });

  it("may be stopped and started again at once without doubling anything", async () => {
    sync.start();
    sync.stop();
    sync.start();
    await world.clock.advance(200);
    expect(world.sockets.size).toBe(1);
    world.requests.length = 0;
    await world.clock.advance(60_000);
    expect(world.count("GET /meta")).toBeLessThanOrEqual(3);
  });

  it("asks and says nothing more once it is stopped", async () => {
    await goLive(world, sync);
    sync.stop();
    await world.clock.advance(60_000);
    expect(world.sockets.size).toBe(0);
    expect(world.requests).toEqual([]);
  });
});

describe("a live room", () => {
  it("takes messages and changes from frames alone", async () => {
    await goLive(world, sync);
    world.room.postMany("other", ["One", "Two"]);
    world.room.edit(1, "One, edited");
    await world.clock.advance(100);
    expect(bodiesOf(sync)).toEqual(["One, edited", "Two"]);
    expect(world.requests).toEqual([]);
  });

  it("fetches at once what a lost frame brought", async () => {
    await goLive(world, sync);
    world.weather = { ...world.weather, frameLost: 1 };
    world.room.postMany("other", ["Lost"]);
    world.weather = { ...world.weather, frameLost: 0 };
    world.room.postMany("other", ["Heard"]);
    await world.clock.advance(100);
    expect(bodiesOf(sync)).toEqual(["Lost", "Heard"]);
    expect(world.requests).toEqual([
      "GET /messages?after=0&limit=100&atLeast=2",
      "GET /messages?changedSince=0&limit=100&atLeast=2",
    ]);
  });

  it("notices within 36 s when the last frame was lost", async () => {
    await goLive(world, sync);
    world.weather = { ...world.weather, frameLost: 1 };
    world.room.postMany("other", ["Lost"]);
    await world.clock.advance(36_000);
    expect(bodiesOf(sync)).toEqual(["Lost"]);
  });

  it("finds a dead socket by its missing pong and polls instead", async () => {
    await goLive(world, sync);
    world.socketsBlocked = true;
    world.restart(true);
    await world.clock.advance(25_000 + 10_000 + 1_000);
    expect(modeOf(sync)).toBe("polling");
  });

  it("shows who types for 5 s, and not after their message", async () => {
    await goLive(world, sync);
    const say = (frame: unknown) => {
      for (const socket of world.sockets) socket.deliver(JSON.stringify(frame));
    };
    say({ type: "typing", userId: "a", name: "Ann" });
    say({ type: "typing", userId: "b", name: "Bo" });
    say({ type: "presence", users: [{ userId: "a", name: "Ann", image: null }] });
    say({ type: "read", userId: "a", seq: 7 });
    await world.clock.advance(100);
    expect(sync.getView().typing.map(({ name }) => name)).toEqual(["Ann", "Bo"]);
    expect(sync.getView().present.map(({ name }) => name)).toEqual(["Ann"]);
    expect(sync.getView().readBy).toEqual({ a: 7 });
    world.room.post("b", "client-of-bo", "Here");
    await world.clock.advance(100);
    expect(sync.getView().typing.map(({ name }) => name)).toEqual(["Ann"]);
    await world.clock.advance(5_000);
    expect(sync.getView().typing).toEqual([]);
  });

  it("is gone when I am removed", async () => {
    await goLive(world, sync);
    world.kick("removed");
    expect(sync.getView()).toMatchObject({ status: "gone", problem: { code: "not_a_member" } });
    await world.clock.advance(60_000);
    expect(world.requests).toEqual([]);
  });
});
