import { describe, expect, it } from "vitest";
import { toRoomRights } from "./room-rights";

const all = {
  ...{ write: true, invite: true, manage: true },
  ...{ keepOrder: true, export: true, leave: true },
};
const none = {
  ...{ write: false, invite: false, manage: false },
  ...{ keepOrder: false, export: false, leave: false },
};
const member = { ...all, manage: false, keepOrder: false, export: false };

describe("what a room offers", () => {
  it.each([
    ["the owner of a private room", "private", "owner", "member", all],
    ["a member of a private room", "private", "member", "member", { ...member, invite: false }],
    ["a member of a public room", "public", "member", "member", member],
    ["a stranger to a public room", "public", null, "member", none],
    [
      "a moderator outside a public room",
      "public",
      null,
      "moderator",
      { ...none, manage: true, keepOrder: true },
    ],
    [
      "a moderator in a private room",
      "private",
      "member",
      "moderator",
      { ...all, invite: false, manage: false, export: false },
    ],
    ["either of two in a direct room", "direct", "owner", "admin", { ...none, write: true }],
  ] as const)("to %s", (_who, kind, myRole, role, expected) => {
    expect(toRoomRights({ kind, myRole, archivedAt: null }, role)).toEqual(expected);
  });

  it("lets nobody write in an archived room or bring people into it", () => {
    const archived = { kind: "public", myRole: "owner", archivedAt: 1 } as const;
    expect(toRoomRights(archived, "admin")).toEqual({ ...all, write: false, invite: false });
  });
});
