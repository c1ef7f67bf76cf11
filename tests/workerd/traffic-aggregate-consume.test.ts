import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { consumeMessages } from "../../lib/traffic/aggregate/consume";
import { replayDeadLetters } from "../../lib/traffic/aggregate/dead-letters";
import { foldEveryMinute } from "../../lib/traffic/aggregate/every-minute";
import { foldDeltas } from "../../lib/traffic/aggregate/fold";
import { feedPendingChunks } from "../../lib/traffic/aggregate/pending";
import {
  beginConsuming,
  countedIds,
  idsOf,
  noon,
  trafficEvent,
  trafficRows,
} from "./support/aggregate";
import { newIsolate, testDeps } from "./support/deps";
import { chunkOf, delivered, failingDatabase } from "./support/queue";

const minute = 60_000;

const commitSql = "INSERT INTO aggregation_deltas";

beforeEach(beginConsuming);

describe("the consumer", () => {
  it("counts the neighbours of poison, and lets only what it cannot read come again", async () => {
    const deps = testDeps({ now: () => noon });
    const newer = { ...chunkOf("isolate-newer", 1, [trafficEvent(noon, 90)]), version: 2 };
    const messages = [
      delivered("chunk", chunkOf("isolate-a", 1, [trafficEvent(noon, 1), trafficEvent(noon, 2)])),
      delivered("bare event", trafficEvent(noon, 3)),
      delivered("text", "not json at all"),
      delivered("nothing", null, 2),
      delivered("unknown version", newer, 3),
      delivered("unknown kind", { version: 1, kind: "parcel" }, 8),
      delivered("bad bare event", { ...trafficEvent(noon, 91), status: 7 }),
      delivered("empty chunk", chunkOf("isolate-b", 1, [])),
      delivered("odd telemetry", {
        ...chunkOf("isolate-c", 1, [trafficEvent(noon, 4)]),
        telemetry: { counters: "many" },
      }),
      delivered("last", chunkOf("isolate-a", 2, [trafficEvent(noon, 5), trafficEvent(noon, 6)])),
    ];
    await consumeMessages(deps, messages);
    expect(messages.map(({ id, fate }) => [id, fate])).toEqual([
      ["chunk", "acknowledged"],
      ["bare event", "acknowledged"],
      ["text", "retried in 120 s"],
      ["nothing", "retried in 240 s"],
      ["unknown version", "retried in 480 s"],
      ["unknown kind", "retried in 3600 s"],
      ["bad bare event", "retried in 120 s"],
      ["empty chunk", "acknowledged"],
      ["odd telemetry", "acknowledged"],
      ["last", "acknowledged"],
    ]);
    expect(await countedIds()).toEqual(idsOf(1, 2, 3, 4, 5, 6));
  });

  it("takes bad events and those of the future out of good chunks, and keeps them", async () => {
    const deps = testDeps({ now: () => noon });
    const future = trafficEvent(noon + 5 * minute + 1, 8);
    const events = [
      trafficEvent(noon, 1),
      { ...trafficEvent(noon, 2), country: "Germany" },
      future,
      trafficEvent(noon + 5 * minute, 3),
      // An id that could be on another day.
      { ...trafficEvent(noon, 4), timestamp: noon + 1 },
    ];
    const message = delivered("chunk", chunkOf("isolate-a", 7, events));
    await consumeMessages(deps, [message]);
    expect(message.fate).toBe("acknowledged");
    expect(await trafficRows("SELECT timestamp FROM traffic_events ORDER BY id")).toEqual([
      { timestamp: noon },
      { timestamp: noon + 5 * minute },
    ]);
    expect(await trafficRows("SELECT id, reason, body FROM dead_letters ORDER BY id")).toEqual([
      { id: "isolate-a:7:1", reason: "bad_event", body: JSON.stringify(events[1]) },
      { id: "isolate-a:7:2", reason: "future", body: JSON.stringify(future) },
      { id: "isolate-a:7:4", reason: "bad_event", body: JSON.stringify(events[4]) },
    ]);
    // What came from the future is counted when its time has come.
    const later = testDeps({ now: () => noon + 10 * minute });
    expect(await replayDeadLetters(later, { ids: ["isolate-a:7:2"] })).toEqual({ replayed: 1 });
    expect(await feedPendingChunks(later)).toEqual({ fed: 1 });
    expect(await trafficRows("SELECT COUNT(*) AS events FROM traffic_events")).toEqual([
      { events: 3 },
    ]);
  });

  it("puts events of a day that is being archived aside, and counts them once when it is not", async () => {
    await env.TRAFFIC_DB.prepare(
      "INSERT INTO archives (date, state, format, requested_at, updated_at) VALUES ('2026-11-17', 'verified', 'jsonl.gz', 1, 1)",
    ).run();
    const late = trafficEvent(noon - 3 * 86_400_000, 1);
    const chunk = chunkOf("isolate-a", 1, [late, trafficEvent(noon, 2)]);
    const messages = [delivered("first", chunk), delivered("again", chunk, 2)];
    for (const message of messages) {
      await consumeMessages(testDeps({ now: () => noon }), [message]);
      expect(message.fate).toBe("acknowledged");
    }
    expect(await countedIds()).toEqual(idsOf(2));
    expect(await trafficRows("SELECT id FROM pending_chunks")).toEqual([
      { id: `event:${late.id}` },
    ]);
    expect(await feedPendingChunks(testDeps({ now: () => noon }))).toEqual({ fed: 0 });
    expect(await feedPendingChunks(testDeps({ now: () => noon + 5 * minute }))).toEqual({ fed: 0 });
    await env.TRAFFIC_DB.prepare("DELETE FROM archives").run();
    const later = testDeps({ now: () => noon + 20 * minute });
    expect(await feedPendingChunks(later)).toEqual({ fed: 1 });
    expect(await countedIds()).toEqual([late.id, ...idsOf(2)]);
  });

  it("takes messages of 128 KB, a whole batch of them", async () => {
    const deps = testDeps({ now: () => noon });
    const messages = Array.from({ length: 12 }, (_, index) => {
      const events = Array.from({ length: 100 }, (_, name) =>
        trafficEvent(noon, index * 100 + name, { path: `/${"ü".repeat(500)}` }),
      );
      return delivered(`${index}`, chunkOf(`isolate-${index}`, 1, events));
    });
    expect(new TextEncoder().encode(JSON.stringify(messages[0]?.body)).length).toBeGreaterThan(
      120_000,
    );
    await consumeMessages(deps, messages);
    expect(new Set(messages.map(({ fate }) => fate))).toEqual(new Set(["acknowledged"]));
    expect(await trafficRows("SELECT COUNT(*) AS events FROM traffic_events")).toEqual([
      { events: 1200 },
    ]);
  });

  it("has nothing to do with an empty batch", async () => {
    await consumeMessages(testDeps({ now: () => noon }), []);
    expect(await countedIds()).toEqual([]);
  });

  it("tries a group that failed message by message, and retries only those that fail alone", async () => {
    // The group's commit is the first, then those of the messages one by one.
    const { database } = failingDatabase(env.TRAFFIC_DB, commitSql, [1, 3]);
    const deps = { ...testDeps({ now: () => noon }), traffic: database };
    const messages = [1, 2, 3].map((name) => delivered(`${name}`, trafficEvent(noon, name)));
    await consumeMessages(deps, messages);
    expect(messages.map(({ fate }) => fate)).toEqual([
      "acknowledged",
      "retried in 120 s",
      "acknowledged",
    ]);
    expect(await countedIds()).toEqual(idsOf(1, 3));
  });

  it("acknowledges nothing while the database is down", async () => {
    const { database, control } = failingDatabase(env.TRAFFIC_DB, "", []);
    control.isDown = true;
    const deps = { ...testDeps({ now: () => noon }), traffic: database };
    const messages = [1, 2, 3, 4, 5].map((name) => delivered(`${name}`, trafficEvent(noon, name)));
    await consumeMessages(deps, messages);
    expect(new Set(messages.map(({ fate }) => fate))).toEqual(new Set(["retried in 120 s"]));
  });

  it("beats once a minute, and does not mind when it cannot", async () => {
    const isolate = newIsolate();
    const beatAt = async (now: number) => {
      await consumeMessages(testDeps({ now: () => now, isolate }), []);
      return env.PATHS_KV.get("aggregator:heartbeat");
    };
    expect(await beatAt(noon)).toBe(String(noon));
    expect(await beatAt(noon + minute - 1)).toBe(String(noon));
    expect(await beatAt(noon + minute)).toBe(String(noon + minute));
    const deps = testDeps({ now: () => noon });
    const PATHS_KV = {
      put: () => Promise.reject(new Error("KV is down")),
    } as unknown as KVNamespace;
    const message = delivered("1", trafficEvent(noon, 1));
    await consumeMessages({ ...deps, bindings: { ...deps.bindings, PATHS_KV } }, [message]);
    expect(message.fate).toBe("acknowledged");
  });

  it.each([
    ["is carried out and nobody hears of it", true],
    ["is not carried out", false],
  ])("files its own counters once when that %s at first", async (_, isCarriedOut) => {
    const isolate = newIsolate();
    const at = (now: number) => testDeps({ now: () => now, isolate });
    await consumeMessages(at(noon), []);
    await consumeMessages(at(noon), [delivered("1", trafficEvent(noon, 1))]);
    const broken = new Proxy(env.TRAFFIC_DB, {
      get: (target, property) =>
        property === "batch"
          ? async (statements: D1PreparedStatement[]) => {
              if (isCarriedOut) await target.batch(statements);
              throw new Error("The network is gone");
            }
          : (Reflect.get(target, property) as () => unknown).bind(target),
    });
    await consumeMessages({ ...at(noon + minute), traffic: broken }, []);
    await consumeMessages(at(noon + 2 * minute), []);
    await foldDeltas(at(noon + 2 * minute));
    expect(await countedEvents()).toEqual([{ events: 1 }]);
  });

  it("says at the next minute what it counted, whenever it said so last", async () => {
    const isolate = newIsolate();
    const at = (now: number) => testDeps({ now: () => now, isolate });
    const consume = (now: number, n: number) =>
      consumeMessages(at(now), [delivered(`${n}`, trafficEvent(noon, n))]);
    await consume(noon + 10_000, 1);
    await consume(noon + 12_000, 2);
    await foldEveryMinute(at(noon + minute));
    expect(await countedEvents()).toEqual([{ events: 2 }]);
  });
});

/** As the consumer's own counters tell it. */
const countedEvents = () =>
  trafficRows(
    `SELECT SUM(c.value ->> 'count') AS events FROM telemetry_minutes, json_each(body, '$.counters') AS c
     WHERE c.value ->> 'name' = 'traffic.event'`,
  );
