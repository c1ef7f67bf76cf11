import { describe, expect, it } from "vitest";
import type { RoomSummary } from "../chat/schema";
import { countUnread, toRoomName, toRoomSections, withRoomsHere } from "./room-order";

function room(id: string, over: Partial<RoomSummary> = {}): RoomSummary {
  return {
    id,
    name: id,
    kind: "private",
    topic: "",
    rev: 0,
    lastSeq: 0,
    lastMessageAt: null,
    epoch: "e",
    myRole: "member",
    readSeq: 0,
    unread: 0,
    mentions: 0,
    peer: null,
    ...over,
  };
}

describe("the room list", () => {
  it("has my rooms, my direct ones and joinable ones apart, the last active first", () => {
    const sections = toRoomSections([
      room("old", { lastMessageAt: 1 }),
      room("new", { lastMessageAt: 2 }),
      room("dm", { kind: "direct" }),
      room("open", { kind: "public", myRole: null }),
      room("b"),
      room("a"),
    ]);
    expect(sections.rooms.map(({ id }) => id)).toEqual(["new", "old", "a", "b"]);
    expect(sections.direct.map(({ id }) => id)).toEqual(["dm"]);
    expect(sections.joinable.map(({ id }) => id)).toEqual(["open"]);
  });

  it("calls a direct room by the other person", () => {
    expect(toRoomName(room("x", { peer: { id: "u", name: "Ada", image: null } }))).toBe("Ada");
  });

  it.each([
    ["read to the end here", { readSeq: 9, lastSeq: 9 }, { unread: 0, mentions: 0, lastSeq: 9 }],
    [
      "more came here, unread",
      { readSeq: 0, lastSeq: 11 },
      { unread: 5, mentions: 1, lastSeq: 11 },
    ],
    [
      "read to the list's end, then more came",
      { readSeq: 9, lastSeq: 11 },
      { unread: 2, mentions: 0, lastSeq: 11 },
    ],
    ["the list is ahead", { readSeq: 7, lastSeq: 7 }, { unread: 3, mentions: 1, lastSeq: 9 }],
  ])("brings the counts up to date: %s", (_case, here, expected) => {
    const listed = room("x", { unread: 3, mentions: 1, lastSeq: 9, readSeq: 6 });
    const [shown] = withRoomsHere([listed], new Map([["x", { ...here, lastMessageAt: 5 }]]));
    expect(shown).toMatchObject(expected);
  });

  it("counts the unread of my own rooms only", () => {
    const open = room("open", { myRole: null, unread: 5 });
    expect(countUnread([room("a", { unread: 2 }), room("b", { unread: 1 }), open])).toBe(3);
  });
});
