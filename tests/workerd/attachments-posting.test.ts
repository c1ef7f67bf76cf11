import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { tidyAttachments } from "../../lib/attachment/service";
import { beginSession, deleteAccount, findPerson, register } from "../../lib/auth/service";
import { getMessages, postMessage, removeMessage, writePosts } from "../../lib/chat/service";
import { newId } from "../../lib/platform/id";
import { createChat, post, readMessages, readNumbers, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import { bytesOf, hasObject, readAttachment, uploadFile } from "./support/files";
import { addMember } from "./support/rows";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const withFiles = (attachmentIds: string[], body = "", clientId = newId(12)) => {
  return { ...post(body, clientId), attachmentIds };
};
const refusal = {
  code: "invalid_input",
  options: { errors: [{ field: "attachmentIds" }] },
};

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
    expect(deps.cost.d1Queries).toBe(4);
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

describe("what is left behind", () => {
  const later = (ms: number) => testDeps({ now: () => Date.now() + ms });

  it("goes a day after an upload that nobody posts", async () => {
    const { persons } = await createChat(1);
    const file = await uploadFile(persons[0]!);
    await tidyAttachments(later(dayMs - minuteMs));
    expect(await hasObject(file.id)).toBe(true);
    await tidyAttachments(later(dayMs + minuteMs));
    expect(await hasObject(file.id)).toBe(false);
    expect(await readAttachment(file.id)).toBeNull();
  });

  it("is not posted any more when the cron may be about to take it away", async () => {
    const { roomId, persons } = await createChat(1);
    const file = await uploadFile(persons[0]!);
    const late = later(dayMs - minuteMs / 2);
    const authored = { roomId, authorId: persons[0]!.id, post: withFiles([file.id]) };
    expect((await writePosts(late, [authored])).outcomes[0]).toMatchObject(refusal);
  });

  it("stays with its message for ever, and goes with it", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const file = await uploadFile(me);
    const { message } = await postMessage(testDeps(), me, roomId, withFiles([file.id]));
    await tidyAttachments(later(100 * dayMs));
    expect(await hasObject(file.id)).toBe(true);
    await removeMessage(testDeps(), me, { roomId, messageId: message.id });
    await tidyAttachments(later(minuteMs));
    expect(await hasObject(file.id)).toBe(false);
    expect(await readAttachment(file.id)).toBeNull();
  });

  it("stays when somebody else tries to delete the message", async () => {
    const { roomId, persons } = await createChat(2);
    const file = await uploadFile(persons[0]!);
    const { message } = await postMessage(testDeps(), persons[0]!, roomId, withFiles([file.id]));
    const removed = removeMessage(testDeps(), persons[1]!, { roomId, messageId: message.id });
    await expect(removed).rejects.toMatchObject({ code: "forbidden" });
    expect(await readAttachment(file.id)).toMatchObject({ purge_at: null });
  });

  it.each(["r2 delete", "d1 delete"])("is found again when the cron dies at %s", async (at) => {
    const { persons } = await createChat(1);
    const file = await uploadFile(persons[0]!);
    const deps = later(dayMs + minuteMs);
    const bucket = new Proxy(env.MEDIA_BUCKET, {
      get: (target, name) =>
        name === "delete"
          ? () => Promise.reject(new Error("R2 is down"))
          : Reflect.get(target, name),
    });
    if (at === "d1 delete") {
      await env.DB.exec(
        "CREATE TRIGGER fail_forget BEFORE DELETE ON attachments BEGIN SELECT raise(ABORT, 'planted'); END",
      );
    }
    const dying =
      at === "r2 delete" ? { ...deps, bindings: { ...deps.bindings, MEDIA_BUCKET: bucket } } : deps;
    await expect(tidyAttachments(dying)).rejects.toThrow();
    expect(await readAttachment(file.id)).not.toBeNull();
    await env.DB.exec("DROP TRIGGER IF EXISTS fail_forget");
    await tidyAttachments(deps);
    expect([await hasObject(file.id), await readAttachment(file.id)]).toEqual([false, null]);
  });

  it("goes in bounded steps however much there is", async () => {
    const { persons } = await createChat(1);
    await env.DB.prepare(
      `INSERT INTO attachments (id, owner_id, name, type, size, created_at, purge_at)
       SELECT 'old' || value, ?, 'old', 'text/plain', 1, 1, 1
       FROM json_each(?)`,
    )
      .bind(persons[0]!.id, JSON.stringify(Array.from({ length: 1000 }, (_, index) => index)))
      .run();
    expect(await tidyAttachments(testDeps())).toBe(900);
    expect(await tidyAttachments(testDeps())).toBe(100);
  });

  it.each([
    ["delete", false],
    ["keep", true],
  ] as const)("of an account that chose to %s its messages", async (messages, stays) => {
    const email = `${crypto.randomUUID()}@example.org`;
    const password = "long enough to be one";
    const deps = testDeps({ variables: { LIMIT_SIGN_INS_PER_MINUTE: "1000" } });
    const { id } = await register(deps, new Headers(), { email, name: "Leaver", password });
    const me = await findPerson(testDeps(), await beginSession(testDeps(), id, "Firefox"));
    const { roomId } = await createChat(1);
    await addMember(roomId, id);
    const [posted, waiting] = [await uploadFile({ id }), await uploadFile({ id })];
    await postMessage(testDeps(), { id }, roomId, withFiles([posted.id]));
    await deleteAccount(deps, me!, new Headers(), { password, messages });
    await deps.settled();
    await tidyAttachments(later(minuteMs));
    expect([await hasObject(posted.id), await hasObject(waiting.id)]).toEqual([stays, false]);
  });
});
