import { describe, expect, it } from "vitest";
import type { RoomSummary } from "../chat/schema";
import {
  countWaiting,
  findNextRoom,
  toRoomName,
  toRoomSections,
  withRoomsHere,
} from "./room-order";

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
    involvement: null,
    archivedAt: null,
    slowModeSeconds: 0,
    mutedUntil: null,
    muteReason: null,
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

  it("counts what waits in my own rooms, and not in those that I silenced", () => {
    const open = room("open", { myRole: null, unread: 5 });
    const silenced = room("silenced", { involvement: "nothing", unread: 9, mentions: 9 });
    const [one, two] = [room("a", { unread: 2, mentions: 1 }), room("b", { unread: 1 })];
    expect(countWaiting([one, two, open, silenced])).toEqual({ unread: 3, mentions: 1 });
  });

  it("walks the rooms as they are listed, around the ends, and to those with something unread", () => {
    const rooms = [
      room("open to join", { myRole: null, unread: 0, lastMessageAt: 9 }),
      room("direct", { kind: "direct", unread: 1, lastMessageAt: 8 }),
      room("older", { lastMessageAt: 1 }),
      room("newer", { unread: 1, lastMessageAt: 2 }),
    ];
    const walk = (from: string | null, step: 1 | -1) => findNextRoom(rooms, from, step, false);
    expect(["newer", "older", "direct", "open to join"].map((from) => walk(from, 1))).toEqual([
      ...["older", "direct", "open to join", "newer"],
    ]);
    expect([walk("newer", -1), walk(null, 1), walk(null, -1)]).toEqual([
      ...["open to join", "newer", "open to join"],
    ]);
    expect(findNextRoom(rooms, "newer", 1, true)).toBe("direct");
    expect(findNextRoom(rooms, "direct", -1, true)).toBe("newer");
    expect(findNextRoom([room("a", { unread: 1 })], "a", 1, true)).toBe(null);
    expect(findNextRoom([], null, 1, false)).toBe(null);
  });
});
