import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import { markRead, postMessage } from "../../lib/chat/service";
import { createPushTimer } from "../../workers/chat-room/push-timer";
import { post, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import {
  beginPushes,
  listOwed,
  listReceived,
  pushDeps,
  pushEnv,
  stubPushService,
} from "./support/pushes";
import { roomStub } from "./support/room-socket";
import { createTalk } from "./support/push-talk";

beforeEach(async () => {
  await beginPushes();
  stubPushService();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A timer whose waits the test ends, on deps of a moment at which everything owed is due. */
function createTimer(deps = () => pushDeps(Date.now() + 60_000)) {
  const ends: { afterMs: number; run: () => void }[] = [];
  const sending: Promise<unknown>[] = [];
  const owes = createPushTimer({ deps, waitUntil: (promise) => void sending.push(promise) });
  const ask = () => {
    const wait = vi
      .spyOn(globalThis, "setTimeout")
      .mockImplementation(((run: () => void, afterMs: number) =>
        ends.push({ afterMs, run })) as typeof setTimeout);
    owes();
    wait.mockRestore();
  };
  return { ask, ends, sending };
}

const say = (author: Person, roomId: string, body: string) =>
  postMessage(withoutObject(), author, roomId, post(body));

describe("the timer of pushes", () => {
  it("sends what is owed once those who read along have had five seconds, for all posts that came meanwhile", async () => {
    const { roomId, author, browser } = await createTalk();
    const { ask, ends, sending } = createTimer();
    await say(author, roomId, "one");
    ask();
    await say(author, roomId, "two");
    ask();
    expect(ends.map(({ afterMs }) => afterMs)).toEqual([5_050]);
    expect(await listReceived()).toEqual([]);
    ends[0]?.run();
    await Promise.all(sending);
    expect((await browser.read()).map(({ body }) => body).sort()).toEqual(["one", "two"]);
    expect(await listOwed(roomId)).toEqual([]);
  });

  it("is set anew by what comes after it has fired, also when sending failed", async () => {
    const { roomId, author, browser } = await createTalk();
    let isBroken = true;
    const timer = createTimer(() => {
      if (isBroken) throw new Error("no deps today");
      return pushDeps(Date.now() + 60_000);
    });
    await say(author, roomId, "one");
    timer.ask();
    timer.ends[0]?.run();
    await Promise.all(timer.sending);
    expect(await listReceived()).toEqual([]);
    expect(await listOwed(roomId)).toHaveLength(1);
    isBroken = false;
    const again = timer.sending.length;
    timer.ask();
    expect(timer.ends.map(({ afterMs }) => afterMs)).toEqual([5_050, 5_050]);
    timer.ends[1]?.run();
    await Promise.all(timer.sending.slice(again));
    expect((await browser.read()).map(({ body }) => body)).toEqual(["one"]);
  });
});

describe("a room's object", () => {
  it("sends what its posts owe by itself, and nothing to who has read it meanwhile", async () => {
    const [quiet, reading] = [await createTalk(), await createTalk()];
    for (const { roomId, author } of [quiet, reading]) {
      await runInDurableObject(roomStub(roomId), (instance: object) => {
        Object.assign(instance, { env: pushEnv });
      });
      await postMessage(testDeps(), author, roomId, post("are you there?"));
    }
    expect(await listOwed(quiet.roomId)).toHaveLength(1);
    await markRead(testDeps(), reading.reader, reading.roomId, 1);
    await vi.waitFor(
      async () => {
        expect(await listOwed(quiet.roomId)).toEqual([]);
        expect(await listOwed(reading.roomId)).toEqual([]);
      },
      { timeout: 20_000, interval: 100 },
    );
    expect((await quiet.browser.read()).map(({ body }) => body)).toEqual(["are you there?"]);
    expect(await reading.browser.read()).toEqual([]);
  });
});
