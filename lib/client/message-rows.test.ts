import { describe, expect, it } from "vitest";
import type { Message } from "../chat/schema";
import type { OutgoingMessage } from "../sync/types";
import { findLastOwn, toMessageRows } from "./message-rows";

const minute = 60_000;
const day = 24 * 60 * minute;

function message(seq: number, authorId: string, createdAt: number): Message {
  return {
    id: `m${seq}`,
    roomId: "r",
    seq,
    rev: seq,
    clientId: `client-${seq}`,
    authorId,
    authorName: authorId,
    authorImage: null,
    authorBadge: null,
    body: `text ${seq}`,
    replyTo: null,
    attachments: [],
    reactions: [],
    pinned: false,
    editedAt: null,
    deletedAt: null,
    createdAt,
  };
}

function outgoing(clientId: string, createdAt: number): OutgoingMessage {
  return {
    clientId,
    body: "x",
    replyTo: null,
    files: [],
    createdAt,
    state: "sending",
    problem: null,
    storage: "durable",
  };
}

const options = { meId: "me", unread: null, dayOf: (at: number) => Math.floor(at / day) };

describe("the rows of a room", () => {
  it("group one author's messages until five minutes pass", () => {
    const rows = toMessageRows(
      [message(1, "ada", 0), message(2, "ada", 5 * minute), message(3, "ada", 10 * minute + 1)],
      [],
      options,
    );
    expect(rows.map((row) => row.startsGroup)).toEqual([true, false, true]);
  });

  it("start a group with another author", () => {
    const rows = toMessageRows([message(1, "ada", 0), message(2, "bob", 1)], [], options);
    expect(rows.map((row) => row.startsGroup)).toEqual([true, true]);
  });

  it("start a day at midnight, and a group with it", () => {
    const rows = toMessageRows([message(1, "ada", day - 1), message(2, "ada", day)], [], options);
    expect(rows.map((row) => [row.startsDay, row.startsGroup])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it("mark the first unread message of somebody else, once", () => {
    const rows = toMessageRows(
      [message(1, "ada", 0), message(2, "me", 1), message(3, "ada", 2), message(4, "ada", 3)],
      [],
      { ...options, unread: { after: 1, until: 4 } },
    );
    expect(rows.map((row) => row.startsUnread)).toEqual([false, false, true, false]);
  });

  it("mark nothing as unread that came after I opened the room", () => {
    const rows = toMessageRows([message(1, "ada", 0), message(2, "ada", 1)], [], {
      ...options,
      unread: { after: 1, until: 1 },
    });
    expect(rows.map((row) => row.startsUnread)).toEqual([false, false]);
  });

  it("put what is being sent at the end, grouped with my last message", () => {
    const rows = toMessageRows([message(1, "me", 0)], [outgoing("new-client", 1)], options);
    expect(rows.map((row) => [row.key, row.startsGroup])).toEqual([
      ["me:client-1", true],
      ["me:new-client", false],
    ]);
  });

  it("keep the key of a message when it is confirmed", () => {
    const before = toMessageRows([], [outgoing("client-7", 0)], options);
    const after = toMessageRows([message(7, "me", 0)], [], options);
    expect(after[0]?.key).toBe(before[0]?.key);
  });
});

describe("my last message", () => {
  it("is the newest of mine that still stands", () => {
    const gone = { ...message(3, "me", 2), deletedAt: 9 };
    const list = [message(1, "me", 0), message(2, "me", 1), gone, message(4, "ada", 3)];
    expect(findLastOwn(list, "me")?.id).toBe("m2");
  });

  it("is nothing when I wrote none", () => {
    expect(findLastOwn([message(1, "ada", 0)], "me")).toBeNull();
  });
});
