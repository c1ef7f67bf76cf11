import { env } from "cloudflare:workers";
import {
  createExecutionContext,
  createScheduledController,
  waitOnExecutionContext,
} from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { postMessage } from "../../lib/chat/service";
import { deliverPushes } from "../../lib/notify/service";
import worker from "../../workers/chat-room";
import { createChat, post } from "./support/chat";
import { testDeps } from "./support/deps";
import { mortal } from "./support/mortal";
import {
  addBrowser,
  beginPushes,
  listOwed,
  listReceived,
  planAnswers,
  pushDeps,
  pushEnv,
  stubPushService,
} from "./support/pushes";
import { createTalk, deliver, dueAt, minute, postedAt, world } from "./support/push-talk";
import { killAfterNextWrite } from "./support/room-socket";

beforeEach(beginPushes);

afterEach(() => vi.unstubAllGlobals());

describe("what is owed is sent once", () => {
  it("when the object died between the write and the sending", async () => {
    const { roomId, persons } = await createChat(2, { kind: "direct" });
    const [author, reader] = [persons[0]!, persons[1]!];
    const browser = await addBrowser(reader);
    await killAfterNextWrite(roomId);
    await postMessage(testDeps(), author, roomId, post("written, not told"));
    expect(await listOwed(roomId)).toHaveLength(1);
    await env.DB.prepare("UPDATE owed_pushes SET next_at = 1").run();
    stubPushService();
    for (let run = 0; run < 2; run += 1) {
      const context = createExecutionContext();
      await worker.scheduled(createScheduledController(), pushEnv, context);
      await waitOnExecutionContext(context);
    }
    vi.unstubAllGlobals();
    expect((await browser.read()).map(({ body }) => body)).toEqual(["written, not told"]);
    expect(await listOwed(roomId)).toEqual([]);
  });

  it("as the same push again when the worker died after sending it", async () => {
    const { browser, say, roomId } = await createTalk();
    await say("sent, not noted");
    const dying = mortal(pushDeps(dueAt), {
      at: /DELETE FROM owed_pushes/,
      nth: 1,
      moment: "before",
    });
    await expect(deliverPushes(dying, world)).rejects.toThrow("Died");
    // Nobody else takes it while that worker could still be at it.
    expect(await deliver(dueAt + minute)).toEqual({ sent: 0 });
    expect(await deliver(dueAt + 150_000)).toEqual({ sent: 1 });
    expect(await deliver(dueAt + 2 * 150_000)).toEqual({ sent: 0 });
    const [first, second] = await browser.read();
    expect(second).toEqual(first);
    const topics = (await listReceived()).map(({ headers }) => headers.topic);
    expect(topics).toEqual([first!.id, first!.id]);
    expect(await listOwed(roomId)).toEqual([]);
  });

  it("when several workers send at once", async () => {
    const { browser, say } = await createTalk();
    const said = Array.from({ length: 10 }, (_, index) => `message ${index}`);
    for (const body of said) await say(body);
    const runs = await Promise.all([deliver(), deliver(), deliver()]);
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(10);
    expect((await browser.read()).map(({ body }) => body).sort()).toEqual([...said].sort());
  });
});

describe("a push service", () => {
  it("that knows the browser no more ends what it is sent", async () => {
    for (const status of [404, 410]) {
      const { reader, browser, say, roomId } = await createTalk();
      const other = await addBrowser(reader);
      await planAnswers({ status }, { status });
      await env.DB.prepare("DELETE FROM push_subscriptions WHERE id = ?").bind(other.id).run();
      await say("one");
      await deliver();
      const left = await env.DB.prepare("SELECT id FROM push_subscriptions WHERE user_id = ?")
        .bind(reader.id)
        .all();
      expect(left.results).toEqual([]);
      await say("two");
      expect(await listOwed(roomId)).toEqual([]);
      expect(await browser.read()).toHaveLength(1);
    }
  });

  it("that is busy or failing is asked again, later each time, when it wants to be", async () => {
    const { browser, say, roomId } = await createTalk();
    await planAnswers(
      { status: 503 },
      { status: 429, headers: { "retry-after": "600" } },
      { status: 500 },
    );
    await say("patience");
    const times: number[] = [];
    let now = dueAt;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await deliver(now)).toEqual({ sent: 0 });
      const [owed] = await listOwed(roomId);
      expect(owed).toMatchObject({ attempts: attempt + 1 });
      times.push((owed?.nextAt ?? 0) - now);
      expect(await deliver((owed?.nextAt ?? 0) - 1)).toEqual({ sent: 0 });
      now = owed?.nextAt ?? 0;
    }
    expect(times).toEqual([30_000, 600_000, 120_000]);
    expect(await deliver(now)).toEqual({ sent: 1 });
    expect(await browser.read()).toHaveLength(4);
  });

  it("that never answers well is given up after a day", async () => {
    const { say, roomId } = await createTalk();
    await planAnswers(...Array.from({ length: 9 }, () => ({ status: 503 })));
    await say("old news");
    await deliver();
    expect(await listOwed(roomId)).toHaveLength(1);
    expect(await deliver(postedAt + 24 * 60 * minute)).toEqual({ sent: 0 });
    expect(await listOwed(roomId)).toEqual([]);
    expect(await listReceived()).toHaveLength(1);
  });

  it("is not followed elsewhere, and never a private address", async () => {
    const { reader, say, roomId } = await createTalk();
    await planAnswers({ status: 307, headers: { location: "https://push.example.net/elsewhere" } });
    await say("one");
    await deliver();
    expect((await listReceived()).map(({ path }) => path)).toHaveLength(1);
    expect(await listOwed(roomId)).toEqual([]);
    await env.DB.prepare(
      "UPDATE push_subscriptions SET endpoint = 'https://127.0.0.1/' WHERE user_id = ?",
    )
      .bind(reader.id)
      .run();
    await say("two");
    const asked = vi.fn(world);
    await deliverPushes(pushDeps(dueAt), asked);
    expect(asked).not.toHaveBeenCalled();
  });
});
