import { describe, expect, it } from "vitest";
import type { Message } from "../../lib/chat/schema";
import { Ledger } from "./ledger";

const done = () => Promise.resolve();
const lost = () => Promise.reject(new Error("The answer was lost"));

function stands(part: Partial<Message>): ReadonlyMap<string, Message> {
  const message: Message = {
    id: "m1",
    roomId: "room",
    seq: 1,
    rev: 1,
    clientId: "c1",
    authorId: "ann",
    authorName: "Ann",
    authorImage: null,
    authorBadge: null,
    body: "first",
    replyTo: null,
    attachments: [],
    reactions: [],
    pinned: false,
    editedAt: null,
    deletedAt: null,
    createdAt: 1,
    ...part,
  };
  return new Map([[message.id, message]]);
}

async function editTwice(second: () => Promise<void>): Promise<Ledger> {
  const ledger = new Ledger("ann");
  await ledger.note("edits", { key: "m1", before: "first", value: "second" }, done());
  const change = { key: "m1", before: "second", value: "third" };
  await ledger.note("edits", change, second()).catch(() => undefined);
  return ledger;
}

describe("what was acknowledged", () => {
  it("must stand when it was the last", async () => {
    const ledger = await editTwice(done);
    expect(ledger.judge("edits", stands({ body: "third" })).wrong).toEqual([]);
    expect(ledger.judge("edits", stands({ body: "second" })).wrong).toEqual(["m1: second"]);
    expect(ledger.judge("edits", stands({ body: "first" }))).toEqual({
      asked: 2,
      acknowledged: 2,
      wrong: ["m1: first"],
    });
  });

  it("may be followed by what was not, and by nothing else", async () => {
    const ledger = await editTwice(lost);
    expect(ledger.judge("edits", stands({ body: "third" })).wrong).toEqual([]);
    expect(ledger.judge("edits", stands({ body: "second" })).wrong).toEqual([]);
    expect(ledger.judge("edits", stands({ body: "first" })).wrong).toEqual(["m1: first"]);
  });

  it("must be gone when it was a deletion, with whatever else stood there", async () => {
    const ledger = await editTwice(done);
    const change = { key: "m1", before: "there", value: "deleted" };
    await ledger.note("deletes", change, done());
    expect(ledger.judge("deletes", stands({})).wrong).toEqual(["m1: there"]);
    const gone = stands({ deletedAt: 2, body: "" });
    expect(ledger.judge("deletes", gone).wrong).toEqual([]);
    expect(ledger.judge("edits", gone).wrong).toEqual([]);
    expect(ledger.judge("edits", new Map()).wrong).toEqual(["m1: missing"]);
  });

  it("must be my reaction, not somebody else's", async () => {
    const ledger = new Ledger("ann");
    await ledger.note("reactions", { key: "m1 👍", before: "off", value: "on" }, done());
    const bobs = stands({ reactions: [{ emoji: "👍", userIds: ["bob"] }] });
    expect(ledger.judge("reactions", bobs).wrong).toEqual(["m1 👍: off"]);
    const both = stands({ reactions: [{ emoji: "👍", userIds: ["bob", "ann"] }] });
    expect(ledger.judge("reactions", both).wrong).toEqual([]);
  });
});
