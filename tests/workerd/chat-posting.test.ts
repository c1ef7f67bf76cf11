import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { editMessage, postMessage, removeMessage, writePosts } from "../../lib/chat/service";
import { createDeps } from "../../lib/platform/deps";
import {
  banUser,
  createChat,
  createPerson,
  post,
  range,
  readMessages,
  readNumbers,
  withoutObject,
} from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";
import { killAfterNextWrite } from "./support/room-socket";

const room = (roomId: string) => env.CHAT_ROOM_DO.get(env.CHAT_ROOM_DO.idFromName(roomId));

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

describe("numbering", () => {
  it("gives 50 concurrent posts of 10 people 1 to 50, through the object and past it", async () => {
    const { roomId, persons } = await createChat(10);
    const results = await Promise.all(
      range(50).map((index) => {
        const deps = index % 2 === 0 ? testDeps() : withoutObject();
        return postMessage(deps, persons[index % 10]!, roomId, post(`post ${index}`));
      }),
    );
    expect(results.map(({ message }) => message.seq).sort((a, b) => a - b)).toEqual(range(50));
    expect((await readMessages(roomId)).map(({ rev }) => rev)).toEqual(range(50));
    expect(await readNumbers(roomId)).toMatchObject({ lastSeq: 50, rev: 50 });
  });

  it("keeps the order in which one person's posts come", async () => {
    const { roomId, persons } = await createChat(1);
    const deps = testDeps();
    await Promise.all(
      range(10).map((index) => postMessage(deps, persons[0]!, roomId, post(`${index}`))),
    );
    expect((await readMessages(roomId)).map(({ body }) => Number(body))).toEqual(range(10));
  });

  it("makes one message of a clientId that is sent 20 times at once", async () => {
    const { roomId, persons } = await createChat(1);
    const again = post("once", "client-id-of-20");
    const results = await Promise.all(
      range(20).map((index) =>
        postMessage(index % 2 ? testDeps() : withoutObject(), persons[0]!, roomId, again),
      ),
    );
    expect(new Set(results.map(({ message }) => message.id)).size).toBe(1);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await readMessages(roomId)).toMatchObject([{ seq: 1, body: "once" }]);
    expect(await readNumbers(roomId)).toMatchObject({ lastSeq: 1, rev: 1 });
  });

  it("takes a clientId once into a batch, however often it waits for one", async () => {
    const { roomId, persons } = await createChat(1);
    const object = testDeps().room(roomId);
    const send = (body: string, clientId: string) =>
      object.post({ roomId, authorId: persons[0]!.id, post: post(body, clientId) });
    // While the first one is being written, the others gather for the next batch.
    const answers = await Promise.all([
      send("before", "before-them"),
      ...range(20).map(() => send("once", "client-id-of-20")),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(21);
    expect((await readMessages(roomId)).map(({ body }) => body)).toEqual(["before", "once"]);
  });

  it("answers the first message when its clientId comes again after an edit and a deletion", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const { message } = await postMessage(testDeps(), me, roomId, post("first", "the-client-id"));
    await editMessage(testDeps(), me, { roomId, messageId: message.id, body: "second" });
    const edited = await postMessage(testDeps(), me, roomId, post("other", "the-client-id"));
    expect(edited).toMatchObject({ created: false, message: { id: message.id, body: "second" } });
    await removeMessage(testDeps(), me, { roomId, messageId: message.id });
    const gone = await postMessage(withoutObject(), me, roomId, post("other", "the-client-id"));
    expect(gone).toMatchObject({ created: false, message: { id: message.id, body: "" } });
    expect(await readNumbers(roomId)).toMatchObject({ lastSeq: 1, rev: 3 });
  });
});

describe("faults", () => {
  it("leaves nothing half-written when D1 fails in the middle, and takes the repeat", async () => {
    const { roomId, persons } = await createChat(1);
    await env.DB.exec(
      `CREATE TRIGGER fail_raise BEFORE UPDATE ON rooms WHEN old.id = '${roomId}' ` +
        "BEGIN SELECT raise(ABORT, 'planted'); END",
    );
    const again = post("survives", "survivor-1");
    for (const deps of [testDeps(), withoutObject()]) {
      await expect(postMessage(deps, persons[0]!, roomId, again)).rejects.toThrow();
      expect(await readMessages(roomId)).toEqual([]);
      expect(await readNumbers(roomId)).toMatchObject({ lastSeq: 0, rev: 0 });
    }
    await env.DB.exec("DROP TRIGGER fail_raise");
    const { message, created } = await postMessage(testDeps(), persons[0]!, roomId, again);
    expect([message.seq, created]).toEqual([1, true]);
  });

  it("answers the first message when the object dies between the write and the answer", async () => {
    const { roomId, persons } = await createChat(1);
    const again = post("written, not acknowledged", "lost-answer");
    await killAfterNextWrite(roomId);
    const first = await postMessage(testDeps(), persons[0]!, roomId, again);
    const repeat = await postMessage(testDeps(), persons[0]!, roomId, again);
    expect(first).toMatchObject({ created: false, message: { seq: 1, clientId: "lost-answer" } });
    expect(repeat).toEqual(first);
    expect(await readNumbers(roomId)).toMatchObject({ lastSeq: 1, rev: 1 });
    await evictDurableObject(room(roomId));
    expect(await postMessage(testDeps(), persons[0]!, roomId, again)).toEqual(first);
  });

  it("refuses the posts of one and keeps those of the others in the same batch", async () => {
    const { roomId, persons } = await createChat(2);
    const [banned, other] = persons;
    const results = await Promise.allSettled([
      postMessage(testDeps(), other!, roomId, post("opens the batch")),
      banUser(banned!.id).then(() => postMessage(testDeps(), banned!, roomId, post("no"))),
      postMessage(testDeps(), other!, roomId, post("yes")),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect((await readMessages(roomId)).map(({ body }) => body)).toEqual([
      "opens the batch",
      "yes",
    ]);
  });
});

describe("what is written", () => {
  it("copies name, picture and badge of the author", async () => {
    const { roomId } = await createChat(0);
    const admin = await createPerson({ role: "admin", name: "Ada", image: "/a.png" });
    const partner = await createPerson({ name: "Pat" });
    await env.DB.batch([
      env.DB.prepare(
        "INSERT INTO partners (id, user_id, status, profile, created_at, decided_at) VALUES ('p1', ?, 'approved', '{}', 1, 1)",
      ).bind(partner.id),
      ...[admin, partner].map(({ id }) =>
        env.DB.prepare(
          "INSERT INTO room_members (room_id, user_id, role, joined_at) VALUES (?, ?, 'member', 1)",
        ).bind(roomId, id),
      ),
    ]);
    const first = await postMessage(testDeps(), admin, roomId, post("hello"));
    expect(first.message).toMatchObject({
      authorName: "Ada",
      authorImage: "/a.png",
      authorBadge: "admin",
      attachments: [],
      reactions: [],
      pinned: false,
    });
    const second = await postMessage(testDeps(), partner, roomId, post("hello"));
    expect(second.message).toMatchObject({ authorName: "Pat", authorBadge: "partner" });
  });

  it("keeps quotes, emoji and every script as they are", async () => {
    const { roomId, persons } = await createChat(1);
    const body = `"quoted" 'single' \\ 你好 👩‍👩‍👧 \u0001 </script> {"a":1}`;
    const { message } = await postMessage(testDeps(), persons[0]!, roomId, post(body));
    expect(message.body).toBe(body);
  });

  it("reads no more rows in a long room than in a short one", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = [persons[0]!, persons[1]!];
    const many = JSON.stringify(Array.from({ length: 3000 }, (_, index) => index + 1));
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
         SELECT ?1 || '-' || value, ?1, value, value, 'client-' || value, ?2, 'A', 'b', 1
         FROM json_each(?3)`,
      ).bind(roomId, me.id, many),
      env.DB.prepare("UPDATE rooms SET last_seq = 3000, rev = 3000 WHERE id = ?").bind(roomId),
    ]);
    let rowsRead = 0;
    const batch = async (statements: D1PreparedStatement[]) => {
      const results = await env.DB.batch(statements);
      rowsRead += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
      return results;
    };
    const DB = new Proxy(env.DB, {
      get: (target, name) => (name === "batch" ? batch : Reflect.get(target, name).bind(target)),
    });
    const deps = createDeps({ ...env, DB }, () => undefined, Date.now, newIsolate());
    const authored = { roomId, authorId: me.id, post: post(`hello <@${other.id}>`) };
    const { outcomes } = await writePosts(deps, [authored]);
    expect(outcomes).toMatchObject([{ created: true, message: { seq: 3001 } }]);
    expect(rowsRead).toBeLessThan(40);
  });

  it("writes a hundred posts of the longest kind that come at once", async () => {
    const { roomId, persons } = await createChat(20);
    const body = "\u0001".repeat(4000);
    const results = await Promise.all(
      range(100).map((index) => postMessage(testDeps(), persons[index % 20]!, roomId, post(body))),
    );
    expect(results.map(({ message }) => message.seq).sort((a, b) => a - b)).toEqual(range(100));
  });
});
