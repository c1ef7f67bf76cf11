import { beforeEach, describe, expect, it } from "vitest";
import { NetworkError } from "../http/fetcher";
import { invalidField, PlazaError } from "../http/problem";
import { FakeFile } from "./testing/fake-file";
import type { FakeWorld } from "./testing/fake-world";
import {
  bodiesOf,
  createRoomUnderTest,
  goLive,
  goPolling,
  waitingOf,
} from "./testing/room-under-test";
import type { RoomSync } from "./types";

let world: FakeWorld;
let sync: RoomSync;
let file: FakeFile;

beforeEach(() => {
  ({ world, sync } = createRoomUnderTest());
  file = new FakeFile(world.clock, "photo");
});

const filesOf = () =>
  sync.getView().messages.map((message) => message.attachments.map(({ id }) => id));

describe("a message with a file", () => {
  it("stands there at once and leaves when the file is up, before what was written after it", async () => {
    await goLive(world, sync);
    void sync.post("Look", { files: [file] });
    void sync.post("And?");
    expect(waitingOf(sync)).toEqual(["Look: sending", "And?: sending"]);
    expect(sync.getView().outgoing[0]?.files).toEqual([file]);
    await world.clock.advance(900);
    expect(world.room.messages).toEqual([]);
    await world.clock.advance(400);
    expect(bodiesOf(sync)).toEqual(["Look", "And?"]);
    expect(filesOf()).toEqual([["photo-1"], []]);
    expect(file.uploads).toBe(1);
  });

  it("is posted once however often the page wakes up during the upload", async () => {
    await goPolling(world, sync);
    void sync.post("Look", { files: [file] });
    for (let count = 0; count < 5; count += 1) {
      await world.clock.advance(100);
      world.wake("online");
    }
    await world.clock.advance(2_000);
    expect(world.count("POST /messages")).toBe(1);
    expect(filesOf()).toEqual([["photo-1"]]);
  });

  it("waits without a network and uploads again when it is back", async () => {
    await goLive(world, sync);
    file.failure = new NetworkError("offline");
    void sync.post("Look", { files: [file] });
    await world.clock.advance(1_500);
    expect(waitingOf(sync)).toEqual(["Look: sending"]);
    file.failure = null;
    await world.clock.advance(10_000);
    expect(filesOf()).toEqual([["photo-2"]]);
  });

  it("keeps its text and holds up nothing when the file is refused; another try is made from the start", async () => {
    await goLive(world, sync);
    file.failure = new PlazaError("unsupported_media_type");
    void sync.post("Look", { files: [file] });
    void sync.post("Anyway");
    await world.clock.advance(2_000);
    expect(waitingOf(sync)).toEqual(["Look: failed"]);
    expect(sync.getView().outgoing[0]?.problem?.code).toBe("unsupported_media_type");
    expect(bodiesOf(sync)).toEqual(["Anyway"]);
    file.failure = null;
    sync.retry(sync.getView().outgoing[0]?.clientId ?? "");
    await world.clock.advance(2_000);
    expect(bodiesOf(sync)).toEqual(["Anyway", "Look"]);
  });

  it("uploads anew when the server does not know the file any more", async () => {
    await goPolling(world, sync);
    world.refuse = (path) =>
      path === "/messages" ? invalidField("attachmentIds", "Names a file that is gone") : null;
    void sync.post("Look", { files: [file] });
    await world.clock.advance(2_000);
    expect(waitingOf(sync)).toEqual(["Look: failed"]);
    expect(file.drops).toBe(1);
    world.refuse = () => null;
    sync.retry(sync.getView().outgoing[0]?.clientId ?? "");
    await world.clock.advance(5_000);
    expect(filesOf()).toEqual([["photo-2"]]);
  });

  it("stops its upload when it is discarded", async () => {
    await goLive(world, sync);
    file.failure = new PlazaError("payload_too_large");
    void sync.post("Look", { files: [file] });
    await world.clock.advance(2_000);
    sync.discard(sync.getView().outgoing[0]?.clientId ?? "");
    expect([waitingOf(sync), file.drops]).toEqual([[], 1]);
  });
});
