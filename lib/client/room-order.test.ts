import { describe, expect, it } from "vitest";
import type { RoomSummary } from "../chat/schema";
import { countUnread, toRoomName, toRoomSections, withReadHere } from "./room-order";

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

  it("shows nothing unread once I have read to the end here", () => {
    const [read] = withReadHere(
      [room("x", { unread: 3, mentions: 1, lastSeq: 9 })],
      new Map([["x", 9]]),
    );
    expect([read?.unread, read?.mentions, read?.readSeq]).toEqual([0, 0, 9]);
  });

  it("keeps the count when more came after what I read here", () => {
    const [read] = withReadHere([room("x", { unread: 3, lastSeq: 10 })], new Map([["x", 9]]));
    expect(read?.unread).toBe(3);
  });

  it("counts the unread of my own rooms only", () => {
    const open = room("open", { myRole: null, unread: 5 });
    expect(countUnread([room("a", { unread: 2 }), room("b", { unread: 1 }), open])).toBe(3);
  });
});
