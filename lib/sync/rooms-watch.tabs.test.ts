import { beforeEach, describe, expect, it } from "vitest";
import { watchRooms } from "./rooms-watch";
import { FakeBrowser, type FakePage } from "./testing/fake-browser";
import { FakeWorld } from "./testing/fake-world";

type Tab = { page: FakePage; news: number; held: { id: string; rev: number; epoch: string }[] };

let world: FakeWorld;
let browser: FakeBrowser;

beforeEach(() => {
  world = new FakeWorld();
  browser = new FakeBrowser(world);
  browser.hasLines = true;
});

function openTab(openRoomId: string | null = null): Tab & { stop: () => void } {
  const page = browser.openPage();
  const tab: Tab = { page, news: 0, held: [{ id: "room1", rev: 0, epoch: "epoch1" }] };
  const stop = watchRooms({
    userId: "me",
    rooms: () => tab.held,
    openRoomId: () => openRoomId,
    onNews: () => {
      tab.news += 1;
      tab.held = [{ id: "room1", rev: world.room.meta().rev, epoch: world.room.epoch }];
    },
    effects: page.effects,
  });
  return Object.assign(tab, { stop });
}

describe("rooms without a socket, watched by the pages of one browser", () => {
  it("are asked for by one of them, and news reach all, each once", async () => {
    const tabs = [openTab(), openTab(), openTab()];
    await world.clock.advance(60_500);
    expect(world.requests).toEqual(Array(4).fill("GET /api/chat/meta?rooms=room1"));
    expect(tabs.map(({ news }) => news)).toEqual([0, 0, 0]);
    world.room.postMany("other", ["One"]);
    await world.clock.advance(30_500);
    expect(tabs.map(({ news }) => news)).toEqual([1, 1, 1]);
    expect(world.requests).toHaveLength(6);
  });

  it("are no news where they are open, and nobody hears of rooms that were not asked for", async () => {
    const [reading, other] = [openTab("room1"), openTab()];
    other.held.push({ id: "room2", rev: 5, epoch: "epoch2" });
    world.room.postMany("other", ["One"]);
    await world.clock.advance(15_500);
    // The reading tab asks, for `room1` alone; that `room2` is missing in the answer says nothing.
    expect(world.requests).toEqual(["GET /api/chat/meta?rooms=room1"]);
    expect([reading.news, other.news]).toEqual([0, 1]);
  });

  it("are watched on when the page that asks is closed, crashes or sleeps", async () => {
    for (const end of ["stop", "die", "freeze"] as const) {
      world = new FakeWorld();
      browser = new FakeBrowser(world);
      browser.hasLines = true;
      const [first, second] = [openTab(), openTab()];
      await world.clock.advance(16_000);
      expect(world.requests).toHaveLength(1);
      if (end === "stop") first.stop();
      else first.page[end]();
      world.requests.length = 0;
      world.room.postMany("other", ["One"]);
      await world.clock.advance(60_000);
      expect([end, second.news]).toEqual([end, 1]);
      expect(world.requests.length).toBeGreaterThanOrEqual(3);
      expect(world.requests.length).toBeLessThanOrEqual(5);
      if (end === "freeze") {
        // Two leaders for a moment; then one.
        first.page.thaw();
        await world.clock.advance(30_000);
        world.requests.length = 0;
        await world.clock.advance(60_000);
        expect(world.requests.length).toBeLessThanOrEqual(5);
        expect(first.news).toBe(1);
      }
      second.stop();
    }
  });

  it("are asked for at once when somebody looks at a page that does not ask itself", async () => {
    const [leader, follower] = [openTab(), openTab()];
    await world.clock.advance(16_000);
    world.requests.length = 0;
    world.room.postMany("other", ["One"]);
    world.wake("visible");
    await world.clock.advance(200);
    expect([leader.news, follower.news]).toEqual([1, 1]);
    expect(world.requests).toHaveLength(1);
  });

  it("are asked for by each page where pages cannot share", async () => {
    browser.hasLines = false;
    const tabs = [openTab(), openTab()];
    world.room.postMany("other", ["One"]);
    await world.clock.advance(15_500);
    expect(tabs.map(({ news }) => news)).toEqual([1, 1]);
    expect(world.requests).toHaveLength(2);
  });
});
