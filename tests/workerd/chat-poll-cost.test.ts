import { beforeEach, describe, expect, it, vi } from "vitest";
import { findPerson } from "../../lib/auth/service";
import { listMetas, postMessage } from "../../lib/chat/service";
import { createChat, createPerson, post } from "./support/chat";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { redisCommand, resetRedis } from "./support/redis";
import { poll, readPage } from "./support/polls";

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  if (hasRedis) await resetRedis();
});

const queriesOf = (results: { d1Queries: number }[]) =>
  results.reduce((sum, { d1Queries }) => sum + d1Queries, 0);

describe("what a poll costs", () => {
  it("is at most 10 queries for 1,000 warm idle polls, and at most 120 bytes each", async () => {
    const { roomId, persons } = await createChat(2);
    await postMessage(testDeps(), persons[0]!, roomId, post("one"));
    const site = { isolate: newIsolate() };
    await poll(site, persons[1]!.id, roomId);
    let queries = 0;
    for (let count = 0; count < 1000; count += 1) {
      const { meta, d1Queries } = await poll(site, persons[1]!.id, roomId);
      queries += d1Queries;
      expect(meta.rev).toBe(1);
      expect(JSON.stringify(meta).length).toBeLessThanOrEqual(120);
    }
    expect(queries).toBeLessThanOrEqual(10);
  });

  it("is one query for the numbers of 200 people who come at once", async () => {
    const { roomId, persons } = await createChat(1);
    const site = { isolate: newIsolate() };
    const me = persons[0]!.id;
    // The session is known; membership and numbers are not.
    await findPerson(testDeps(site), { userId: me, sid: "the-session" });
    const burst = Array.from({ length: 200 }, () => poll(site, me, roomId));
    expect(queriesOf(await Promise.all(burst))).toBe(1);
  });

  it("is one query for a page that 200 people read at once", async () => {
    const { roomId, persons } = await createChat(1);
    const site = { isolate: newIsolate() };
    const me = persons[0]!.id;
    await poll(site, me, roomId);
    const burst = Array.from({ length: 200 }, () => readPage(site, me, roomId));
    expect(queriesOf(await Promise.all(burst))).toBe(1);
  });

  it("is one query for 50 rooms that no cache knows, and none for strangers' rooms", async () => {
    const me = await createPerson();
    const chats = await Promise.all(Array.from({ length: 49 }, () => createChat(0)));
    const hidden = await createChat(1, { kind: "private" });
    const roomIds = [...chats, hidden].map(({ roomId }) => roomId);
    const site = { isolate: newIsolate() };
    const cold = testDeps(site);
    const rooms = await listMetas(cold, me, [...roomIds, roomIds[0]!]);
    expect(rooms.map(({ roomId }) => roomId)).toEqual(chats.map(({ roomId }) => roomId));
    // Memberships, then numbers.
    expect(cold.cost.d1Queries).toBe(2);
    const warm = testDeps(site);
    await listMetas(warm, me, roomIds);
    expect(warm.cost.d1Queries).toBe(0);
  });

  it.skipIf(!hasRedis)("fills Redis with 50 rooms in as few round trips as with one", async () => {
    const me = await createPerson();
    const chats = await Promise.all(Array.from({ length: 50 }, () => createChat(0)));
    const deps = testDeps({ isolate: newIsolate(), redis: true });
    await listMetas(
      deps,
      me,
      chats.map(({ roomId }) => roomId),
    );
    const keys = chats.map(({ roomId }) => `chat:member:${roomId}:${me.id}`);
    await expect.poll(() => redisCommand("EXISTS", ...keys)).toBe(50);
    // Memberships and numbers, each looked up and filled.
    await expect.poll(() => deps.cost.redisRoundTrips).toBe(4);
  });

  it.skipIf(!hasRedis)("is one round trip and no query when Redis knows everything", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!.id;
    await poll({ isolate: newIsolate(), redis: true }, me, roomId);
    await readPage({ isolate: newIsolate(), redis: true }, me, roomId);
    const warm = await poll({ isolate: newIsolate(), redis: true }, me, roomId);
    expect([warm.d1Queries, warm.redisRoundTrips]).toEqual([0, 1]);
    const page = await readPage({ isolate: newIsolate(), redis: true }, me, roomId);
    expect([page.d1Queries, page.redisRoundTrips]).toEqual([0, 1]);
  });
});
