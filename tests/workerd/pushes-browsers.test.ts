import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import { endSession, signOutOthers } from "../../lib/auth/service";
import { endAccount } from "../../lib/auth/store/departure";
import { postMessage } from "../../lib/chat/service";
import {
  getNotifications,
  getPushKey,
  listBrowsers,
  sendTest,
  setQuiet,
  subscribe,
  unsubscribe,
} from "../../lib/notify/service";
import { createChat, createPerson, post, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import {
  addBrowser,
  listOwed,
  listReceived,
  newBrowser,
  planAnswers,
  pushDeps,
  worldWithPushService,
} from "./support/pushes";

const world: typeof fetch = (input, init) => worldWithPushService(input, init);
/** Names are not looked up: there is no resolver beside the tests. */
const deps = (now: number = Date.now()) => {
  const used = pushDeps(now);
  return { ...used, variables: { ...used.variables, SHARE_DOH_URL: "" } };
};

/** Somebody with a living session. */
async function signIn(person?: Person): Promise<Person> {
  const signedIn = { ...(person ?? (await createPerson())), sid: crypto.randomUUID() };
  await env.DB.prepare(
    `INSERT INTO sessions (sid, user_id, created_at, last_seen_at, expires_at) VALUES (?, ?, 1, 1, 9e15)`,
  )
    .bind(signedIn.sid, signedIn.id)
    .run();
  return signedIn;
}

const countBrowsers = async (person: Person) => (await listBrowsers(deps(), person)).length;

beforeEach(() => planAnswers());

describe("a browser", () => {
  it("is on its person's list once, however often it subscribes, until it is taken off", async () => {
    const me = await signIn();
    const { endpoint, keys } = await newBrowser();
    const asked = { endpoint, keys, locale: "zh-Hant" as const };
    const first = await subscribe(deps(5), me, asked, "Firefox/130");
    const again = await subscribe(deps(9), me, { endpoint, keys }, "Firefox/131");
    expect(again).toEqual(first);
    expect(await listBrowsers(deps(), me)).toEqual([
      {
        id: first.id,
        endpointHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        userAgent: "Firefox/131",
        createdAt: 5,
        lastOkAt: null,
        failures: 0,
      },
    ]);
    const kept = await env.DB.prepare("SELECT locale FROM push_subscriptions WHERE id = ?")
      .bind(first.id)
      .first();
    expect(kept).toEqual({ locale: "zh-Hant" });
    await unsubscribe(deps(), await createPerson(), first.id);
    expect(await countBrowsers(me)).toBe(1);
    await unsubscribe(deps(), me, first.id);
    await unsubscribe(deps(), me, first.id);
    expect(await countBrowsers(me)).toBe(0);
  });

  it("belongs to whoever signed in there last, who is not told what was owed to the other", async () => {
    const { roomId, persons } = await createChat(2, { kind: "direct" });
    const [author, before] = [persons[0]!, await signIn(persons[1])];
    const after = await signIn();
    const { endpoint, keys } = await newBrowser();
    await subscribe(deps(), before, { endpoint, keys }, null);
    await postMessage(withoutObject(), author, roomId, post("for the first one"));
    expect(await listOwed(roomId)).toHaveLength(1);
    await subscribe(deps(), after, { endpoint, keys }, null);
    expect([await countBrowsers(before), await countBrowsers(after)]).toEqual([0, 1]);
    expect(await listOwed(roomId)).toEqual([]);
  });

  it("makes room for the eleventh by leaving when it was told least recently", async () => {
    const me = await signIn();
    const ids: string[] = [];
    for (let count = 1; count <= 11; count += 1) {
      const { endpoint, keys } = await newBrowser();
      ids.push((await subscribe(deps(count), me, { endpoint, keys }, null)).id);
      if (count === 1) {
        await env.DB.prepare("UPDATE push_subscriptions SET last_ok_at = 100 WHERE id = ?")
          .bind(ids[0])
          .run();
      }
    }
    const left = (await listBrowsers(deps(), me)).map(({ id }) => id);
    expect(new Set(left)).toEqual(new Set(ids.filter((_, index) => index !== 1)));
  });

  it("ends with its session and its account", async () => {
    const me = await signIn();
    await addBrowser(me);
    const elsewhere = await signIn(me);
    await addBrowser(elsewhere);
    await endSession(testDeps(), { userId: me.id, sid: me.sid });
    expect(await countBrowsers(me)).toBe(1);
    const third = await signIn(me);
    await addBrowser(third);
    await signOutOthers(testDeps(), third);
    expect(await countBrowsers(me)).toBe(1);
    await setQuiet(deps(), me, { until: null, daily: { from: 0, to: 60, timeZone: "UTC" } });
    await endAccount(testDeps().db, {
      userId: me.id,
      previousHash: null,
      messages: "keep",
      now: 1,
    });
    expect(await countBrowsers(me)).toBe(0);
    expect((await getNotifications(deps(), me)).quiet.daily).toBeNull();
  });

  it("is refused with an address that is no public https one, or keys that are none", async () => {
    const me = await signIn();
    const { endpoint, keys } = await newBrowser();
    const fields: unknown[] = [];
    const wrong = [
      { endpoint: "http://push.example.net/x", keys },
      { endpoint: "https://127.0.0.1/x", keys },
      { endpoint: "https://[::ffff:10.0.0.1]/x", keys },
      { endpoint: "https://metadata.internal/x", keys },
      { endpoint: "https://push.example.net:8443/x", keys },
      { endpoint: "https://me:secret@push.example.net/x", keys },
      { endpoint, keys: { ...keys, auth: "c2hvcnQ" } },
      { endpoint, keys: { ...keys, p256dh: keys.auth } },
    ];
    for (const asked of wrong) {
      const failure: unknown = await subscribe(deps(), me, asked, null).catch((error) => error);
      fields.push(failure);
    }
    expect(fields).toMatchObject([
      ...Array.from({ length: 6 }, () => ({ options: { errors: [{ field: "endpoint" }] } })),
      ...Array.from({ length: 2 }, () => ({ options: { errors: [{ field: "keys" }] } })),
    ]);
    expect(await countBrowsers(me)).toBe(0);
  });

  it("cannot subscribe where the installation has no keys", async () => {
    const me = await signIn();
    const { endpoint, keys } = await newBrowser();
    expect(getPushKey(testDeps())).toBeNull();
    expect(await getNotifications(testDeps(), me)).toMatchObject({ available: false });
    const asked = subscribe(testDeps(), me, { endpoint, keys }, null);
    await expect(asked).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("a test notification", () => {
  it("reaches my browser alone, in its language", async () => {
    const me = await signIn();
    const browser = await addBrowser(me, { locale: "zh-Hant" });
    await sendTest(deps(), me, browser.id, world);
    expect(await browser.read()).toMatchObject([{ title: "通知運作正常", roomId: null }]);
    const asked = sendTest(deps(), await createPerson(), browser.id, world);
    await expect(asked).rejects.toMatchObject({ code: "not_found" });
    expect(await listReceived()).toHaveLength(1);
  });

  it("says when the browser has ended its subscription, and takes it off the list", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const me = await signIn();
    const browser = await addBrowser(me);
    await planAnswers({ status: 503 }, { status: 410 });
    await expect(sendTest(deps(), me, browser.id, world)).rejects.toMatchObject({
      code: "unavailable",
    });
    await expect(sendTest(deps(), me, browser.id, world)).rejects.toMatchObject({ code: "gone" });
    expect(await countBrowsers(me)).toBe(0);
  });
});

describe("quiet times", () => {
  it("are kept as they were set, and a moment that has passed is none", async () => {
    const me = await signIn();
    const quiet = { until: 2_000, daily: { from: 1320, to: 420, timeZone: "Asia/Taipei" } };
    expect(await setQuiet(deps(1_000), me, quiet)).toEqual({ available: true, quiet });
    expect(await getNotifications(deps(2_000), me)).toEqual({
      available: true,
      quiet: { ...quiet, until: null },
    });
    await setQuiet(deps(), me, { until: null, daily: null });
    expect((await getNotifications(deps(), me)).quiet).toEqual({ until: null, daily: null });
  });
});
