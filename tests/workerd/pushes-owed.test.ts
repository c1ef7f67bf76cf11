import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { postMessage, setInvolvement } from "../../lib/chat/service";
import type { Involvement } from "../../lib/chat/schema";
import { newIsolate, testDeps } from "./support/deps";
import { createChat, createPerson, post, withoutObject } from "./support/chat";
import { addBrowser, listOwed } from "./support/pushes";
import { addMember } from "./support/rows";

/** So many members of a room, each with a browser; those without an involvement hear what the room's kind says. */
async function insertCrowd(roomId: string, count: number, involvement: string | null = null) {
  const many = JSON.stringify(Array.from({ length: count }, (_, index) => `${roomId}-${index}`));
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO users (id, email, name, created_at)
       SELECT value, value || '@example.org', 'P', 1 FROM json_each(?)`,
    ).bind(many),
    env.DB.prepare(
      `INSERT INTO room_members (room_id, user_id, role, joined_at, involvement)
       SELECT ?, value, 'member', 1, ? FROM json_each(?)`,
    ).bind(roomId, involvement, many),
    env.DB.prepare(
      `INSERT INTO push_subscriptions (id, user_id, sid, endpoint_hash, endpoint, p256dh, auth, locale, created_at)
       SELECT value, value, 's', value, 'https://push.example.net/x', 'p', 'a', 'en', 1 FROM json_each(?)`,
    ).bind(many),
  ]);
}

describe("what a message owes", () => {
  const kinds = ["public", "private", "direct"] as const;
  const choices: (Involvement | null)[] = [null, "everything", "mentions", "nothing"];

  it("follows the kind of room, what its members chose, and who is named", async () => {
    const told: Record<string, string[]> = {};
    for (const kind of kinds) {
      for (const involvement of choices) {
        const { roomId, persons } = await createChat(2, { kind });
        const [author, member] = [persons[0]!, persons[1]!];
        for (const person of [author, member]) await addBrowser(person);
        // Nobody is told of what they say themselves.
        await setInvolvement(testDeps(), author, roomId, involvement);
        await setInvolvement(testDeps(), member, roomId, involvement);
        await postMessage(withoutObject(), author, roomId, post("to nobody"));
        await postMessage(withoutObject(), author, roomId, post(`to <@${member.id}>`));
        told[`${kind} ${involvement}`] = (await listOwed(roomId)).map(
          ({ seq, reason }) => `${seq} ${reason}`,
        );
      }
    }
    expect(told).toEqual({
      "public null": ["2 mention"],
      "public everything": ["1 everything", "2 mention"],
      "public mentions": ["2 mention"],
      "public nothing": [],
      "private null": ["2 mention"],
      "private everything": ["1 everything", "2 mention"],
      "private mentions": ["2 mention"],
      "private nothing": [],
      "direct null": ["1 direct", "2 mention"],
      "direct everything": ["1 everything", "2 mention"],
      "direct mentions": ["2 mention"],
      "direct nothing": [],
    });
  });

  it("is owed to each browser once, through the object and past it, however often it is sent", async () => {
    for (const deps of [() => testDeps(), () => withoutObject()]) {
      const { roomId, persons } = await createChat(3);
      const [author, named, other] = [persons[0]!, persons[1]!, persons[2]!];
      for (const person of [author, named, named, other]) await addBrowser(person);
      const again = post(`<@${named.id}> <@${named.id}> <@${author.id}>`);
      await Promise.all([0, 1, 2].map(() => postMessage(deps(), author, roomId, again)));
      expect((await listOwed(roomId)).map(({ userId, seq }) => [userId, seq])).toEqual([
        [named.id, 1],
        [named.id, 1],
      ]);
    }
  });

  it("is owed to nobody outside of the room", async () => {
    const { roomId, persons } = await createChat(1);
    const stranger = await createPerson();
    await addBrowser(stranger);
    await postMessage(testDeps(), persons[0]!, roomId, post(`<@${stranger.id}>`));
    expect(await listOwed(roomId)).toEqual([]);
  });

  it("costs no query and hardly a row more where a crowd is owed nothing", async () => {
    const { roomId, persons } = await createChat(1);
    await insertCrowd(roomId, 2000);
    const deps = withoutObject(testDeps({ isolate: newIsolate() }));
    await postMessage(deps, persons[0]!, roomId, post("warms up what is cached"));
    const cost = { ...deps.cost };
    let rowsRead = 0;
    const real = deps.db.$client;
    const batch = async (statements: D1PreparedStatement[]) => {
      const results = await real.batch(statements);
      rowsRead += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
      return results;
    };
    Object.assign(deps.db, {
      $client: new Proxy(real, {
        get: (target, name) => (name === "batch" ? batch : Reflect.get(target, name).bind(target)),
      }),
    });
    await postMessage(deps, persons[0]!, roomId, post("to nobody"));
    const queries = deps.cost.d1Queries - cost.d1Queries;
    // Is it there already? How many lately? Then the six statements of the batch.
    expect(queries).toBe(8);
    expect(rowsRead).toBeLessThan(40);
    expect(await listOwed(roomId)).toEqual([]);
  });

  it("is bounded where very many want to hear everything", async () => {
    const { roomId, persons } = await createChat(1);
    await insertCrowd(roomId, 600, "everything");
    const guest = await createPerson();
    await addMember(roomId, guest.id);
    await addBrowser(guest);
    await postMessage(withoutObject(), persons[0]!, roomId, post(`hello <@${guest.id}>`));
    const owed = await listOwed(roomId);
    expect(owed).toHaveLength(501);
    expect(owed.filter(({ reason }) => reason === "mention")).toMatchObject([{ userId: guest.id }]);
    await env.DB.prepare("DELETE FROM owed_pushes WHERE room_id = ?").bind(roomId).run();
  });
});
