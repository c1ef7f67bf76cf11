import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRoomSync } from "./room-sync";
import { FakeBrowser, type FakePage } from "./testing/fake-browser";
import { FakeWorld, clearWeather } from "./testing/fake-world";
import { seeded } from "./testing/seeded";
import { chanceArb, weatherArb } from "./testing/weather";
import type { RoomSync, RoomView } from "./types";

type Tab = { page: FakePage; sync: RoomSync; faults: unknown[] };

type Step =
  | { do: "wait"; ms: number }
  | { do: "post" | "freeze" | "thaw" | "close" | "crash" | "edit"; which: number }
  | { do: "others post"; count: number }
  | { do: "open" | "block sockets" | "free sockets" | "restart" | "go down" | "come up" };

const stepArb: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.nat(8_000) }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom("post", "edit", "edit", "edit", "freeze", "thaw", "close", "crash"),
      which: fc.nat(100),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("others post"), count: fc.nat(6) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "open",
        "open",
        "block sockets",
        "free sockets",
        "restart",
        "go down",
        "come up",
      ),
    }),
  },
) as fc.Arbitrary<Step>;

describe("pages of one browser that share a connection", () => {
  it("all end with the server's messages over one socket, whoever of them dies or sleeps", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        weatherArb(2_000),
        fc.record({ lost: chanceArb, delayMs: fc.integer({ min: 0, max: 2_000 }) }),
        fc.array(stepArb, { minLength: 5, maxLength: 40 }),
        async (seed, weather, news, steps) => {
          const { world, browser, tabs } = createTabs(seed);
          world.weather = weather;
          browser.newsLost = news.lost;
          browser.newsDelayMs = news.delayMs;
          for (let count = 0; count < 3; count += 1) openTab(browser, tabs);
          for (const step of steps) await take(step, world, browser, tabs);
          if (tabs.length === 0) openTab(browser, tabs);
          heal(world, browser, tabs);
          await world.clock.advance(180_000);

          for (const tab of tabs) expectInStep(tab, world);
          expect(world.sockets.size).toBe(1);
          const mine = world.room.messages.filter(({ authorId }) => authorId === "me");
          expect(new Set(mine.map(({ body }) => body)).size).toBe(mine.length);
          for (const { sync } of tabs) sync.stop();
          await world.clock.advance(100);
          expect(world.sockets.size).toBe(0);
        },
      ),
      { numRuns: Number(process.env.SYNC_RUNS ?? 80) },
    );
  }, 120_000);

  it("ask no more than one page would, live and polling", async () => {
    const { world, browser, tabs } = createTabs(1);
    for (let count = 0; count < 3; count += 1) openTab(browser, tabs);
    await world.clock.advance(5_000);
    expect(world.count("POST /tickets")).toBe(1);
    world.requests.length = 0;
    world.room.postMany("other", ["Live 1", "Live 2"]);
    await world.clock.advance(1_000);
    for (const { sync } of tabs) expect(lastBodyOf(sync)).toBe("Live 2");
    expect(world.requests).toEqual([]);

    world.socketsBlocked = true;
    world.restart();
    await world.clock.advance(20_000);
    for (const { sync } of tabs) expect(sync.getView().connection.mode).toBe("polling");
    world.requests.length = 0;
    await world.clock.advance(25_000);
    expect(world.count("GET /meta")).toBeGreaterThanOrEqual(8);
    expect(world.count("GET /meta")).toBeLessThanOrEqual(13);
    world.requests.length = 0;
    world.room.postMany("other", ["Polled"]);
    await world.clock.advance(4_000);
    for (const { sync } of tabs) expect(lastBodyOf(sync)).toBe("Polled");
    expect(world.count("GET /messages")).toBe(2);
  });

  it("say honestly how the one that leads is connected, and who that is", async () => {
    const { world, browser, tabs } = createTabs(1);
    for (let count = 0; count < 2; count += 1) openTab(browser, tabs);
    await world.clock.advance(5_000);
    const [first, second] = tabs.map(({ sync }) => sync);
    expect(first?.getView().connection).toMatchObject({ mode: "live", isShared: false });
    expect(second?.getView().connection).toMatchObject({ mode: "live", isShared: true });
    world.isDown = true;
    await world.clock.advance(70_000);
    expect(first?.getView().connection.mode).toBe("offline");
    expect(second?.getView().connection.mode).toBe("offline");
    expect(second?.getView().connection.lastSyncAt).toBe(first?.getView().connection.lastSyncAt);
  });

  it("get another leader within 6 s when theirs is frozen, and miss nothing", async () => {
    const { world, browser, tabs } = createTabs(1);
    for (let count = 0; count < 3; count += 1) openTab(browser, tabs);
    await world.clock.advance(5_000);
    tabs[0]?.page.freeze();
    world.room.postMany("other", ["While it slept"]);
    await world.clock.advance(6_000);
    for (const { sync } of tabs.slice(1)) {
      expect(lastBodyOf(sync)).toBe("While it slept");
      expect(sync.getView().connection.mode).toBe("live");
    }
    tabs[0]?.page.thaw();
    await world.clock.advance(6_000);
    expect(world.sockets.size).toBe(1);
    for (const tab of tabs) expectInStep(tab, world);
  });

  it("connect each for itself where the browser has no locks", async () => {
    const { world, browser, tabs } = createTabs(1);
    browser.hasLines = false;
    for (let count = 0; count < 2; count += 1) openTab(browser, tabs);
    await world.clock.advance(5_000);
    expect(world.sockets.size).toBe(2);
    for (const tab of tabs) expectInStep(tab, world);
  });
});

function createTabs(seed: number) {
  const chanceOf = seeded(seed);
  const world = new FakeWorld(chanceOf);
  const browser = new FakeBrowser(world, chanceOf);
  browser.hasLines = true;
  const tabs: Tab[] = [];
  return { world, browser, tabs };
}

function openTab(browser: FakeBrowser, tabs: Tab[]): void {
  const page = browser.openPage();
  const sync = createRoomSync({ roomId: "room1", userId: "me", effects: page.effects });
  const faults: unknown[] = [];
  sync.subscribe(() => faults.push(...faultsOf(sync.getView())));
  sync.start();
  tabs.push({ page, sync, faults });
}

function faultsOf({ messages, outgoing }: RoomView): string[] {
  const first = messages[0]?.seq ?? 1;
  const hole = messages.find(({ seq }, index) => seq !== first + index);
  const mine = messages.filter(({ authorId }) => authorId === "me");
  const shown = [...mine, ...outgoing].map(({ clientId }) => clientId);
  return [
    ...(hole ? [`A hole before ${hole.seq}`] : []),
    ...(new Set(shown).size < shown.length ? ["One of mine is shown twice"] : []),
  ];
}

function expectInStep({ sync, faults }: Tab, world: FakeWorld): void {
  const view = sync.getView();
  expect(faults).toEqual([]);
  expect(view).toMatchObject({ status: "ready", problem: null, outgoing: [] });
  expect(view.connection.mode).toBe("live");
  const first = view.messages[0]?.seq ?? 1;
  expect(view.messages).toEqual(world.room.messages.slice(first - 1));
}

function lastBodyOf(sync: RoomSync): string | undefined {
  return sync.getView().messages.at(-1)?.body;
}

let written = 0;

async function take(step: Step, world: FakeWorld, browser: FakeBrowser, tabs: Tab[]) {
  const tab = "which" in step ? tabs[step.which % (tabs.length || 1)] : undefined;
  switch (step.do) {
    case "wait":
      return world.clock.advance(step.ms);
    case "post":
      return void tab?.sync.post(`Mine ${(written += 1)}`);
    case "edit":
      // Each with words of its own, so that two of the same are one message that was written twice.
      return void world.room.edit(
        1 + (step.which % (world.room.messages.length || 1)),
        `Edited ${(written += 1)}`,
      );
    case "others post":
      return world.room.postMany(
        "other",
        Array.from({ length: step.count }, (_, n) => `Other ${n}`),
      );
    case "open":
      return tabs.length < 4 ? openTab(browser, tabs) : undefined;
    case "freeze":
      return tab?.page.freeze();
    case "thaw":
      return tab?.page.thaw();
    case "close":
    case "crash":
      if (!tab) return;
      tabs.splice(tabs.indexOf(tab), 1);
      if (step.do === "close") tab.sync.stop();
      return tab.page.die();
    case "block sockets":
      world.socketsBlocked = true;
      return world.restart();
    case "free sockets":
      world.socketsBlocked = false;
      return;
    case "restart":
      return world.restart();
    case "go down":
      world.isDown = true;
      return;
    case "come up":
      world.isDown = false;
      return;
  }
}

function heal(world: FakeWorld, browser: FakeBrowser, tabs: Tab[]): void {
  world.weather = clearWeather;
  world.isDown = false;
  world.socketsBlocked = false;
  browser.newsLost = 0;
  browser.newsDelayMs = 1;
  for (const { page } of tabs) page.thaw();
  world.wake("visible");
}
