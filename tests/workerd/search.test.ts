import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { editMessage, removeMessage } from "../../lib/chat/service";
import { createChat, createPerson } from "./support/chat";
import { testDeps } from "./support/deps";
import { addMember } from "./support/rows";
import { bodies, say, search } from "./support/search";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("a search", () => {
  it("finds words of one and two characters, either Chinese script, kana, and words without accents", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    await say(
      me,
      roomId,
      "你好",
      "我在台灣",
      "台湾很好",
      "ありがとうございます",
      "Un café ?",
      "東京都",
    );
    expect(await bodies(me, "你")).toEqual(["你好"]);
    expect(await bodies(me, "台灣")).toEqual(["台湾很好", "我在台灣"]);
    expect(await bodies(me, "台湾")).toEqual(["台湾很好", "我在台灣"]);
    expect(await bodies(me, "ありがとう")).toEqual(["ありがとうございます"]);
    expect(await bodies(me, "cafe")).toEqual(["Un café ?"]);
    expect(await bodies(me, "CAF")).toEqual(["Un café ?"]);
    expect(await bodies(me, "京")).toEqual(["東京都"]);
    expect(await bodies(me, "京東")).toEqual([]);
    expect(await bodies(me, "很好 台灣")).toEqual(["台湾很好"]);
    const { results } = await search(me, "台湾");
    expect(results.map(({ highlights }) => highlights)).toEqual([
      [{ from: 0, to: 2 }],
      [{ from: 2, to: 4 }],
    ]);
  });

  it("stays within my rooms, and within one that I may read", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = [persons[0]!, persons[1]!];
    const elsewhere = await createChat(1);
    await say(me, roomId, "needle here");
    await say(elsewhere.persons[0]!, elsewhere.roomId, "needle elsewhere");
    const hidden = await createChat(1);
    await env.DB.prepare("UPDATE rooms SET kind = 'private' WHERE id = ?")
      .bind(hidden.roomId)
      .run();
    await say(hidden.persons[0]!, hidden.roomId, "needle hidden");
    expect(await bodies(other, "needle")).toEqual(["needle here"]);
    expect(await bodies(other, "needle", { room: roomId })).toEqual(["needle here"]);
    expect(await bodies(other, "needle", { room: elsewhere.roomId })).toEqual(["needle elsewhere"]);
    await expect(search(other, "needle", { room: hidden.roomId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await bodies(await createPerson(), "needle")).toEqual([]);
    await addMember(hidden.roomId, other.id);
    expect(await bodies(other, "needle")).toEqual(["needle hidden", "needle here"]);
  });

  it("filters by person and time, and goes on page by page", async () => {
    const { roomId, persons } = await createChat(2);
    const [me, other] = [persons[0]!, persons[1]!];
    await say(me, roomId, "apple 1", "apple 2");
    await say(other, roomId, "apple 3");
    const times = [1_000, 2_000, 3_000];
    for (const [index, time] of times.entries()) {
      await env.DB.prepare("UPDATE messages SET created_at = ? WHERE room_id = ? AND seq = ?")
        .bind(time, roomId, index + 1)
        .run();
    }
    expect(await bodies(me, "apple", { author: other.id })).toEqual(["apple 3"]);
    expect(await bodies(me, "apple", { after: 2_000 })).toEqual(["apple 3", "apple 2"]);
    expect(await bodies(me, "apple", { after: 1_000, before: 2_000 })).toEqual(["apple 1"]);
    const first = await search(me, "apple", { limit: 2 });
    expect(first.results.map(({ message }) => message.body)).toEqual(["apple 3", "apple 2"]);
    const second = await search(me, "apple", { limit: 2, cursor: first.nextCursor ?? 0 });
    expect([second.results.map(({ message }) => message.body), second.nextCursor]).toEqual([
      ["apple 1"],
      null,
    ]);
  });

  it("decides on moments within a day, also of what was edited, and on people who wrote little", async () => {
    const { roomId, persons } = await createChat(3);
    const [me, other, silent] = [persons[0]!, persons[1]!, persons[2]!];
    const messages = await say(me, roomId, "melon 1", "melon 2", "melon 3", "melon 4");
    await say(other, roomId, "melon 5");
    const moments = [
      Date.UTC(2025, 11, 31, 23, 59, 59, 999),
      Date.UTC(2026, 0, 1),
      Date.UTC(2026, 0, 1, 12),
      Date.UTC(2026, 1, 1),
      Date.UTC(2026, 1, 2),
    ];
    for (const [index, moment] of moments.entries()) {
      await env.DB.prepare("UPDATE messages SET created_at = ? WHERE room_id = ? AND seq = ?")
        .bind(moment, roomId, index + 1)
        .run();
    }
    const [, , third] = messages;
    await editMessage(testDeps(), me, { roomId, messageId: third!.id, body: "melon 3 edited" });
    const between = (after: number | undefined, before: number | undefined) =>
      bodies(me, "melon", { after, before });
    expect(await between(Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1))).toEqual([
      "melon 3 edited",
      "melon 2",
    ]);
    expect(await between(Date.UTC(2026, 0, 1, 0, 0, 0, 1), undefined)).toEqual([
      "melon 5",
      "melon 4",
      "melon 3 edited",
    ]);
    expect(await between(undefined, Date.UTC(2026, 0, 1, 12))).toEqual(["melon 2", "melon 1"]);
    expect(await between(Date.UTC(2026, 1, 2), Date.UTC(2026, 1, 2))).toEqual([]);
    expect(await bodies(me, "melon", { author: other.id, after: Date.UTC(2026, 1, 2) })).toEqual([
      "melon 5",
    ]);
    expect(await bodies(me, "melon", { author: silent.id })).toEqual([]);
    expect(await bodies(me, "melon", { author: "nobody" })).toEqual([]);
  });

  it("knows messages as they stand: edited, deleted, also before they were indexed", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const [one, two, three] = await say(me, roomId, "pear one", "pear two", "pear three");
    const at = (message: typeof one) => ({ roomId, messageId: message!.id });
    await editMessage(testDeps(), me, { ...at(one), body: "plum one" });
    await removeMessage(testDeps(), me, at(two));
    expect(await bodies(me, "pear")).toEqual(["pear three"]);
    await editMessage(testDeps(), me, { ...at(three), body: "plum three" });
    expect(await bodies(me, "pear")).toEqual([]);
    expect(await bodies(me, "plum")).toEqual(["plum three", "plum one"]);
    await removeMessage(testDeps(), me, at(three));
    expect(await bodies(me, "plum")).toEqual(["plum one"]);
  });

  it("takes anything that is typed, and says when there is nothing to look for", async () => {
    const { persons } = await createChat(1);
    for (const q of [
      '"',
      "AND",
      "a OR b",
      "NEAR(x y)",
      "x*",
      "^x",
      "-x",
      "room : 1",
      "💥",
      "\u0000x",
    ]) {
      await expect(search(persons[0]!, q === '"' ? '"x' : q)).resolves.toMatchObject({
        results: [],
      });
    }
    await expect(search(persons[0]!, "!?")).rejects.toMatchObject({ code: "invalid_input" });
  });
});
