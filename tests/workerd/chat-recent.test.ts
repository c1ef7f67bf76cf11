import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { editMessage, getMessages, postMessage } from "../../lib/chat/service";
import type { IsolateState } from "../../lib/platform/isolate";
import { createChat, post } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";

type Query = { after?: number; changedSince?: number; atLeast?: number };

/** Asks as somebody who polls; answers what came and what it cost. */
async function ask(isolate: IsolateState, roomId: string, userId: string, query: Query) {
  const deps = testDeps({ isolate });
  const page = await getMessages(deps, { id: userId }, roomId, { limit: 100, ...query });
  await deps.settled();
  return { page, bodies: page.messages.map(({ body }) => body), queries: deps.cost.d1Queries };
}

/** As if the messages had been posted one after the other, past the limit of posts in ten seconds. */
async function fill(roomId: string, authorId: string, bodies: string[]) {
  await env.DB.batch([
    ...bodies.map((body, index) =>
      env.DB.prepare(
        `INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
         VALUES (?1, ?2, ?3, ?3, ?1, ?4, 'Ann', ?5, 1)`,
      ).bind(`${roomId}-${index + 1}`, roomId, index + 1, authorId, body),
    ),
    env.DB.prepare("UPDATE rooms SET last_seq = ?2, rev = ?2 WHERE id = ?1").bind(
      roomId,
      bodies.length,
    ),
  ]);
}

/** A room with these messages, and somebody in it whose membership the isolate knows. */
async function openChat(bodies: string[]) {
  const { roomId, persons } = await createChat(1);
  const [me] = persons;
  if (!me) throw new Error("The room has one member");
  await fill(roomId, me.id, bodies);
  const isolate = newIsolate();
  await ask(isolate, roomId, me.id, { after: 0 });
  return { roomId, me, isolate };
}

describe("what somebody lacks who has heard of it", () => {
  it("is one query for 200 people who heard of the same post", async () => {
    const { roomId, me, isolate } = await openChat(["one", "two"]);
    const asked = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        ask(isolate, roomId, me.id, {
          ...(index % 2 === 0 ? { after: 1 } : { changedSince: 1 }),
          atLeast: 2,
        }),
      ),
    );
    expect(asked.map(({ bodies }) => bodies)).toEqual(asked.map(() => ["two"]));
    expect(asked.reduce((sum, { queries }) => sum + queries, 0)).toBe(1);
  });

  it("is read anew where the cache knows less than they have heard of", async () => {
    const { roomId, me, isolate } = await openChat(["one"]);
    await ask(isolate, roomId, me.id, { after: 0, atLeast: 1 });
    await postMessage(testDeps({ isolate: newIsolate() }), me, roomId, post("two"));
    const { bodies, page } = await ask(isolate, roomId, me.id, { after: 1, atLeast: 2 });
    expect(bodies).toEqual(["two"]);
    expect(page).toMatchObject({ rev: 2, lastSeq: 2, hasMore: false });
  });

  it("is the truth where they heard of what never was, for two queries at most", async () => {
    const { roomId, me, isolate } = await openChat(["one"]);
    const { page, queries } = await ask(isolate, roomId, me.id, { after: 0, atLeast: 40 });
    expect(page).toMatchObject({ rev: 1, lastSeq: 1 });
    expect(queries).toBeLessThanOrEqual(2);
  });

  it("holds a change of a message that no newest page shows", async () => {
    const bodies = Array.from({ length: 60 }, (_, index) => `message ${index + 1}`);
    const { roomId, me, isolate } = await openChat(bodies);
    const edit = { roomId, messageId: `${roomId}-1`, body: "message 1, edited" };
    await editMessage(testDeps(), me, edit);
    const changed = await ask(isolate, roomId, me.id, { changedSince: 60, atLeast: 61 });
    expect(changed.bodies).toEqual(["message 1, edited"]);
    expect(changed.page).toMatchObject({ rev: 61, hasMore: false });
  });

  it("is always the truth for who does not say what they heard of", async () => {
    const { roomId, me, isolate } = await openChat(["one"]);
    await ask(isolate, roomId, me.id, { after: 0, atLeast: 1 });
    await postMessage(testDeps({ isolate: newIsolate() }), me, roomId, post("two"));
    expect((await ask(isolate, roomId, me.id, { after: 1 })).bodies).toEqual(["two"]);
    expect((await ask(isolate, roomId, me.id, { changedSince: 1 })).bodies).toEqual(["two"]);
  });
});
