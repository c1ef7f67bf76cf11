import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { getMessages, postMessage, writePosts } from "../../lib/chat/service";
import { createChat, post, readMessages, readNumbers, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import { bytesOf, readAttachment, uploadFile } from "./support/files";
import { refusal, withFiles } from "./support/posts-with-files";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe.each([
  ["through the object", testDeps],
  ["past the object", withoutObject],
])("a post with files, %s", (_, deps) => {
  it("carries them in the order it names them, without a word if it likes", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const text = await uploadFile(me, bytesOf("Milk, eggs"), { name: "list.txt" });
    const image = await uploadFile(me);
    const { message } = await postMessage(deps(), me, roomId, withFiles([image.id, text.id]));
    expect(message).toMatchObject({ seq: 1, body: "" });
    expect(message.attachments).toEqual([
      {
        id: image.id,
        url: `/api/media/attachments/${image.id}`,
        name: "pixel.png",
        type: "image/png",
        size: image.size,
        width: 1,
        height: 1,
      },
      {
        id: text.id,
        url: `/api/media/attachments/${text.id}`,
        name: "list.txt",
        type: "text/plain",
        size: 10,
        width: null,
        height: null,
      },
    ]);
    const page = await getMessages(testDeps(), me, roomId, { limit: 10 });
    expect(page.messages[0]?.attachments).toEqual(message.attachments);
    expect(await readAttachment(image.id)).toEqual({
      room_id: roomId,
      message_id: message.id,
      purge_at: null,
    });
  });

  it("answers the first message when it is sent again", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const file = await uploadFile(me);
    const again = withFiles([file.id], "Look");
    const first = await postMessage(deps(), me, roomId, again);
    const second = await postMessage(deps(), me, roomId, again);
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.message).toEqual(first.message);
    expect(await readAttachment(file.id)).toMatchObject({ message_id: first.message.id });
  });

  it("is refused with a file that is not mine, posted already, or unknown, and takes no number", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = [persons[0]!, persons[1]!];
    const theirs = await uploadFile(other);
    const posted = await uploadFile(me);
    await postMessage(deps(), me, roomId, withFiles([posted.id]));
    const mine = await uploadFile(me);
    for (const id of [theirs.id, posted.id, "nothing"]) {
      const sent = postMessage(deps(), me, roomId, withFiles([mine.id, id], "Look"));
      await expect(sent).rejects.toMatchObject(refusal);
    }
    expect(await readNumbers(roomId)).toMatchObject({ lastSeq: 1, rev: 1 });
    expect(await readAttachment(mine.id)).toMatchObject({ message_id: null });
    expect(await readAttachment(theirs.id)).toMatchObject({ message_id: null });
  });

  it("gives a file to exactly one of 20 posts that want it at once", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const file = await uploadFile(me);
    const sent = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        postMessage(
          index % 2 === 0 ? deps() : withoutObject(),
          me,
          roomId,
          withFiles([file.id], `want ${index}`),
        ),
      ),
    );
    const won = sent.filter(({ status }) => status === "fulfilled");
    expect(won).toHaveLength(1);
    expect((await readMessages(roomId)).map(({ seq }) => seq)).toEqual([1]);
    const holders = await env.DB.prepare(
      "SELECT count(*) AS count FROM messages WHERE room_id = ? AND attachments LIKE ?",
    )
      .bind(roomId, `%${file.id}%`)
      .first("count");
    expect(holders).toBe(1);
  });
});

describe("a batch of posts", () => {
  it("loses only the one that names a foreign file, without a hole in the numbers", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = [persons[0]!, persons[1]!];
    const [mine, theirs] = [await uploadFile(me), await uploadFile(other)];
    const sent = [
      post("before", "post-before"),
      withFiles([theirs.id], "bad", "post-bad"),
      withFiles([mine.id], "good", "post-good"),
      post("after", "post-after"),
    ];
    const { outcomes, change } = await writePosts(
      testDeps(),
      sent.map((each) => ({ roomId, authorId: me.id, post: each })),
    );
    expect(outcomes[1]).toMatchObject(refusal);
    expect(await readMessages(roomId)).toMatchObject([
      { seq: 1, rev: 1, body: "before" },
      { seq: 2, rev: 2, body: "good" },
      { seq: 3, rev: 3, body: "after" },
    ]);
    expect(change).toMatchObject({ prevRev: 0, rev: 3, lastSeq: 3 });
    expect(change?.messages.map(({ attachments }) => attachments.length)).toEqual([0, 1, 0]);
  });

  it("gives a file that two of its posts name to the first", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const file = await uploadFile(me);
    const { outcomes } = await writePosts(
      testDeps(),
      ["first", "second"].map((body) => ({
        roomId,
        authorId: me.id,
        post: withFiles([file.id], body),
      })),
    );
    expect(outcomes[0]).toMatchObject({ created: true, message: { body: "first" } });
    expect(outcomes[1]).toMatchObject(refusal);
    expect(await readNumbers(roomId)).toMatchObject({ lastSeq: 1, rev: 1 });
  });

  it("costs as many statements as before when no post has a file", async () => {
    const { roomId, persons } = await createChat(1);
    const deps = testDeps();
    await writePosts(deps, [{ roomId, authorId: persons[0]!.id, post: post("plain") }]);
    expect(deps.cost.d1Queries).toBe(6);
  });

  it("leaves the file free when D1 fails in the middle, and takes the repeat", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const file = await uploadFile(me);
    await env.DB.exec(
      `CREATE TRIGGER fail_claim BEFORE UPDATE ON attachments WHEN old.id = '${file.id}' ` +
        "BEGIN SELECT raise(ABORT, 'planted'); END",
    );
    const again = withFiles([file.id], "survives", "survivor-1");
    await expect(postMessage(withoutObject(), me, roomId, again)).rejects.toThrow();
    expect(await readMessages(roomId)).toEqual([]);
    expect(await readAttachment(file.id)).toMatchObject({ message_id: null });
    await env.DB.exec("DROP TRIGGER fail_claim");
    const { created } = await postMessage(testDeps(), me, roomId, again);
    expect(created).toBe(true);
  });
});
