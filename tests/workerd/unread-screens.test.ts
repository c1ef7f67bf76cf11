import { beforeEach, describe, expect, it, vi } from "vitest";
import { markRead, markUnread, postMessage } from "../../lib/chat/service";
import { createChat, createPerson, post } from "./support/chat";
import { testDeps } from "./support/deps";
import { addMember } from "./support/rows";
import { RoomSocket } from "./support/room-socket";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("a room that I mark as unread", () => {
  it("is so on my screens in whichever room at once, and nobody else hears of it", async () => {
    const [here, elsewhere] = [await createChat(1), await createChat(1)];
    const me = here.persons[0]!;
    const other = await createPerson();
    await addMember(elsewhere.roomId, me.id);
    await addMember(elsewhere.roomId, other.id);
    for (const body of ["one", "two", "three"]) {
      await postMessage(testDeps(), me, here.roomId, post(body));
    }
    await markRead(testDeps(), me, here.roomId, 3);
    const [same, away, theirs] = [
      await RoomSocket.open(here.roomId, me),
      await RoomSocket.open(elsewhere.roomId, me),
      await RoomSocket.open(elsewhere.roomId, other),
    ];
    const deps = testDeps();
    expect(await markUnread(deps, me, here.roomId, 1)).toBe(1);
    await same.hears("room");
    await away.hears("room");
    await deps.settled();
    // Asked for again it changes nothing, and tells nobody.
    const again = testDeps();
    await markUnread(again, me, here.roomId, 1);
    await again.settled();
    await postMessage(testDeps(), me, elsewhere.roomId, post("after"));
    await Promise.all([away, theirs].map((socket) => socket.hears("messages")));
    expect([same, away, theirs].map((socket) => socket.heard("room").length)).toEqual([1, 1, 0]);
  });
});
