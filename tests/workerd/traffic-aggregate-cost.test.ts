import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { commitEvents } from "../../lib/traffic/aggregate/commit";
import { consumeMessages } from "../../lib/traffic/aggregate/consume";
import { foldDeltas } from "../../lib/traffic/aggregate/fold";
import { foldEveryMinute } from "../../lib/traffic/aggregate/every-minute";
import { Shard } from "../../lib/traffic/aggregate/shard";
import { dayMs, hourMs } from "../../lib/traffic/domain";
import type { Deps } from "../../lib/platform/deps";
import type { NewChunk } from "../../lib/traffic/schema";
import { clearTraffic, trafficRows } from "./support/aggregate";
import { believableChunks } from "./support/aggregate-traffic";
import { newIsolate, testDeps } from "./support/deps";
import { delivered } from "./support/queue";
import { readModifyWrite } from "./support/read-modify-write";

/** A million events a day: 694 a minute, 58 in the five seconds that a batch is gathered. */
const events = 20_000;
const batchMs = 5_000;
const spanMs = (events / 1_000_000) * dayMs;
const noon = Math.floor(Date.now() / dayMs) * dayMs - dayMs / 2;

beforeEach(clearTraffic);

/** Ten isolates that send what they have every ten seconds. */
function makeChunks(): NewChunk[] {
  return believableChunks({
    seed: 5,
    events,
    routes: 60,
    isolates: 10,
    from: noon,
    spanMs,
    chunkSize: () => 12,
  });
}

/** The database, adding up what its answers say was written. */
function countingDatabase(written: { rows: number }): D1Database {
  return new Proxy(env.TRAFFIC_DB, {
    get(target, property) {
      if (property === "batch") {
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements);
          for (const { meta } of results) written.rows += meta.rows_written;
          return results;
        };
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Delivers the chunks in batches of five seconds, and folds each minute. */
async function play(
  chunks: NewChunk[],
  at: (now: number) => Deps,
  afterBatch: (now: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  for (let now = noon + batchMs; next < chunks.length; now += batchMs) {
    const batch = [];
    for (let chunk = chunks[next]; chunk && chunk.sentAt < now; chunk = chunks[next]) {
      batch.push(delivered(`${next}`, chunk));
      next += 1;
    }
    await consumeMessages(at(now), batch);
    await afterBatch(now);
    if ((now - noon) % 60_000 === 0) await foldEveryMinute(at(now));
  }
}

/** What archiving will delete. */
async function deleteEvents(written: { rows: number }): Promise<void> {
  const { meta } = await env.TRAFFIC_DB.prepare("DELETE FROM traffic_events").run();
  written.rows += meta.rows_written;
}

describe("a million events a day over ten isolates", () => {
  it("cost at most 2.2 rows each with a single consumer, deletion included", async () => {
    const chunks = makeChunks();
    const written = { rows: 0 };
    const traffic = countingDatabase(written);
    const isolate = newIsolate();
    const at = (now: number) => ({ ...testDeps({ now: () => now, isolate }), traffic });
    await play(chunks, at, async () => {});
    await deleteEvents(written);
    console.log(`single-consumer: ${(written.rows / events).toFixed(3)} rows an event`);
    expect(written.rows / events).toBeLessThanOrEqual(2.2);
    // Write, read and delete of each message, which holds 12 events.
    expect((3 * chunks.length) / events).toBeLessThanOrEqual(0.3);
  });

  it("cost at most 2.2 rows each with durable objects, whose own rows are 0.1 at most", async () => {
    const chunks = makeChunks();
    const written = { rows: 0 };
    const traffic = countingDatabase(written);
    const isolate = newIsolate();
    const objectIsolate = newIsolate();
    const stub = env.AGGREGATOR_DO.get(env.AGGREGATOR_DO.idFromName("cost"));
    await runInDurableObject(stub, async (_, state) => {
      let now = noon;
      let objectRows = 0;
      let alarmAt: number | null = null;
      const sql = new Proxy(state.storage.sql, {
        get(target, property) {
          if (property !== "exec") return Reflect.get(target, property) as unknown;
          return (text: string, ...values: SqlStorageValue[]) => {
            const cursor = target.exec(text, ...values);
            // Reading a cursor to its end is what makes its figures final.
            const rows = text.startsWith("SELECT") ? null : cursor.toArray();
            if (rows) objectRows += cursor.rowsWritten;
            return cursor;
          };
        },
      });
      const storage = {
        sql,
        transactionSync: (work: () => unknown) => state.storage.transactionSync(work),
        getAlarm: () => Promise.resolve(alarmAt),
        setAlarm: (at: number) => {
          alarmAt = at;
          objectRows += 1;
          return Promise.resolve();
        },
      } as unknown as DurableObjectStorage;
      const shard = new Shard({
        storage,
        deps: () => ({ ...testDeps({ now: () => now, isolate: objectIsolate }), traffic }),
        refresh: () => Promise.resolve(),
      });
      const setUp = objectRows;
      const objects = {
        idFromName: (name: string) => name,
        get: () => shard,
      } as unknown as DurableObjectNamespace;
      const at = (time: number): Deps => {
        const deps = testDeps({
          now: () => time,
          isolate,
          variables: { AGGREGATION: "durable-objects" },
        });
        now = time;
        return { ...deps, traffic, bindings: { ...deps.bindings, AGGREGATOR_DO: objects } };
      };
      await play(chunks, at, async (time) => {
        if (alarmAt === null || alarmAt > time) return;
        alarmAt = null;
        await shard.alarm();
      });
      await shard.drain();
      await foldEveryMinute(at(now + hourMs));
      await deleteEvents(written);
      const ownRows = (objectRows - setUp) / events;
      const allRows = written.rows / events + ownRows;
      console.log(
        `durable-objects: ${allRows.toFixed(3)} rows an event, ${ownRows.toFixed(3)} of them in objects`,
      );
      expect(ownRows).toBeLessThanOrEqual(0.1);
      expect(allRows).toBeLessThanOrEqual(2.2);
    });
  });
});

describe("the speed of the aggregation", () => {
  it("is printed beside that of a read, a change and a write for each event", async () => {
    const all = makeChunks().flatMap((chunk) => chunk.events);
    const deps = testDeps({ now: () => noon + spanMs });
    const begunAt = performance.now();
    await commitEvents(deps, { events: all, chunks: [] });
    await foldDeltas(deps);
    const perSecond = (all.length / (performance.now() - begunAt)) * 1000;
    const sums = "SELECT COUNT(*) AS hours, SUM(time_count) AS events FROM path_stats_hourly";
    const [expected] = await trafficRows(sums);
    await clearTraffic();
    const sample = all.slice(0, 1000);
    const sampleBegunAt = performance.now();
    for (const event of sample) await readModifyWrite(env.TRAFFIC_DB, event);
    const baseline = (sample.length / (performance.now() - sampleBegunAt)) * 1000;
    console.log(
      `${perSecond.toFixed(0)} events/s, ${(perSecond / baseline).toFixed(1)} times the baseline's ${baseline.toFixed(0)}`,
    );
    expect(expected?.events).toBe(all.reduce((sum, event) => sum + event.weight, 0));
    const [sampled] = await trafficRows(sums);
    expect(sampled?.events).toBe(sample.reduce((sum, event) => sum + event.weight, 0));
  });
});
