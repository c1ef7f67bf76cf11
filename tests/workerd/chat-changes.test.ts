import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { editMessage, getMessages, postMessage, removeMessage } from "../../lib/chat/service";
import type { Message } from "../../lib/chat/schema";
import { createChat, createPerson, post, readNumbers, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import { addMember } from "./support/rows";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const seqs = ({ messages }: { messages: Message[] }) => messages.map(({ seq }) => seq);

/** Puts messages in past every rule: `seq` and `rev` are 1 to `count`. */
async function fill(roomId: string, authorId: string, count: number) {
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
       SELECT ?1 || '-' || value, ?1, value, value, 'client-' || value, ?2, 'A', 'b', value
       FROM json_each(?3)`,
    ).bind(roomId, authorId, JSON.stringify(Array.from({ length: count }, (_, i) => i + 1))),
    env.DB.prepare("UPDATE rooms SET last_seq = ?2, rev = ?2 WHERE id = ?1").bind(roomId, count),
  ]);
}

describe("pages", () => {
  it("go from the newest backwards, forwards after a seq, and say when there is more", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const read = (query: object, limit = 3) =>
      getMessages(testDeps(), me, roomId, { limit, ...query });
    expect(await read({})).toMatchObject({ messages: [], rev: 0, lastSeq: 0, hasMore: false });
    await fill(roomId, me.id, 7);
    const newest = await read({});
    expect([seqs(newest), newest.hasMore, newest.rev, newest.lastSeq]).toEqual([
      [5, 6, 7],
      true,
      7,
      7,
    ]);
    const earlier = await read({ before: 5 });
    expect([seqs(earlier), earlier.hasMore]).toEqual([[2, 3, 4], true]);
    const first = await read({ before: 2 });
    expect([seqs(first), first.hasMore]).toEqual([[1], false]);
    const next = await read({ after: 2 });
    expect([seqs(next), next.hasMore]).toEqual([[3, 4, 5], true]);
    const last = await read({ after: 4 });
    expect([seqs(last), last.hasMore]).toEqual([[5, 6, 7], false]);
    expect(seqs(await read({ after: 7 }))).toEqual([]);
    expect(seqs(await read({}, 7))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect((await read({}, 7)).hasMore).toBe(false);
  });

  it("have the message in their middle that they are asked for", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    await fill(roomId, me.id, 20);
    const read = async (seq: number, limit: number) => {
      const page = await getMessages(testDeps(), me, roomId, { limit, around: `${roomId}-${seq}` });
      return [seqs(page), page.hasMore, page.lastSeq];
    };
    expect(await read(10, 5)).toEqual([[8, 9, 10, 11, 12], true, 20]);
    expect(await read(10, 4)).toEqual([[8, 9, 10, 11], true, 20]);
    expect(await read(10, 1)).toEqual([[10], true, 20]);
    expect(await read(2, 5)).toEqual([[1, 2, 3, 4], false, 20]);
    expect(await read(3, 5)).toEqual([[1, 2, 3, 4, 5], false, 20]);
    expect(await read(20, 5)).toEqual([[16, 17, 18, 19, 20], true, 20]);
  });

  it("around a message of another room, or none, are not found", async () => {
    const { roomId, persons } = await createChat(1);
    const other = await createChat(1);
    await fill(roomId, persons[0]!.id, 3);
    await fill(other.roomId, other.persons[0]!.id, 3);
    for (const around of [`${other.roomId}-2`, "none"]) {
      const reading = getMessages(testDeps(), persons[0]!, roomId, { limit: 5, around });
      await expect(reading).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("cost one query each", async () => {
    const { roomId, persons } = await createChat(1);
    await fill(roomId, persons[0]!.id, 5);
    const around = { around: `${roomId}-3` };
    for (const cursor of [{}, { after: 1 }, { before: 4 }, { changedSince: 2 }, around]) {
      const deps = testDeps();
      await getMessages(deps, persons[0]!, roomId, { limit: 2, ...cursor });
      // One for the membership, one for the page.
      expect(deps.cost.d1Queries).toBe(2);
    }
  });

  it("tell what changed since a rev, by rev, and how far they reach", async () => {
    const { roomId, epoch, persons } = await createChat(1);
    const me = persons[0]!;
    await fill(roomId, me.id, 5);
    await editMessage(testDeps(), me, { roomId, messageId: `${roomId}-2`, body: "edited" });
    await removeMessage(testDeps(), me, { roomId, messageId: `${roomId}-4` });
    await editMessage(testDeps(), me, { roomId, messageId: `${roomId}-1`, body: "edited" });
    const page = (changedSince: number, limit: number) =>
      getMessages(testDeps(), me, roomId, { limit, changedSince });
    const all = await page(5, 10);
    expect(all.messages.map(({ seq, rev }) => [seq, rev])).toEqual([
      [2, 6],
      [4, 7],
      [1, 8],
    ]);
    expect(all).toMatchObject({ rev: 8, epoch, hasMore: false });
    expect(all.messages[1]).toMatchObject({ body: "", deletedAt: expect.any(Number) });
    const part = await page(5, 2);
    expect([seqs(part), part.rev, part.hasMore]).toEqual([[2, 4], 7, true]);
    expect(await page(99, 10)).toMatchObject({ messages: [], rev: 8, epoch });
  });
});

describe("edits and deletions", () => {
  it("belong to the author; a moderator deletes, too", async () => {
    for (const deps of [() => testDeps(), () => withoutObject()]) {
      const { roomId, persons } = await createChat(2);
      const [author, other] = [persons[0]!, persons[1]!];
      const moderator = await createPerson({ role: "moderator" });
      await addMember(roomId, moderator.id);
      const { message } = await postMessage(deps(), author, roomId, post("first"));
      const place = { roomId, messageId: message.id };
      const forbidden = { code: "forbidden" };
      await expect(editMessage(deps(), other, { ...place, body: "x" })).rejects.toMatchObject(
        forbidden,
      );
      await expect(editMessage(deps(), moderator, { ...place, body: "x" })).rejects.toMatchObject(
        forbidden,
      );
      await expect(removeMessage(deps(), other, place)).rejects.toMatchObject(forbidden);
      const edited = await editMessage(deps(), author, { ...place, body: "second" });
      expect(edited).toMatchObject({
        body: "second",
        rev: 2,
        seq: 1,
        editedAt: expect.any(Number),
      });
      const gone = await removeMessage(deps(), moderator, place);
      expect(gone).toMatchObject({ body: "", rev: 3, seq: 1, deletedAt: expect.any(Number) });
      await expect(editMessage(deps(), author, { ...place, body: "x" })).rejects.toMatchObject({
        code: "gone",
      });
    }
  });

  it("change nothing when they come again", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const { message } = await postMessage(testDeps(), me, roomId, post("first"));
    const place = { roomId, messageId: message.id };
    const edits = await Promise.all(
      [1, 2, 3].map(() => editMessage(testDeps(), me, { ...place, body: "second" })),
    );
    expect(edits.map(({ rev }) => rev)).toEqual([2, 2, 2]);
    const removals = await Promise.all([1, 2, 3].map(() => removeMessage(testDeps(), me, place)));
    expect(removals.map(({ rev }) => rev)).toEqual([3, 3, 3]);
    expect(await readNumbers(roomId)).toMatchObject({ rev: 3, lastSeq: 1 });
  });

  it("do not reach messages of another room", async () => {
    const { roomId, persons } = await createChat(1);
    const elsewhere = await createChat(0);
    await addMember(elsewhere.roomId, persons[0]!.id);
    const { message } = await postMessage(testDeps(), persons[0]!, roomId, post("here"));
    const place = { roomId: elsewhere.roomId, messageId: message.id };
    await expect(removeMessage(testDeps(), persons[0]!, place)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
