import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { tidyAttachments } from "../../lib/attachment/service";
import { beginSession, deleteAccount, findPerson, register } from "../../lib/auth/service";
import { postMessage, removeMessage, writePosts } from "../../lib/chat/service";
import { createChat } from "./support/chat";
import { testDeps } from "./support/deps";
import { hasObject, readAttachment, uploadFile } from "./support/files";
import { addMember } from "./support/rows";
import { refusal, withFiles } from "./support/posts-with-files";

const minuteMs = 60_000;

const dayMs = 24 * 60 * minuteMs;

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
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
