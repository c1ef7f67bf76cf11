import { beforeEach, describe, expect, it } from "vitest";
import { PlazaError } from "../http/problem";
import { clearWeather, type FakeWorld } from "./testing/fake-world";
import { createRoomUnderTest, goLive } from "./testing/room-under-test";
import type { RoomSync } from "./types";

let world: FakeWorld;
let sync: RoomSync;

beforeEach(() => {
  ({ world, sync } = createRoomUnderTest({ most: 120, slack: 30 }));
  world.room.postMany(
    "other",
    Array.from({ length: 1000 }, (_, index) => `${index + 1}`),
  );
});

/** First and last `seq` that are held, and whether there is more at either end. */
function held() {
  const { messages, hasEarlier, hasLater } = sync.getView();
  return [messages[0]?.seq, messages.at(-1)?.seq, hasEarlier, hasLater];
}

async function goTo(target: Parameters<RoomSync["goTo"]>[0]) {
  const going = sync.goTo(target);
  await world.clock.advance(100);
  return going;
}

describe("going to a message", () => {
  it("loads the page around it with one request, and nothing for one that is held", async () => {
    await goLive(world, sync);
    expect(await goTo({ messageId: "message-500" })).toBe(500);
    expect(held()).toEqual([450, 549, true, true]);
    expect(await goTo({ seq: 480 })).toBe(480);
    expect(world.requests).toEqual(["GET /messages?around=message-500&limit=100"]);
    expect(await goTo({ seq: 3 })).toBe(3);
    expect(held()).toEqual([1, 52, false, true]);
  });

  it("says that there is none such, and stays", async () => {
    await goLive(world, sync);
    const going = sync.goTo({ messageId: "none" });
    const refusal = expect(going).rejects.toMatchObject({ code: "not_found" });
    await world.clock.advance(100);
    await refusal;
    expect(held()).toEqual([951, 1000, true, false]);
  });

  it("follows the last of several calls", async () => {
    await goLive(world, sync);
    const [first, second] = [sync.goTo({ seq: 100 }), sync.goTo({ seq: 700 })];
    await world.clock.advance(100);
    expect([await first, await second]).toEqual([null, 700]);
    expect(held()).toEqual([650, 749, true, true]);
  });

  it("is not undone by the newest page that was asked for before", async () => {
    world.weather = { ...world.weather, requestDelayMs: 400 };
    sync.start();
    void sync.goTo({ messageId: "message-500" });
    await world.clock.advance(10_000);
    expect(held()).toEqual([450, 549, true, true]);
    expect(sync.getView().status).toBe("ready");
  });

  it("needs no newest page first", async () => {
    expect(await goTo({ messageId: "message-500" })).toBe(500);
    expect(sync.getView().status).toBe("ready");
    expect(world.requests).toEqual(["GET /messages?around=message-500&limit=100"]);
  });

  it("hears changes there, counts what is new, and comes back to the end with everything", async () => {
    await goLive(world, sync);
    await goTo({ seq: 500 });
    world.requests.length = 0;
    world.room.edit(500, "edited");
    world.room.postMany("other", ["1001", "1002"]);
    await world.clock.advance(100);
    expect(sync.getView().messages[50]?.body).toBe("edited");
    expect([...held(), sync.getView().newestSeq]).toEqual([450, 549, true, true, 1002]);
    expect(world.requests).toEqual([]);
    expect(await goTo("newest")).toBe(1002);
    expect(held()).toEqual([953, 1002, true, false]);
    world.room.post("other", "client-1003", "1003");
    await world.clock.advance(100);
    expect(held()).toEqual([953, 1003, true, false]);
  });

  it("leaves what I write meanwhile in sight until the server has it", async () => {
    await goLive(world, sync);
    await goTo({ seq: 500 });
    world.weather = { ...world.weather, requestDelayMs: 2_000, frameDelayMs: 2_000 };
    void sync.post("mine");
    await world.clock.advance(100);
    expect(sync.getView().outgoing.map(({ body }) => body)).toEqual(["mine"]);
    await world.clock.advance(10_000);
    expect(sync.getView().outgoing).toEqual([]);
    world.weather = clearWeather;
    await goTo("newest");
    expect(sync.getView().messages.at(-1)?.body).toBe("mine");
  });
});

describe("what is held of a long room", () => {
  it("is bounded on the way up and on the way down again", async () => {
    await goLive(world, sync);
    for (let pages = 0; pages < 10; pages += 1) {
      sync.lookAt(sync.getView().messages[5]?.seq ?? 0);
      void sync.loadEarlier();
      await world.clock.advance(1_000);
      expect(sync.getView().messages.length).toBeLessThanOrEqual(150);
    }
    expect(held()).toEqual([451, 570, true, true]);
    while (sync.getView().hasLater) {
      sync.lookAt(sync.getView().messages.at(-5)?.seq ?? 0);
      void sync.loadLater();
      await world.clock.advance(1_000);
      expect(sync.getView().messages.length).toBeLessThanOrEqual(220);
    }
    expect(held()).toEqual([851, 1000, true, false]);
  });

  it("stays where one reads while others write", async () => {
    await goLive(world, sync);
    sync.lookAt(955);
    for (let round = 0; round < 30; round += 1) {
      world.room.postMany(
        "other",
        Array.from({ length: 10 }, () => "more"),
      );
      await world.clock.advance(1_000);
    }
    expect(held()).toEqual([951, 1070, true, true]);
    expect(sync.getView().newestSeq).toBe(1300);
  });
});

describe("reactions and pins", () => {
  const reactions = () => sync.getView().messages.at(-1)?.reactions;

  it("are shown at once and stay when the server has taken them", async () => {
    await goLive(world, sync);
    const reacting = sync.react("message-1000", "🎉", true);
    const pinning = sync.pin("message-1000", true);
    expect(reactions()).toEqual([{ emoji: "🎉", userIds: ["me"] }]);
    expect(sync.getView().messages.at(-1)?.pinned).toBe(true);
    await world.clock.advance(1_000);
    await Promise.all([reacting, pinning]);
    expect(world.room.messages[999]).toMatchObject({
      reactions: [{ emoji: "🎉", userIds: ["me"] }],
      pinned: true,
    });
    expect(sync.getView().messages.at(-1)).toEqual(world.room.messages[999]);
  });

  it("are taken back when the server refuses or cannot be reached", async () => {
    await goLive(world, sync);
    world.refuse = (path) =>
      path.includes("reactions") ? new PlazaError("rate_limited", { retryAfterSeconds: 5 }) : null;
    const refused = expect(sync.react("message-1000", "🎉", true)).rejects.toMatchObject({
      code: "rate_limited",
    });
    await world.clock.advance(1_000);
    await refused;
    expect(reactions()).toEqual([]);
    world.isDown = true;
    const lost = expect(sync.pin("message-1000", true)).rejects.toMatchObject({
      code: "unavailable",
    });
    await world.clock.advance(10_000);
    await lost;
    expect(sync.getView().messages.at(-1)?.pinned).toBe(false);
  });

  it("end as the last of quick presses wants it", async () => {
    await goLive(world, sync);
    for (const on of [true, false, true, false, true]) void sync.react("message-1000", "🎉", on);
    expect(reactions()).toEqual([{ emoji: "🎉", userIds: ["me"] }]);
    await world.clock.advance(1_000);
    expect(reactions()).toEqual([{ emoji: "🎉", userIds: ["me"] }]);
    expect(world.room.messages[999]?.reactions).toEqual([{ emoji: "🎉", userIds: ["me"] }]);
  });
});

describe("marking as unread", () => {
  it("is not undone by reading until more comes", async () => {
    world.socketsBlocked = true;
    sync.start();
    await world.clock.advance(2_000);
    sync.markRead(1000);
    await world.clock.advance(2_000);
    void sync.markUnread(990);
    await world.clock.advance(1_000);
    sync.markRead(1000);
    await world.clock.advance(2_000);
    const told = () => world.requests.filter((request) => /POST .(un)?read/.test(request));
    expect(told()).toEqual(["POST /read", "POST /unread"]);
    sync.markRead(1001);
    await world.clock.advance(2_000);
    expect(told()).toEqual(["POST /read", "POST /unread", "POST /read"]);
  });
});

describe("marking as read", () => {
  it("goes out when the page is left before the marks were gathered", async () => {
    world.socketsBlocked = true;
    sync.start();
    await world.clock.advance(2_000);
    sync.markRead(1000);
    expect(world.count("POST /read")).toBe(0);
    world.wake("hidden");
    await world.clock.advance(400);
    expect(world.count("POST /read")).toBe(1);
    world.wake("visible");
    world.wake("hidden");
    await world.clock.advance(1_000);
    expect(world.count("POST /read")).toBe(1);
  });
});
