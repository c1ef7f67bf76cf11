import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { retryPendingEffects } from "../../lib/auth/effects";
import { findPerson } from "../../lib/auth/service";
import {
  addMembers,
  getMessages,
  getMeta,
  listMetas,
  postMessage,
  prefetchMessages,
  prefetchMeta,
  removeMembers,
  settleOwedMember,
} from "../../lib/chat/service";
import type { IsolateState } from "../../lib/platform/isolate";
import { createChat, createPerson, post, withoutObject } from "./support/chat";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { redisCommand, resetRedis, setRedisFault } from "./support/redis";
import { addMember } from "./support/rows";

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  if (hasRedis) await resetRedis();
});

type Site = {
  isolate: IsolateState;
  redis?: boolean;
  now?: () => number;
  variables?: Record<string, string>;
};
const person = (id: string) => ({ id, sid: "the-session" });

/** A poll as the route does it: session, membership and numbers. */
async function poll(site: Site, userId: string, roomId: string) {
  const deps = testDeps(site);
  prefetchMeta(deps, roomId, userId);
  const caller = await findPerson(deps, { userId, sid: "the-session" });
  const meta = await getMeta(deps, caller!, roomId);
  await deps.settled();
  return { meta, ...deps.cost };
}

async function readPage(site: Site, userId: string, roomId: string, limit = 10) {
  const deps = testDeps(site);
  const query = { limit };
  prefetchMessages(deps, roomId, userId, query);
  const caller = await findPerson(deps, { userId, sid: "the-session" });
  const page = await getMessages(deps, caller!, roomId, query);
  const { redisRoundTrips, d1Queries } = deps.cost;
  await deps.settled();
  return { page, redisRoundTrips, d1Queries };
}

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

describe("the newest page", () => {
  it("is cut to size from a larger one that is kept", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    for (const body of ["1", "2", "3"]) await postMessage(testDeps(), me, roomId, post(body));
    const site = { isolate: newIsolate() };
    const ten = await readPage(site, me.id, roomId);
    const two = await readPage(site, me.id, roomId, 2);
    expect(two.d1Queries).toBe(0);
    expect(two.page).toMatchObject({ hasMore: true, rev: 3, messages: [{ seq: 2 }, { seq: 3 }] });
    expect([ten.page.hasMore, ten.page.messages.length]).toEqual([false, 3]);
  });

  it("is never older than the numbers, in an isolate that heard nothing of a post", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    let clockMs = Date.now();
    const reader = { isolate: newIsolate(), now: () => clockMs };
    await poll(reader, me.id, roomId);
    await readPage(reader, me.id, roomId);
    await postMessage(testDeps(), me, roomId, post("elsewhere"));
    // The numbers have expired, the page has not.
    clockMs += 1001;
    const { meta } = await poll(reader, me.id, roomId);
    const { page } = await readPage(reader, me.id, roomId);
    expect([meta.rev, page.rev, page.messages.length]).toEqual([1, 1, 1]);
  });

  it("is checked against the numbers when those are gone from the cache", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    let clockMs = Date.now();
    const reader = { isolate: newIsolate(), now: () => clockMs };
    await readPage(reader, me.id, roomId);
    await postMessage(testDeps(), me, roomId, post("elsewhere"));
    clockMs += 1001;
    const { page, d1Queries } = await readPage(reader, me.id, roomId);
    expect([page.messages.length, d1Queries]).toEqual([1, 2]);
  });

  it("shows a post at once in the isolate that took it, on both ways", async () => {
    for (const toDeps of [testDeps, (site: Site) => withoutObject(testDeps(site))]) {
      const { roomId, persons } = await createChat(1);
      const me = persons[0]!;
      const site = { isolate: newIsolate() };
      await poll(site, me.id, roomId);
      await readPage(site, me.id, roomId);
      await postMessage(toDeps(site), me, roomId, post("mine"));
      expect((await poll(site, me.id, roomId)).meta.rev).toBe(1);
      expect((await readPage(site, me.id, roomId)).page.messages).toHaveLength(1);
    }
  });
});

describe.skipIf(!hasRedis)("two isolates with one Redis", () => {
  const site = () => ({ isolate: newIsolate(), redis: true });

  it("see a post of the other at once in messages, and in the numbers within 250 ms", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    let clockMs = Date.now();
    const [a, b] = [site(), { ...site(), now: () => clockMs }];
    await poll(b, me.id, roomId);
    await readPage(b, me.id, roomId);
    const writer = withoutObject(testDeps(a));
    await postMessage(writer, me, roomId, post("from a"));
    expect((await readPage(b, me.id, roomId)).page.messages).toHaveLength(1);
    clockMs += 251;
    const { meta, d1Queries } = await poll(b, me.id, roomId);
    expect([meta.rev, d1Queries]).toEqual([1, 0]);
  });

  it("take a room away from a removed member on the next request", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const [owner, guest] = [persons[0]!, persons[1]!];
    const [a, b] = [site(), site()];
    await poll(b, guest.id, roomId);
    await removeMembers(testDeps(a), owner, roomId, [guest.id]);
    await expect(poll(b, guest.id, roomId)).rejects.toMatchObject({ code: "not_found" });
    await addMembers(testDeps(a), owner, roomId, [guest.id]);
    expect((await poll(b, guest.id, roomId)).meta.roomId).toBe(roomId);
  });

  it("take it away later, but surely, when Redis was down at the time", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const [owner, guest] = [persons[0]!, persons[1]!];
    const [a, b] = [site(), site()];
    await poll(b, guest.id, roomId);
    await setRedisFault({ mode: "down" });
    const deps = testDeps(a);
    await removeMembers(deps, owner, roomId, [guest.id]);
    await deps.settled();
    await setRedisFault({ mode: "pass" });
    const owed = () =>
      env.DB.prepare("SELECT count(*) AS n FROM pending_effects WHERE room_id = ?")
        .bind(roomId)
        .first<number>("n");
    expect(await owed()).toBe(1);
    const cron = testDeps({ ...site(), now: () => Date.now() + 10_000 });
    await retryPendingEffects(cron, {
      member: (used, { userId }) => settleOwedMember(used, { roomId, userId }),
    });
    expect(await owed()).toBe(0);
    await expect(poll(b, guest.id, roomId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("keep posting and polling when Redis goes away in the middle", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    const variables = { REDIS_TIMEOUT_MS: "50" };
    const [a, b] = [
      { ...site(), variables },
      { ...site(), variables },
    ];
    await poll(b, me.id, roomId);
    for (const fault of [{ mode: "down" }, { mode: "hang" }, { mode: "pass" }] as const) {
      await setRedisFault(fault);
      const writer = withoutObject(testDeps({ ...a, isolate: newIsolate() }));
      const { message } = await postMessage(writer, me, roomId, post(fault.mode));
      const fresh = { ...b, isolate: newIsolate() };
      expect((await poll(fresh, me.id, roomId)).meta.rev).toBe(message.rev);
      expect((await readPage(fresh, me.id, roomId)).page.rev).toBe(message.rev);
    }
  });
});

describe("a membership that no cache may keep too long", () => {
  it("is known to be over after 5 s without Redis, in an isolate that heard nothing", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const [owner, guest] = [persons[0]!, persons[1]!];
    let clockMs = Date.now();
    const reader = { isolate: newIsolate(), now: () => clockMs };
    await poll(reader, guest.id, roomId);
    await removeMembers(testDeps(), owner, roomId, [guest.id]);
    clockMs += 5001;
    await expect(poll(reader, guest.id, roomId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("starts at once for somebody who asked before they were in", async () => {
    const { roomId, persons } = await createChat(1, { kind: "private" });
    const guest = await createPerson();
    const site = { isolate: newIsolate() };
    await expect(poll(site, guest.id, roomId)).rejects.toMatchObject({ code: "not_found" });
    await addMembers(testDeps(site), persons[0]!, roomId, [guest.id]);
    expect((await poll(site, guest.id, roomId)).meta.roomId).toBe(roomId);
  });

  it("is read from the truth when the row was written past every rule and nothing is cached", async () => {
    const { roomId } = await createChat(0, { kind: "private" });
    const guest = await createPerson();
    await addMember(roomId, guest.id);
    expect(await getMeta(testDeps(), person(guest.id), roomId)).toMatchObject({ roomId, rev: 0 });
  });
});
