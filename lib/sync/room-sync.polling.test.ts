import { beforeEach, describe, expect, it } from "vitest";
import { PlazaError } from "../http/problem";
import type { FakeWorld } from "./testing/fake-world";
import { bodiesOf, createRoomUnderTest, goPolling, modeOf } from "./testing/room-under-test";
import type { RoomSync } from "./types";

let world: FakeWorld;
let sync: RoomSync;

beforeEach(() => {
  ({ world, sync } = createRoomUnderTest());
});

describe("a room without a socket", () => {
  it("asks for the numbers every 2.5 s, and for messages only when they changed", async () => {
    await goPolling(world, sync);
    await world.clock.advance(25_000);
    expect(world.count("GET /meta")).toBeGreaterThanOrEqual(9);
    expect(world.count("GET /meta")).toBeLessThanOrEqual(11);
    expect(world.count("GET /messages")).toBe(0);
    world.room.postMany("other", ["News"]);
    await world.clock.advance(3_000);
    expect(bodiesOf(sync)).toEqual(["News"]);
    expect(world.count("GET /messages")).toBe(2);
  });

  it("asks every 15 s while nobody looks, and at once when somebody does", async () => {
    await goPolling(world, sync);
    world.wake("hidden");
    await world.clock.advance(3_000);
    world.requests.length = 0;
    await world.clock.advance(60_000);
    expect(world.count("GET /meta")).toBe(4);
    world.room.postMany("other", ["News"]);
    world.wake("visible");
    await world.clock.advance(200);
    expect(bodiesOf(sync)).toEqual(["News"]);
  });

  it("has one request under way at most, however slow they are", async () => {
    await goPolling(world, sync);
    world.weather = { ...world.weather, requestDelayMs: 40_000 };
    await world.clock.advance(4_000);
    for (const wake of ["focus", "online", "visible", "network"] as const) world.wake(wake);
    await world.clock.advance(10_000);
    expect(world.count("GET")).toBe(0);
    await world.clock.advance(30_000);
    expect(world.count("GET")).toBeLessThanOrEqual(2);
  });

  it("backs off while the server fails, says offline, and recovers", async () => {
    await goPolling(world, sync);
    world.refuse = () => new PlazaError("unavailable");
    await world.clock.advance(120_000);
    expect(modeOf(sync)).toBe("offline");
    expect(sync.getView().problem?.code).toBe("unavailable");
    expect(world.count("GET /meta")).toBeLessThanOrEqual(9);
    world.refuse = () => null;
    await world.clock.advance(31_000);
    expect(modeOf(sync)).toBe("polling");
    expect(sync.getView().problem).toBeNull();
  });

  it("goes back to the socket when the network comes back", async () => {
    await goPolling(world, sync);
    await world.clock.advance(60_000);
    world.socketsBlocked = false;
    world.wake("online");
    await world.clock.advance(1_500);
    expect(modeOf(sync)).toBe("live");
  });

  it("tries the socket once a second at most, however often the page is woken", async () => {
    await goPolling(world, sync);
    for (let tenth = 0; tenth < 50; tenth += 1) {
      world.wake("focus");
      await world.clock.advance(100);
    }
    expect(world.count("POST /tickets")).toBeGreaterThanOrEqual(3);
    expect(world.count("POST /tickets")).toBeLessThanOrEqual(6);
  });

  it("tries the socket again by itself within 30 s", async () => {
    await goPolling(world, sync);
    await world.clock.advance(120_000);
    expect(world.count("POST /tickets")).toBeLessThan(20);
    world.socketsBlocked = false;
    await world.clock.advance(30_000);
    expect(modeOf(sync)).toBe("live");
  });

  it("asks a guest's ticket once a minute, also when the page is woken, and goes live after joining", async () => {
    world.refuse = (path) => (path === "/tickets" ? new PlazaError("not_a_member") : null);
    sync.start();
    await world.clock.advance(30_000);
    world.wake("focus");
    await world.clock.advance(25_000);
    expect(modeOf(sync)).toBe("polling");
    expect(world.count("POST /tickets")).toBe(1);
    world.refuse = () => null;
    await world.clock.advance(10_000);
    expect(modeOf(sync)).toBe("live");
  });

  it("starts over from the newest page when more than 500 messages were missed", async () => {
    world.room.postMany("other", ["First"]);
    await goPolling(world, sync);
    world.room.postMany(
      "other",
      Array.from({ length: 501 }, (_, n) => `Missed ${n + 1}`),
    );
    await world.clock.advance(3_000);
    expect(world.count("GET /messages")).toBe(2);
    expect(sync.getView().messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 50 }, (_, n) => 453 + n),
    );
    expect(sync.getView().hasEarlier).toBe(true);
  });

  it("starts over when the room's history was rebuilt", async () => {
    world.room.postMany("other", ["One", "Two", "Three"]);
    await goPolling(world, sync);
    world.room.messages = [];
    world.room.rev = 0;
    world.room.epoch = "epoch2";
    world.room.postMany("other", ["New"]);
    await world.clock.advance(3_000);
    expect(bodiesOf(sync)).toEqual(["New"]);
  });
});
