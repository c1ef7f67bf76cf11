import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Person } from "../../lib/auth/schema";
import {
  editMessage,
  leaveRoom,
  listMentions,
  markRead,
  postMessage,
  removeMessage,
} from "../../lib/chat/service";
import { createChat, post } from "./support/chat";
import { testDeps } from "./support/deps";

async function say(person: Person, roomId: string, body: string) {
  return (await postMessage(testDeps(), person, roomId, post(body))).message;
}

const mentions = async (person: Person, query: { cursor?: number; limit?: number } = {}) => {
  const page = await listMentions(testDeps(), person, { limit: 20, ...query });
  return {
    nextCursor: page.nextCursor,
    found: page.mentions.map(({ message, unread }) => [message.body.split(" ")[0], unread]),
  };
};

async function createTwoRooms() {
  const one = await createChat(2);
  const [me, other] = one.persons as [Person, Person];
  const two = await createChat(1);
  await env.DB.prepare(
    "INSERT INTO room_members (room_id, user_id, role, joined_at) VALUES (?1, ?2, 'member', 1), (?1, ?3, 'member', 2)",
  )
    .bind(two.roomId, me.id, other.id)
    .run();
  return { me, other, at: `<@${me.id}>`, one: one.roomId, two: two.roomId };
}

describe("the messages that name me", () => {
  it("come from all of my rooms, the latest first, with what I have not read", async () => {
    const { me, other, at, one, two } = await createTwoRooms();
    await say(other, one, `first ${at}`);
    const second = await say(other, two, `second ${at}`);
    await say(other, two, "nobody is named");
    await say(me, two, `myself ${at}`);
    await say(other, one, `third ${at}, ${at}`);
    await markRead(testDeps(), me, two, second.seq);
    expect(await mentions(me)).toEqual({
      nextCursor: null,
      found: [
        ["third", true],
        ["second", false],
        ["first", true],
      ],
    });
    expect((await mentions(other)).found).toEqual([]);
  });

  it("come page by page, none twice", async () => {
    const { me, other, at, one } = await createTwoRooms();
    for (const word of ["a", "b", "c"]) await say(other, one, `${word} ${at}`);
    const first = await mentions(me, { limit: 2 });
    expect(first.found.map(([word]) => word)).toEqual(["c", "b"]);
    const second = await mentions(me, { limit: 2, cursor: first.nextCursor ?? 0 });
    expect(second).toEqual({ nextCursor: null, found: [["a", true]] });
  });

  it("go with what was deleted, edited away, or is in a room that I left; an edit may name me too", async () => {
    const { me, other, at, one, two } = await createTwoRooms();
    const [gone, away, late] = [
      await say(other, one, `gone ${at}`),
      await say(other, one, `away ${at}`),
      await say(other, one, "late"),
    ];
    await say(other, two, `left ${at}`);
    await say(other, one, `stays ${at}`);
    await removeMessage(testDeps(), other, { roomId: one, messageId: gone.id });
    await editMessage(testDeps(), other, { roomId: one, messageId: away.id, body: "away" });
    await editMessage(testDeps(), other, { roomId: one, messageId: late.id, body: `late ${at}` });
    await leaveRoom(testDeps(), me, two);
    expect((await mentions(me)).found.map(([word]) => word)).toEqual(["late", "stays"]);
    await editMessage(testDeps(), other, { roomId: one, messageId: away.id, body: `away ${at}` });
    expect((await mentions(me)).found.map(([word]) => word)).toEqual(["late", "stays", "away"]);
  });

  it("cost one query, which walks an index from its end and sorts nothing", async () => {
    const { me, other, at, one } = await createTwoRooms();
    await say(other, one, `x ${at}`);
    const statements: string[] = [];
    const deps = testDeps();
    const prepare = deps.db.$client.prepare.bind(deps.db.$client);
    const db = Object.assign(Object.create(deps.db), {
      $client: {
        prepare: (text: string) => (statements.push(text), prepare(text)),
        batch: deps.db.$client.batch.bind(deps.db.$client),
      },
    });
    await listMentions({ db }, me, { limit: 20, cursor: 1_000_000 });
    expect(deps.cost.d1Queries).toBe(1);
    expect(statements).toHaveLength(1);
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${statements[0]}`)
      .bind(me.id, me.id, 1_000_000, me.id, 21)
      .all<{ detail: string }>();
    expect(results.map(({ detail }) => detail)).toEqual([
      "SEARCH named USING INDEX mentions_newest (user_id=? AND rowid<?)",
      "SEARCH me USING INDEX sqlite_autoindex_room_members_1 (room_id=? AND user_id=?)",
      "SEARCH message USING INDEX messages_room_seq (room_id=? AND seq=?)",
    ]);
  });
});
