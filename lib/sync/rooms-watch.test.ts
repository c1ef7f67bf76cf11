import { beforeEach, describe, expect, it } from "vitest";
import { PlazaError } from "../http/problem";
import { watchRooms } from "./rooms-watch";
import { FakeWorld } from "./testing/fake-world";

let world: FakeWorld;
let news: number;
let held: { id: string; rev: number; epoch: string }[];
let stop: () => void;

beforeEach(() => {
  world = new FakeWorld();
  news = 0;
  held = [{ id: "room1", rev: 0, epoch: "epoch1" }];
  stop = watchRooms({
    userId: "me",
    rooms: () => held,
    openRoomId: () => "room9",
    onNews: () => void (news += 1),
    effects: world.effects,
  });
});

describe("rooms without a socket", () => {
  it("are looked at every 15 s, in one request", async () => {
    await world.clock.advance(60_500);
    expect(world.requests).toEqual(Array(4).fill("GET /api/chat/meta?rooms=room1"));
    expect(news).toBe(0);
  });

  it("are news when their numbers differ from those held", async () => {
    world.room.postMany("other", ["One"]);
    await world.clock.advance(15_100);
    expect(news).toBe(1);
    held = [{ id: "room1", rev: 1, epoch: "epoch1" }];
    await world.clock.advance(15_100);
    expect(news).toBe(1);
    world.room.epoch = "epoch2";
    await world.clock.advance(15_100);
    expect(news).toBe(2);
  });

  it("are news when one of them is none of mine any more", async () => {
    held.push({ id: "room2", rev: 0, epoch: "epoch1" });
    await world.clock.advance(15_100);
    expect(news).toBe(1);
  });

  it("are asked for 50 at a time", async () => {
    held = Array.from({ length: 51 }, () => ({ id: "room1", rev: 0, epoch: "epoch1" }));
    await world.clock.advance(15_100);
    expect(world.requests).toHaveLength(2);
  });

  it("are looked at less while nobody looks or the server fails, and at once when somebody does", async () => {
    world.wake("hidden");
    await world.clock.advance(15_100);
    world.requests.length = 0;
    await world.clock.advance(60_100);
    expect(world.requests).toHaveLength(1);
    world.wake("visible");
    await world.clock.advance(100);
    expect(world.requests).toHaveLength(2);
    world.refuse = () => new PlazaError("unavailable");
    world.requests.length = 0;
    await world.clock.advance(150_000);
    expect(world.requests.length).toBeLessThanOrEqual(4);
  });

  it("are left alone once it is stopped", async () => {
    stop();
    await world.clock.advance(60_000);
    world.wake("visible");
    await world.clock.advance(60_000);
    expect(world.requests).toEqual([]);
  });
});
