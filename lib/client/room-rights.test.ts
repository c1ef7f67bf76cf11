import { describe, expect, it } from "vitest";
import { toRoomRights } from "./room-rights";

const all = { write: true, invite: true, manage: true, leave: true };
const none = { write: false, invite: false, manage: false, leave: false };

describe("what a room offers", () => {
  it.each([
    ["the owner of a private room", "private", "owner", "member", all],
    [
      "a member of a private room",
      "private",
      "member",
      "member",
      { ...all, invite: false, manage: false },
    ],
    ["a member of a public room", "public", "member", "member", { ...all, manage: false }],
    ["a stranger to a public room", "public", null, "member", none],
    ["a moderator outside a public room", "public", null, "moderator", { ...none, manage: true }],
    [
      "a moderator in a private room",
      "private",
      "member",
      "moderator",
      { ...all, invite: false, manage: false },
    ],
    ["either of two in a direct room", "direct", "owner", "admin", { ...none, write: true }],
  ] as const)("to %s", (_who, kind, myRole, role, expected) => {
    expect(toRoomRights({ kind, myRole }, role)).toEqual(expected);
  });
});
