import { request, type BrowserContext } from "@playwright/test";
import { planBlows, startTroubledRedis } from "../chaos/blows";
import { readWholeList, toShown } from "../chaos/browser-list";
import type { ChaosAccount } from "../chaos/client";
import { readAll, runChaos } from "../chaos/run";
import { startStormProxy } from "../chaos/storm-proxy";
import { signUp } from "./fixtures/accounts";
import { watchFaults } from "./fixtures/faults";
import { createRoom, openRoom } from "./fixtures/rooms";
import { PlazaServer } from "./fixtures/server";
import { expect, test } from "./fixtures/test";

/** `npm run chaos` sets them; without it this is the short form. */
const size = {
  seed: Number(process.env.CHAOS_SEED ?? 7),
  clients: Number(process.env.CHAOS_CLIENTS ?? 6),
  actions: Number(process.env.CHAOS_ACTIONS ?? 200),
  /** How often the whole series of blows falls on the server. */
  series: Number(process.env.CHAOS_SERIES ?? 1),
};

/** A tall window, so that scrolling through the list takes few steps. */
const viewport = { width: 1000, height: 2400 };
const allowedFaults = [/WebSocket connection to|Failed to load resource/];
// A trace of half an hour would be all that the machine does.
test.use({ trace: process.env.CHAOS_ACTIONS === undefined ? "retain-on-failure" : "off" });
// The server may have to be built first.
test.setTimeout(480_000 + size.actions * 1_000);

async function cookieOf(context: Pick<BrowserContext, "storageState">): Promise<string> {
  const { cookies } = await context.storageState();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** People without a browser, who join the room. */
async function joinAll(url: string, roomId: string): Promise<ChaosAccount[]> {
  const accounts = [];
  for (let index = 0; index < size.clients; index += 1) {
    const context = await request.newContext({ baseURL: url });
    const name = `chaos${index + 1}`;
    const { id } = await signUp(context, name);
    const joined = await context.post(`/api/chat/rooms/${roomId}/join`);
    expect(joined.ok(), await joined.text()).toBe(true);
    accounts.push({ id, name, cookie: await cookieOf(context) });
    await context.dispose();
  }
  return accounts;
}

test("everybody ends with the same list as D1, whatever happens to requests, sockets, the room's object, Redis, KV and the server", async ({
  browser,
}) => {
  const redis = await startTroubledRedis();
  const server = await PlazaServer.start({
    script: "tests/chaos/server/start.mjs",
    variables: { LIMIT_MARKS_PER_10_SECONDS: "10000", ...redis?.variables },
  });
  const proxy = await startStormProxy(server.port, size.seed);
  const openBrowser = async (name: string) => {
    const context = await browser.newContext({ baseURL: proxy.url, viewport });
    const assertNone = watchFaults(context, allowedFaults);
    const page = await context.newPage();
    return { ...(await signUp(page, name)), page, context, assertNone };
  };
  try {
    const [ann, bob] = [await openBrowser("Ann Watches"), await openBrowser("Bob Watches")];
    const room = await createRoom(ann.page, { kind: "public", name: "Chaos" });
    expect((await bob.page.request.post(`/api/chat/rooms/${room.id}/join`)).ok()).toBe(true);
    const accounts = await joinAll(server.url, room.id);
    for (const { page } of [ann, bob]) await openRoom(page, room.id);

    const target = { url: server.url, roomId: room.id, restart: () => server.restart(), redis };
    const { blows, struck } = planBlows(target, size.series);
    proxy.begin();
    const startedAt = Date.now();
    const report = await runChaos({
      url: proxy.url,
      trueUrl: server.url,
      roomId: room.id,
      accounts,
      actions: size.actions,
      seed: size.seed,
      blows,
      onCalm: proxy.end,
    });
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    console.log(JSON.stringify({ ...size, seconds, ...report, network: proxy.counts, struck }));
    expect(report).toMatchObject({
      waiting: 0,
      delivered: report.sent,
      lost: [],
      lostAcknowledged: [],
      doubled: [],
      outOfOrder: [],
      gaps: 0,
      different: [],
      edits: { wrong: [] },
      deletes: { wrong: [] },
      reactions: { wrong: [] },
    });
    expect(struck).toHaveLength(blows.length);

    const truth = await readAll(server.url, room.id, await cookieOf(ann.context));
    const shown = toShown(truth);
    for (const { page, assertNone } of [ann, bob]) {
      // The last thing to arrive may still be on its way.
      await expect
        .poll(() => readWholeList(page), { timeout: 300_000 })
        .toEqual({ error: null, rows: shown });
      assertNone();
    }
    console.log(`two browsers show the same ${shown.length} messages`);
    for (const { context } of [ann, bob]) await context.close();
  } finally {
    await proxy.close();
    await server.dispose();
    await redis?.stop();
  }
});
