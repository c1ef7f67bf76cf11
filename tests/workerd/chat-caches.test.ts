import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { retryPendingEffects } from "../../lib/auth/effects";
import {
  addMembers,
  getMeta,
  postMessage,
  removeMembers,
  settleOwedMember,
} from "../../lib/chat/service";
import { createChat, createPerson, post, withoutObject } from "./support/chat";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { resetRedis, setRedisFault } from "./support/redis";
import { addMember } from "./support/rows";
import { poll, readPage, type Site } from "./support/polls";

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  if (hasRedis) await resetRedis();
});

const person = (id: string) => ({ id, sid: "the-session" });

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
