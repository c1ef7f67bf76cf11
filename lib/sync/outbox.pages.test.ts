import { beforeEach, describe, expect, it } from "vitest";
import { PlazaError } from "../http/problem";
import { createRoomSync } from "./room-sync";
import { sendWhatWaits } from "./senders";
import { FakeBrowser, type FakePage } from "./testing/fake-browser";
import { FakeFile } from "./testing/fake-file";
import { FakeWorld } from "./testing/fake-world";
import { bodiesOf, waitingOf } from "./testing/room-under-test";
import type { RoomSync } from "./types";

let world: FakeWorld;
let browser: FakeBrowser;

beforeEach(() => {
  world = new FakeWorld();
  browser = new FakeBrowser(world);
});

/** A page that shows the room. */
async function open(userId = "me"): Promise<{ page: FakePage; sync: RoomSync }> {
  const page = browser.openPage();
  const sync = createRoomSync({ roomId: "room1", userId, effects: page.effects });
  sendWhatWaits(page.effects, userId);
  sync.start();
  await world.clock.advance(1_000);
  return { page, sync };
}

const storageOf = (sync: RoomSync) => sync.getView().outgoing.map(({ storage }) => storage);
const onServer = () => world.room.messages.map(({ body }) => body);

async function refuseOne(sync: RoomSync, body: string): Promise<string> {
  world.refuse = (path) => (path === "/messages" ? new PlazaError("forbidden") : null);
  void sync.post(body);
  await world.clock.advance(1_000);
  world.refuse = () => null;
  expect(waitingOf(sync)).toEqual([`${body}: failed`]);
  return sync.getView().outgoing[0]?.clientId ?? "";
}

describe("what is written", () => {
  it("is shown at once, kept a moment later, and only then on its way", async () => {
    const { sync } = await open();
    const kept = sync.post("Hello");
    expect([waitingOf(sync), storageOf(sync)]).toEqual([["Hello: sending"], ["pending"]]);
    expect(browser.disk.size).toBe(0);
    await world.clock.advance(1);
    await kept;
    expect([...browser.disk.values()].map(({ body }) => body)).toEqual(["Hello"]);
    expect(onServer()).toEqual([]);
    await world.clock.advance(100);
    expect([onServer(), bodiesOf(sync), waitingOf(sync)]).toEqual([["Hello"], ["Hello"], []]);
    expect(browser.disk.size).toBe(0);
  });

  it("does not leave before it is kept, whatever leaves before it", async () => {
    const { sync } = await open();
    world.weather = { ...world.weather, requestDelayMs: 1_000, frameDelayMs: 1_000 };
    void sync.post("One");
    await world.clock.advance(100);
    browser.writeMs = 8_000;
    void sync.post("Two");
    await world.clock.advance(7_900);
    expect([onServer(), waitingOf(sync)]).toEqual([["One"], ["Two: sending"]]);
    await world.clock.advance(60_000);
    expect([onServer(), waitingOf(sync)]).toEqual([["One", "Two"], []]);
  });

  it("does not come back to life by what was read before it failed", async () => {
    const [{ sync }, other] = [await open(), await open()];
    world.refuse = (path) => (path === "/messages" ? new PlazaError("forbidden") : null);
    void sync.post("Bad");
    await world.clock.advance(5);
    // Its news has the page read the disk again.
    browser.readMs = 3_000;
    void other.sync.post("Bad too");
    await world.clock.advance(1_000);
    const seen = new Set<string>();
    sync.subscribe(() => seen.add(waitingOf(sync)[0] ?? ""));
    await world.clock.advance(60_000);
    expect([...seen]).toEqual(["Bad: failed"]);
  });

  it("is posted by one of several pages", async () => {
    world.socketsBlocked = true;
    const [first, second] = [await open(), await open()];
    world.isDown = true;
    for (const body of ["1", "2", "3"]) void first.sync.post(body);
    for (const body of ["4", "5"]) void second.sync.post(body);
    await world.clock.advance(5_000);
    world.requests.length = 0;
    world.isDown = false;
    world.wake("online");
    await world.clock.advance(60_000);
    expect([...onServer()].sort()).toEqual(["1", "2", "3", "4", "5"]);
    expect(world.count("POST /messages")).toBe(5);
  });

  it("is sent by the next page when its own is closed, also when its room is not opened", async () => {
    const { page, sync } = await open();
    world.isDown = true;
    for (const body of ["One", "Two", "Three"]) void sync.post(body);
    await world.clock.advance(5_000);
    expect(storageOf(sync)).toEqual(["durable", "durable", "durable"]);
    page.die();
    world.isDown = false;
    await world.clock.advance(60_000);
    expect(onServer()).toEqual([]);
    sendWhatWaits(browser.openPage().effects, "me");
    await world.clock.advance(5_000);
    expect(onServer()).toEqual(["One", "Two", "Three"]);
    expect(browser.disk.size).toBe(0);
  });

  it("is sent by a page that stays when the one that wrote it is closed", async () => {
    const { page, sync } = await open();
    const other = await open();
    world.isDown = true;
    void sync.post("On the way out");
    await world.clock.advance(1_000);
    expect(waitingOf(other.sync)).toEqual(["On the way out: sending"]);
    page.die();
    world.isDown = false;
    await world.clock.advance(60_000);
    expect(onServer()).toEqual(["On the way out"]);
    expect(bodiesOf(other.sync)).toEqual(["On the way out"]);
    expect(waitingOf(other.sync)).toEqual([]);
  });

  it("waits for its author when somebody else signs in, and is not shown to them", async () => {
    const { page, sync } = await open();
    world.isDown = true;
    void sync.post("Mine");
    await world.clock.advance(1_000);
    page.die();
    world.isDown = false;
    const stranger = await open("somebody-else");
    await world.clock.advance(60_000);
    expect([waitingOf(stranger.sync), onServer()]).toEqual([[], []]);
    const again = await open();
    await world.clock.advance(1_000);
    expect([waitingOf(again.sync), onServer()]).toEqual([[], ["Mine"]]);
  });

  it("waits while nobody is signed in", async () => {
    const { sync } = await open();
    world.refuse = (path) => (path === "/messages" ? new PlazaError("not_signed_in") : null);
    void sync.post("Later");
    await world.clock.advance(40_000);
    expect(waitingOf(sync)).toEqual(["Later: sending"]);
    world.refuse = () => null;
    await world.clock.advance(31_000);
    expect(onServer()).toEqual(["Later"]);
  });

  it("stays on the page, and is sent from there, when the disk takes nothing", async () => {
    const { sync } = await open();
    world.isDown = true;
    browser.diskFault = new Error("QuotaExceededError");
    void sync.post("One");
    void sync.post("Two");
    await world.clock.advance(1_000);
    expect(storageOf(sync)).toEqual(["page", "page"]);
    world.isDown = false;
    await world.clock.advance(60_000);
    expect([onServer(), waitingOf(sync)]).toEqual([["One", "Two"], []]);
  });

  it("is tried a bounded number of times when what became of it cannot be written", async () => {
    const { sync } = await open();
    world.isDown = true;
    void sync.post("Bad");
    await world.clock.advance(100);
    browser.diskFault = new Error("QuotaExceededError");
    world.refuse = (path) => (path === "/messages" ? new PlazaError("forbidden") : null);
    world.isDown = false;
    await world.clock.advance(120_000);
    expect(waitingOf(sync)).toEqual(["Bad: failed"]);
  });

  it("takes its files along, and uploads them anew", async () => {
    const { page, sync } = await open();
    world.isDown = true;
    world.refuse = () => null;
    void sync.post("Look", { files: [new FakeFile(world.clock, "photo")] });
    void sync.post("And?");
    await world.clock.advance(1_000);
    page.die();
    world.isDown = false;
    const { sync: again } = await open();
    expect(waitingOf(again)).toEqual(["Look: sending", "And?: sending"]);
    expect(again.getView().outgoing[0]?.files.map(({ name }) => name)).toEqual(["photo.png"]);
    await world.clock.advance(10_000);
    expect(bodiesOf(again)).toEqual(["Look", "And?"]);
    expect(again.getView().messages[0]?.attachments.map(({ id }) => id)).toEqual(["photo-1"]);
  });
});

describe("what has failed", () => {
  it("is still there on the next page, to be sent again under the same id", async () => {
    const { page, sync } = await open();
    const clientId = await refuseOne(sync, "Bad");
    page.die();
    const { sync: again } = await open();
    expect(waitingOf(again)).toEqual(["Bad: failed"]);
    expect(again.getView().outgoing[0]?.problem?.code).toBe("forbidden");
    again.retry(clientId);
    await world.clock.advance(1_000);
    expect(world.room.messages.map((message) => message.clientId)).toEqual([clientId]);
  });

  it("is gone everywhere when it is discarded, even where it still seems to be on its way", async () => {
    const [first, second] = [await open(), await open()];
    const clientId = await refuseOne(first.sync, "Bad");
    await world.clock.advance(100);
    first.sync.discard(clientId);
    await world.clock.advance(100);
    expect([waitingOf(first.sync), waitingOf(second.sync)]).toEqual([[], []]);
    world.wake("online");
    await world.clock.advance(60_000);
    const third = await open();
    expect([waitingOf(third.sync), onServer()]).toEqual([[], []]);
  });

  it("is not discarded by a page that does not know that another sends it again", async () => {
    const { sync } = await open();
    const clientId = await refuseOne(sync, "Bad");
    const other = await open();
    world.isDown = true;
    sync.retry(clientId);
    // At the same moment, before the news of it came.
    other.sync.discard(clientId);
    await world.clock.advance(100);
    world.isDown = false;
    await world.clock.advance(60_000);
    expect(onServer()).toEqual(["Bad"]);
  });
});
