import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { indexMessages, searchMessages } from "../../lib/search/service";
import { createChat } from "./support/chat";
import { testDeps } from "./support/deps";
import { addMember } from "./support/rows";
import { bodies, say, search } from "./support/search";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("the index", () => {
  it("is built anew from the messages when it was lost, and by whoever comes twice at once", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    await say(me, roomId, "quince one", "quince two");
    await Promise.all([indexMessages(testDeps()), search(me, "quince"), search(me, "quince")]);
    expect(await bodies(me, "quince")).toEqual(["quince two", "quince one"]);
    await env.DB.batch([
      env.DB.prepare("INSERT INTO message_index(message_index) VALUES ('delete-all')"),
      env.DB.prepare("DELETE FROM installation WHERE key = 'search.reach'"),
    ]);
    expect(await indexMessages(testDeps())).toBeGreaterThanOrEqual(2);
    expect(await indexMessages(testDeps())).toBe(0);
    expect(await bodies(me, "quince")).toEqual(["quince two", "quince one"]);
  });

  it("answers 200,000 messages by looking at few of them", { timeout: 300_000 }, async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const words = ["你好", "台灣", "ありがとう", "café", "market", "the", "meeting", "明天見"];
    for (let part = 0; part < 20; part += 1) {
      await env.DB.prepare(
        `INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
         SELECT ?1 || '-' || n, ?1, n, n, 'client-' || n, ?2, 'A',
           'message ' || n || ' ' || (?3 ->> (n % 8)) || ' ' || (?3 ->> (n % 7)), n
         FROM (SELECT CAST(?4 * 10000 + key + 1 AS INTEGER) AS n FROM json_each(?5))`,
      )
        .bind(roomId, me.id, JSON.stringify(words), part, JSON.stringify(Array(10_000).fill(0)))
        .run();
    }
    while ((await indexMessages(testDeps())) > 0);
    for (const q of ["你", "台湾", "ありがとう", "cafe", "message 199", "the meeting"]) {
      const deps = testDeps();
      const page = await searchMessages(deps, me, { q, limit: 20 });
      expect(page.results.length).toBe(20);
      // State of the index, and the search itself.
      expect(deps.cost.d1Queries).toBe(3);
    }
    const rare = await createChat(1);
    await addMember(rare.roomId, me.id);
    await say(rare.persons[0]!, rare.roomId, "the market is open");
    const { id } = rare.persons[0]!;
    const soon = 200_001;
    for (const [q, filters, found] of [
      ["the", { room: rare.roomId }, ["the market is open"]],
      ["the mark", { author: id }, ["the market is open"]],
      ["th", { author: id, before: soon }, []],
      [
        "the",
        { after: 199_990, before: soon },
        ["message 199997 the 你好", "message 199995 café the"],
      ],
      ["the xylophone", {}, []],
      ["魑", {}, []],
    ] as const) {
      expect(await bodies(me, q, filters)).toEqual(found);
    }
    const pages: string[] = [];
    for (let cursor: number | undefined; pages.length < 200;) {
      const page = await search(me, "the meeting", { limit: 50, ...(cursor ? { cursor } : {}) });
      pages.push(...page.results.map(({ message }) => message.body));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    const numbers = pages.map((body) => Number(body.split(" ")[1]));
    const expected = Array.from({ length: 200_000 }, (_, index) => 200_000 - index)
      .filter((n) => [n % 8, n % 7].sort().join() === "5,6")
      .slice(0, 200);
    expect(numbers).toEqual(expected);
  });
});
