import { beforeEach, describe, expect, it, vi } from "vitest";
import { postMessage } from "../../lib/chat/service";
import {
  banUser,
  createChat,
  createPerson,
  post,
  range,
  readMessages,
  withoutObject,
} from "./support/chat";
import { testDeps } from "./support/deps";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

describe("refusals", () => {
  it("holds a ban against a post that is under way", async () => {
    const { roomId, persons } = await createChat(1);
    await banUser(persons[0]!.id);
    for (const deps of [testDeps(), withoutObject()]) {
      const posting = postMessage(deps, persons[0]!, roomId, post("no"));
      await expect(posting).rejects.toMatchObject({ code: "banned" });
    }
    expect(await readMessages(roomId)).toEqual([]);
  });

  it("refuses strangers in public rooms and hides private ones", async () => {
    const stranger = await createPerson();
    const open = await createChat(1);
    const closed = await createChat(1, { kind: "private" });
    await expect(postMessage(testDeps(), stranger, open.roomId, post("x"))).rejects.toMatchObject({
      code: "not_a_member",
    });
    await expect(postMessage(testDeps(), stranger, closed.roomId, post("x"))).rejects.toMatchObject(
      { code: "not_found" },
    );
  });

  it("checks membership again when it writes, whatever a cache says", async () => {
    const { roomId, persons } = await createChat(1);
    const authored = { roomId, authorId: (await createPerson()).id, post: post("x") };
    const answer = await testDeps().room(roomId).post(authored);
    expect(answer).toMatchObject({ ok: false, problem: { code: "not_a_member", status: 403 } });
    const { persons: others, roomId: closed } = await createChat(1, { kind: "private" });
    const hidden = { roomId: closed, authorId: persons[0]!.id, post: post("x") };
    expect(await testDeps().room(closed).post(hidden)).toMatchObject({
      problem: { code: "not_found" },
    });
    expect(others).toHaveLength(1);
  });

  it("takes answers to messages of the same room only", async () => {
    const { roomId, persons } = await createChat(1);
    const elsewhere = await createChat(1);
    const me = persons[0]!;
    const { message } = await postMessage(testDeps(), me, roomId, post("original"));
    const other = await postMessage(testDeps(), elsewhere.persons[0]!, elsewhere.roomId, post("x"));
    const reply = { ...post("answer"), replyTo: message.id };
    expect((await postMessage(testDeps(), me, roomId, reply)).message.replyTo).toBe(message.id);
    const wrong = { ...post("answer"), replyTo: other.message.id };
    await expect(postMessage(testDeps(), me, roomId, wrong)).rejects.toMatchObject({
      code: "invalid_input",
      options: { errors: [{ field: "replyTo" }] },
    });
  });

  it("lets 10 posts through in 10 s, does not count repeats, and says how long to wait", async () => {
    for (const deps of [() => testDeps(), () => withoutObject()]) {
      const { roomId, persons } = await createChat(1);
      const me = persons[0]!;
      for (const index of range(10)) {
        await postMessage(deps(), me, roomId, post(`${index}`, `client-id-${index}`));
        await postMessage(deps(), me, roomId, post(`${index}`, `client-id-${index}`));
      }
      const eleventh = postMessage(deps(), me, roomId, post("11"));
      await expect(eleventh).rejects.toMatchObject({
        code: "rate_limited",
        options: { retryAfterSeconds: expect.toSatisfy((n: number) => n >= 1 && n <= 10) },
      });
      const repeat = await postMessage(deps(), me, roomId, post("1", "client-id-1"));
      expect(repeat).toMatchObject({ created: false, message: { seq: 1 } });
    }
  });
});
