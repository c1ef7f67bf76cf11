import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  getMessages,
  listPins,
  pinMessage,
  postMessage,
  reactToMessage,
  removeMessage,
} from "../../lib/chat/service";
import { reactionParamsSchema } from "../../lib/chat/request-schema";
import {
  banUser,
  createChat,
  createPerson,
  post,
  readNumbers,
  withoutObject,
} from "./support/chat";
import { testDeps } from "./support/deps";
import { addMember } from "./support/rows";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const ways = [() => testDeps(), () => withoutObject()];

async function roomWithMessage(people = 2) {
  const { roomId, persons } = await createChat(people);
  const [owner, other] = [persons[0]!, persons[1]!];
  const { message } = await postMessage(testDeps(), owner, roomId, post("hello"));
  return { roomId, persons, owner, other, place: { roomId, messageId: message.id } };
}

describe("reactions", () => {
  it("stand in the order in which their emoji came, each person once", async () => {
    for (const deps of ways) {
      const { roomId, owner, other, place } = await roomWithMessage();
      const react = (person: typeof owner, emoji: string, on = true) =>
        reactToMessage(deps(), person, { ...place, emoji, on });
      await react(owner, "🎉");
      await react(other, "👍🏽");
      await react(other, "🎉");
      const again = await react(other, "🎉");
      expect(again).toMatchObject({
        rev: 4,
        reactions: [
          { emoji: "🎉", userIds: [owner.id, other.id] },
          { emoji: "👍🏽", userIds: [other.id] },
        ],
      });
      expect((await react(owner, "🎉", false)).reactions).toEqual([
        { emoji: "🎉", userIds: [other.id] },
        { emoji: "👍🏽", userIds: [other.id] },
      ]);
      const left = await react(other, "🎉", false);
      expect(left.reactions).toEqual([{ emoji: "👍🏽", userIds: [other.id] }]);
      expect(await react(other, "🎉", false)).toEqual(left);
      expect(await readNumbers(roomId)).toMatchObject({ rev: 6, lastSeq: 1 });
      const page = await getMessages(testDeps(), owner, roomId, { limit: 10, changedSince: 1 });
      expect(page.messages).toEqual([left]);
    }
  });

  it("of twenty people at once all stand", async () => {
    const { roomId, persons, place } = await roomWithMessage(20);
    await Promise.all(
      persons.map((person, index) =>
        reactToMessage(index % 2 ? testDeps() : withoutObject(), person, {
          ...place,
          emoji: index < 10 ? "👍" : "❤️",
          on: true,
        }),
      ),
    );
    const { messages } = await getMessages(testDeps(), persons[0]!, roomId, { limit: 1 });
    const sizes = messages[0]?.reactions.map(({ emoji, userIds }) => [emoji, userIds.length]);
    expect(new Map(sizes as [string, number][])).toEqual(
      new Map([
        ["👍", 10],
        ["❤️", 10],
      ]),
    );
    expect(await readNumbers(roomId)).toMatchObject({ rev: 21 });
  });

  it("end at twenty emoji and at five hundred on one message, but may be taken back", async () => {
    const { roomId, owner, other, place } = await roomWithMessage();
    const put = (reactions: object[]) =>
      env.DB.prepare("UPDATE messages SET reactions = ? WHERE room_id = ?")
        .bind(JSON.stringify(reactions), roomId)
        .run();
    const react = (emoji: string, on = true) =>
      reactToMessage(testDeps(), other, { ...place, emoji, on });
    await put(Array.from({ length: 20 }, (_, i) => ({ emoji: `e${i}`, userIds: [owner.id] })));
    await expect(react("🎉")).rejects.toMatchObject({ code: "conflict" });
    expect((await react("e3")).reactions[3]?.userIds).toEqual([owner.id, other.id]);
    const many = Array.from({ length: 499 }, (_, index) => `person-${index}`);
    await put([{ emoji: "🎉", userIds: [...many, other.id] }]);
    await expect(
      reactToMessage(testDeps(), owner, { ...place, emoji: "🎉", on: true }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect((await react("🎉", false)).reactions[0]?.userIds).toHaveLength(499);
  });

  it("are for members, on messages that stand", async () => {
    const { roomId, owner, other, place } = await roomWithMessage();
    const stranger = await createPerson();
    const react = (person: typeof owner) =>
      reactToMessage(testDeps(), person, { ...place, emoji: "🎉", on: true });
    await expect(react(stranger)).rejects.toMatchObject({ code: "not_a_member" });
    await expect(
      reactToMessage(testDeps(), owner, { roomId, messageId: "none", emoji: "🎉", on: true }),
    ).rejects.toMatchObject({ code: "not_found" });
    await banUser(other.id);
    await expect(react(other)).rejects.toMatchObject({ code: "forbidden" });
    await removeMessage(testDeps(), owner, place);
    await expect(react(owner)).rejects.toMatchObject({ code: "gone" });
  });

  it("are single emoji, as people see them", () => {
    const isEmoji = (emoji: string) =>
      reactionParamsSchema.safeParse({ roomId: "r", messageId: "m", emoji }).success;
    for (const emoji of ["👍", "👍🏽", "❤️", "🏳️‍🌈", "👨‍👩‍👧", "🇹🇼", "%F0%9F%8E%89"]) {
      expect([emoji, isEmoji(emoji)]).toEqual([emoji, true]);
    }
    for (const text of ["", "a", "1", "👍👍", "<b>", "%", "你"]) {
      expect([text, isEmoji(text)]).toEqual([text, false]);
    }
  });
});

describe("a member's reactions and pins", () => {
  it("are thirty in ten seconds, then 429 says how long to wait, with the object and without", async () => {
    const now = Date.now();
    for (const deps of [() => testDeps(), () => withoutObject(testDeps({ now: () => now }))]) {
      const { owner, other, place } = await roomWithMessage();
      const mark = (index: number) =>
        index % 2
          ? pinMessage(deps(), owner, { ...place, on: index % 4 === 1 })
          : reactToMessage(deps(), owner, { ...place, emoji: "🎉", on: index % 4 === 0 });
      for (let index = 0; index < 30; index += 1) await mark(index);
      await expect(mark(30)).rejects.toMatchObject({
        code: "rate_limited",
        options: { retryAfterSeconds: expect.any(Number) },
      });
      const others = reactToMessage(deps(), other, { ...place, emoji: "🎉", on: true });
      expect((await others).reactions[0]?.userIds).toEqual([owner.id, other.id]);
    }
  });
});

describe("pins", () => {
  it("stand for everybody, the newest message first, until they are taken off", async () => {
    for (const deps of ways) {
      const { roomId, owner, other, place } = await roomWithMessage();
      const { message } = await postMessage(testDeps(), other, roomId, post("second"));
      const pin = (messageId: string, on = true) =>
        pinMessage(deps(), owner, { roomId, messageId, on });
      expect(await pin(place.messageId)).toMatchObject({ pinned: true, rev: 3 });
      await pin(message.id);
      expect(await pin(message.id)).toMatchObject({ pinned: true, rev: 4 });
      const bodies = async () =>
        (await listPins(testDeps(), other, roomId)).messages.map(({ body }) => body);
      expect(await bodies()).toEqual(["second", "hello"]);
      expect(await pin(message.id, false)).toMatchObject({ pinned: false, rev: 5 });
      await removeMessage(testDeps(), owner, place);
      expect(await bodies()).toEqual([]);
    }
  });

  it("are for the owner, approved partners and moderators in the room", async () => {
    const { roomId, other, place } = await roomWithMessage();
    const pin = (person: typeof other) => pinMessage(testDeps(), person, { ...place, on: true });
    await expect(pin(other)).rejects.toMatchObject({ code: "forbidden" });
    const moderator = await createPerson({ role: "moderator" });
    await expect(pin(moderator)).rejects.toMatchObject({ code: "not_a_member" });
    await addMember(roomId, moderator.id);
    expect(await pin(moderator)).toMatchObject({ pinned: true });
    const partner = { ...other, partner: { id: "p", status: "approved" as const } };
    expect(await pin(partner)).toMatchObject({ pinned: true });
    const suspended = { ...other, partner: { id: "p", status: "suspended" as const } };
    await expect(pin(suspended)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("end at a hundred in a room", async () => {
    const { roomId, owner, place } = await roomWithMessage();
    await env.DB.prepare(
      `INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, pinned, created_at)
       SELECT ?1 || '-' || value, ?1, value + 1, 1, 'client-' || value, ?2, 'A', 'b', 1, value
       FROM json_each(?3)`,
    )
      .bind(roomId, owner.id, JSON.stringify(Array.from({ length: 100 }, (_, i) => i + 1)))
      .run();
    const pin = pinMessage(testDeps(), owner, { ...place, on: true });
    await expect(pin).rejects.toMatchObject({ code: "conflict" });
  });
});
