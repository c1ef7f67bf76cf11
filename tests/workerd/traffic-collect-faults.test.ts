import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { commitEvents } from "../../lib/traffic/aggregate/commit";
import { foldDeltas } from "../../lib/traffic/aggregate/fold";
import { feedPendingChunks } from "../../lib/traffic/aggregate/pending";
import { sendChunk } from "../../lib/traffic/collect/send-chunk";
import type { NewChunk } from "../../lib/traffic/schema";
import { testDeps } from "./support/deps";
import { openSiteIsolate, someVisit, type SentChunk } from "./support/site-isolate";

const start = Date.parse("2026-11-20T12:00:00Z");

const emptyChunk: NewChunk = {
  version: 1,
  kind: "chunk",
  ...{ isolate: "isolate0", seq: 1, total: 0, lost: 0, sentAt: start },
  events: [],
  telemetry: { counters: [], timers: [] },
};

/** Chunks as the consumer commits them. */
const toCommit = (chunks: SentChunk[]) => ({
  events: chunks.flatMap(({ events }) => events),
  chunks: chunks.map(({ events, ...header }) => ({ ...header, events: events.length })),
});

type Row = { id: string; events: number; body: string };

async function pendingChunks(): Promise<Row[]> {
  const { results } = await env.TRAFFIC_DB.prepare(
    "SELECT id, events, body FROM pending_chunks ORDER BY id",
  ).all<Row>();
  return results;
}

beforeEach(async () => {
  for (const table of [
    "pending_chunks",
    "traffic_isolates",
    "traffic_events",
    "aggregation_deltas",
  ]) {
    await env.TRAFFIC_DB.prepare(`DELETE FROM ${table}`).run();
  }
});

describe("when the queue is down", () => {
  test("chunks go into the database, under a name that makes repetitions one", async () => {
    const site = openSiteIsolate({ now: () => start });
    site.queue = "throw";
    await site.visit();
    const rows = await pendingChunks();
    expect(rows.map(({ id, events }) => [id.replace(/^\w+/, "isolate"), events])).toEqual([
      ["isolate:1", 1],
    ]);
    expect(JSON.parse(rows[0]?.body ?? "")).toMatchObject({
      kind: "chunk",
      seq: 1,
      total: 1,
      events: [{ route: someVisit.route }],
    });
  });

  test("a queue that hangs holds three chunks for two seconds, and then none", async () => {
    const site = openSiteIsolate({ now: () => start });
    site.queue = "hang";
    await Promise.all([site.visit(), site.visit(), site.visit()]);
    for (let request = 0; request < 20; request += 1) await site.visit();
    const events = (await pendingChunks()).reduce((sum, row) => sum + row.events, 0);
    expect(events).toBe(23);
    expect(site.sent).toEqual([]);
  });

  test("and the database too, everything waits in memory and is sent as it was", async () => {
    let now = start;
    const site = openSiteIsolate({ now: () => now });
    site.queue = "throw";
    site.database = "throw";
    for (let request = 0; request < 30; request += 1) await site.visit();
    expect(await pendingChunks()).toEqual([]);
    site.queue = "none";
    site.database = "none";
    now += 10_000;
    await site.visit();
    const ids = site.sent.flatMap(({ events }) => events.map(({ id }) => id));
    expect([ids.length, new Set(ids).size]).toEqual([31, 31]);
    // The first was closed before anybody knew; then only full ones would have been.
    expect(site.sent.map(({ seq, total, lost }) => [seq, total, lost])).toEqual([
      [1, 1, 0],
      [2, 31, 0],
    ]);
  });

  test("and the database too, for long: 2,100 events wait, and each further one is counted as lost", async () => {
    let now = start;
    const site = openSiteIsolate({ now: () => now, variables: { TRAFFIC_FLUSH_MS: "20" } });
    site.queue = "throw";
    site.database = "throw";
    const running = Array.from({ length: 2_150 }, () => site.start());
    await Promise.all(running.map((deps) => deps.settled()));
    site.queue = "none";
    now += 10_000;
    await site.visit();
    now += 10_000;
    await site.visit();
    const events = site.sent.reduce((sum, chunk) => sum + chunk.events.length, 0);
    const last = site.sent.at(-1);
    expect(last?.lost).toBeGreaterThanOrEqual(50);
    expect(events + (last?.lost ?? 0)).toBe(2_152);
    expect(last?.total).toBe(events);
    const counted = site.sent
      .flatMap(({ telemetry }) => telemetry.counters)
      .filter(({ name }) => name === "traffic.lost")
      .reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(last?.lost);
  });

  test("a chunk that is stored twice keeps what the cron knows of it", async () => {
    const deps = testDeps({ now: () => start });
    deps.bindings = { ...deps.bindings, TRAFFIC_QUEUE: undefined };
    const chunk = { ...emptyChunk, seq: 7 };
    expect(await sendChunk(deps, chunk)).toBe("stored");
    await env.TRAFFIC_DB.prepare("UPDATE pending_chunks SET attempts = 3").run();
    expect(await sendChunk(deps, chunk)).toBe("stored");
    const { results } = await env.TRAFFIC_DB.prepare(
      "SELECT id, attempts FROM pending_chunks",
    ).all();
    expect(results).toEqual([{ id: "isolate0:7", attempts: 3 }]);
  });

  test("or only seems so, the same chunk is there twice under one name", async () => {
    const site = openSiteIsolate({ now: () => start });
    site.queue = "late";
    await site.visit();
    expect(site.sent.map(({ seq }) => seq)).toEqual([1]);
    const [row] = await pendingChunks();
    expect(row?.id).toBe(`${site.sent[0]?.isolate}:1`);
    expect(JSON.parse(row?.body ?? "").events).toEqual(site.sent[0]?.events);
  });
});

describe("what the queue has lost", () => {
  const variables = { TRAFFIC_ANNOUNCE_MS: "1000" };

  test("is missed, because the isolate leaves word in the database of how much it has sent", async () => {
    let now = start;
    const site = openSiteIsolate({ now: () => now, variables });
    await site.visit();
    for (const route of ["/b", "/c"]) {
      now += 1000;
      await site.visit({ route });
    }
    // The last two are followed by a word each; the queue dies with them, and so does the isolate.
    expect(site.sent.map(({ seq, total }) => [seq, total])).toEqual([
      [1, 1],
      [2, 2],
      [4, 3],
    ]);
    const deps = testDeps({ now: () => now + 60_000 });
    await commitEvents(deps, toCommit(site.sent.slice(0, 1)));
    await feedPendingChunks(deps);
    await foldDeltas(deps);
    expect(await pendingChunks()).toEqual([]);
    const row = await env.TRAFFIC_DB.prepare("SELECT * FROM traffic_isolates").first();
    expect(row).toMatchObject({ upto_seq: 1, upto_total: 1, beyond: "[[3,2,0],[5,3,0]]" });
  });

  test("is not missed when it comes after all", async () => {
    let now = start;
    const site = openSiteIsolate({ now: () => now, variables });
    await site.visit();
    now += 1000;
    await site.visit();
    const deps = testDeps({ now: () => now + 60_000 });
    await feedPendingChunks(deps);
    await commitEvents(deps, toCommit(site.sent));
    await foldDeltas(deps);
    const row = await env.TRAFFIC_DB.prepare("SELECT * FROM traffic_isolates").first();
    expect(row).toMatchObject({ upto_seq: 3, upto_total: 2, beyond: "[]", gap_since: null });
  });

  test("is announced by the queue where the database does not take the word", async () => {
    let now = start;
    const site = openSiteIsolate({ now: () => now, variables });
    await site.visit();
    site.database = "throw";
    now += 1000;
    await site.visit();
    expect(site.sent.map(({ seq, total, events }) => [seq, total, events.length])).toEqual([
      [1, 1, 1],
      [2, 2, 1],
      [3, 2, 0],
    ]);
  });

  test("costs a word in ten minutes at most, and none without events", async () => {
    let now = start;
    const site = openSiteIsolate({ now: () => now });
    for (const minutes of [0, 10, 9, 2]) {
      now += minutes * 60_000;
      await site.visit();
    }
    expect(await pendingChunks()).toHaveLength(2);
  });
});

test("a visitor's answer does not wait, even when every binding hangs", async () => {
  const hanging = new Proxy(env.PATHS_KV, { get: () => () => new Promise(() => undefined) });
  const site = openSiteIsolate({
    kv: hanging,
    coordinator: { salt: () => new Promise(() => undefined) },
  });
  site.queue = "hang";
  site.database = "hang";
  let isSettled = false;
  const deps = site.start();
  void deps.settled().then(() => (isSettled = true));
  await Promise.resolve();
  expect(isSettled).toBe(false);
  await deps.settled();
  site.queue = "none";
  await expect.poll(() => site.visit().then(() => site.sent.length)).toBeGreaterThan(0);
  const events = site.sent.flatMap((chunk) => chunk.events);
  expect(events.every(({ clientIpHash }) => clientIpHash === null)).toBe(true);
});
