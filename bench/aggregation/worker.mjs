import { createDeps } from "../../lib/platform/deps";
import { consumeMessages } from "../../lib/traffic/aggregate/consume";
import { foldEveryMinute } from "../../lib/traffic/aggregate/every-minute";
import { foldDeltas } from "../../lib/traffic/aggregate/fold";
import { feedPendingChunks } from "../../lib/traffic/aggregate/pending";
import { dayMs, toHour } from "../../lib/traffic/domain";
import { Mortal, seededRandom } from "../../tests/workerd/support/aggregate-deaths";
import { believableChunks, recompute } from "../../tests/workerd/support/aggregate-traffic";
import { readModifyWrite } from "../../tests/workerd/support/read-modify-write";

const commitSql = "INSERT INTO aggregation_deltas";
const messagesPerBatch = 20;
const batchMs = 5_000;
/** Of yesterday, so that nothing is of the future; asked for in calls, because a worker has no clock while it loads. */
const toNoon = () => Math.floor(Date.now() / dayMs) * dayMs - dayMs / 2;

/** The aggregation alone, on a D1 of its own, as the consumer of the queue runs it. Each call begins with empty tables. */
export default {
  async fetch(request, env, context) {
    const { pathname, searchParams } = new URL(request.url);
    const events = Number(searchParams.get("events"));
    const seed = Number(searchParams.get("seed"));
    const run = { env, context, events, seed, noon: toNoon() };
    await clear(env.TRAFFIC_DB);
    switch (pathname) {
      case "/faults":
        return Response.json(await aggregateWithFaults(run));
      case "/baseline":
        return Response.json(await measureReference(run));
      case "/rows":
        return Response.json(await countRows(run));
    }
    return new Response(null, { status: 404 });
  },
};

async function clear(db) {
  const tables = await db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const kept = /^(sqlite_|_cf_|d1_|_plaza|aggregation_state)/;
  const names = tables.results.map(({ name }) => name).filter((name) => !kept.test(name));
  await db.batch(names.map((name) => db.prepare(`DELETE FROM ${name}`)));
}

const toDeps = ({ env, context }, now, traffic) => {
  const deps = createDeps(env, (promise) => context.waitUntil(promise), now);
  return { ...deps, traffic };
};

/**
 * Delivers full chunks in batches of 20 messages. Of the batches 15 % die before the commit and 15 % after it, and come again; of the
 * messages 5 % come twice. The time is that of consuming and folding; making and checking the traffic is not in it.
 */
async function aggregateWithFaults(run) {
  const { env, events, seed, noon } = run;
  const random = seededRandom(seed);
  const spanMs = 2 * 3_600_000;
  const plan = { seed, events, routes: 60, isolates: 10, from: noon, spanMs };
  const chunks = believableChunks({ ...plan, chunkSize: () => 100 });
  const now = () => noon + spanMs;
  let queue = chunks.map((body) => ({ id: `${body.isolate}:${body.seq}`, body, attempts: 1 }));
  let deaths = 0;
  let delivered = 0;
  const most = 10 * Math.ceil(queue.length / messagesPerBatch) + 20;
  const startedAt = performance.now();
  for (let round = 0; queue.length > 0; round += 1) {
    if (round === most) throw new Error(`${queue.length} messages come again and again`);
    const batch = queue.splice(0, messagesPerBatch);
    const again = batch.filter(() => random() < 0.05);
    const chance = random();
    const when = chance < 0.15 ? "before" : "after";
    const mortal = new Mortal(
      chance < 0.3 ? { sql: commitSql, nth: 1, when } : null,
      () => (deaths += 1),
    );
    const done = new Set();
    const messages = batch.map((waiting) => ({
      ...waiting,
      ack: () => void (mortal.isDead || done.add(waiting)),
      retry: () => undefined,
    }));
    delivered += batch.length;
    await consumeMessages(toDeps(run, now, mortal.database(env.TRAFFIC_DB)), messages);
    const left = batch.filter((waiting) => !done.has(waiting));
    queue = [...queue, ...left.map((one) => ({ ...one, attempts: one.attempts + 1 })), ...again];
  }
  const calm = toDeps(run, now, env.TRAFFIC_DB);
  await feedPendingChunks(calm);
  while ((await foldDeltas(calm)).folded > 0);
  const seconds = (performance.now() - startedAt) / 1000;
  const errors = await countErrors(
    env.TRAFFIC_DB,
    chunks.flatMap((chunk) => chunk.events),
  );
  return { seconds, deaths, delivered: delivered / chunks.length, errors };
}

/** How many of the sums by path and hour are not those of the events themselves, requests and sketches included. */
async function countErrors(db, events) {
  const columns =
    "requests, errors, server_errors, time_sum_us, hex(latency) AS latency, hex(visitors) AS visitors";
  const { results } = await db
    .prepare(`SELECT hour_bucket || ' ' || path AS key, ${columns} FROM path_stats_hourly`)
    .all();
  const rows = new Map(results.map(({ key, ...row }) => [key, JSON.stringify(row)]));
  const expected = recompute(events, (event) => `${toHour(event.timestamp)} ${event.route}`);
  const wrong = expected.filter(({ key, ...row }) => rows.get(key) !== JSON.stringify(row));
  return wrong.length + Math.abs(rows.size - expected.length);
}

/** What it is held against. */
async function measureReference({ env, events, seed, noon }) {
  const plan = { seed, events, routes: 60, isolates: 10, from: noon, spanMs: 2 * 3_600_000 };
  const all = believableChunks(plan).flatMap((chunk) => chunk.events);
  const startedAt = performance.now();
  for (const event of all) await readModifyWrite(env.TRAFFIC_DB, event);
  return { seconds: (performance.now() - startedAt) / 1000 };
}

/** A million events a day over ten isolates, each of which sends what it has every ten seconds: twelve at a time. */
async function countRows(run) {
  const { env, events, seed, noon } = run;
  const written = { rows: 0 };
  const traffic = countingDatabase(env.TRAFFIC_DB, written);
  const spanMs = (events / 1_000_000) * dayMs;
  const plan = { seed, events, routes: 60, isolates: 10, from: noon, spanMs };
  const chunks = believableChunks({ ...plan, chunkSize: () => 12 });
  let next = 0;
  for (let now = noon + batchMs; next < chunks.length; now += batchMs) {
    const batch = [];
    while (chunks[next]?.sentAt < now) {
      batch.push({ id: `${next}`, body: chunks[next], attempts: 1, ack() {}, retry() {} });
      next += 1;
    }
    await consumeMessages(
      toDeps(run, () => now, traffic),
      batch,
    );
    if ((now - noon) % 60_000 === 0) await foldEveryMinute(toDeps(run, () => now, traffic));
  }
  await foldEveryMinute(toDeps(run, () => noon + spanMs + 60_000, traffic));
  // What archiving will delete.
  const { meta } = await env.TRAFFIC_DB.prepare("DELETE FROM traffic_events").run();
  // A message of the queue is written, read and deleted.
  return { rows: written.rows + meta.rows_written, queueOperations: 3 * chunks.length };
}

/** The database, adding up what its answers say was written. */
function countingDatabase(db, written) {
  return new Proxy(db, {
    get(target, property) {
      if (property === "batch") {
        return async (statements) => {
          const results = await target.batch(statements);
          for (const { meta } of results) written.rows += meta.rows_written;
          return results;
        };
      }
      const value = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
