import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { consumeMessages } from "../../lib/traffic/aggregate/consume";
import { replayDeadLetters, storeDeadLetters } from "../../lib/traffic/aggregate/dead-letters";
import { feedPendingChunks } from "../../lib/traffic/aggregate/pending";
import { sendChunk } from "../../lib/traffic/collect/send-chunk";
import {
  beginConsuming,
  countedIds,
  idsOf,
  noon,
  trafficEvent,
  trafficRows,
} from "./support/aggregate";
import { testDeps } from "./support/deps";
import { chunkOf, delivered, failingDatabase } from "./support/queue";

beforeEach(beginConsuming);

describe("chunks that went past the queue", () => {
  it("are counted once, and their rows go", async () => {
    const deps = testDeps({ now: () => noon });
    const queueless = { ...deps, bindings: { ...deps.bindings, TRAFFIC_QUEUE: undefined } };
    const chunk = chunkOf("isolate-a", 1, [trafficEvent(noon, 1), trafficEvent(noon, 2)]);
    expect(await sendChunk(queueless, chunk)).toBe("stored");
    // It had reached the queue all the same.
    await consumeMessages(deps, [delivered("1", chunk)]);
    expect(await feedPendingChunks(deps)).toEqual({ fed: 1 });
    expect(await feedPendingChunks(deps)).toEqual({ fed: 0 });
    expect(await countedIds()).toEqual(idsOf(1, 2));
  });

  it("become dead letters after five tries when nobody can read them", async () => {
    let now = noon;
    const deps = testDeps({ now: () => now });
    await env.TRAFFIC_DB.prepare(
      "INSERT INTO pending_chunks VALUES ('good', ?1, 1, ?2, 0, ?2), ('poison', '{\"version\":9}', 1, ?2, 0, ?2)",
    )
      .bind(JSON.stringify(trafficEvent(noon, 1)), noon)
      .run();
    for (let tries = 0; tries < 5; tries++) {
      await feedPendingChunks(deps);
      now += 3_600_000;
    }
    expect(await countedIds()).toEqual(idsOf(1));
    expect(await trafficRows("SELECT id FROM pending_chunks")).toEqual([]);
    expect(await trafficRows("SELECT id, reason, body FROM dead_letters")).toEqual([
      { id: "poison", reason: "unreadable", body: '{"version":9}' },
    ]);
  });
});

describe("dead letters", () => {
  it("are kept, and counted once however often they are replayed", async () => {
    const deps = testDeps({ now: () => noon });
    const messages = [
      delivered("a", chunkOf("isolate-a", 1, [trafficEvent(noon, 1), trafficEvent(noon, 2)])),
      delivered("b", { version: 9 }),
    ];
    await storeDeadLetters(deps, messages);
    expect(messages.map(({ fate }) => fate)).toEqual(["acknowledged", "acknowledged"]);
    expect(await trafficRows("SELECT id, reason FROM dead_letters ORDER BY id")).toEqual([
      { id: "a", reason: "exhausted" },
      { id: "b", reason: "unreadable" },
    ]);
    expect(await replayDeadLetters(deps, { ids: ["a"] })).toEqual({ replayed: 1 });
    expect(await replayDeadLetters(deps, { ids: ["a"] })).toEqual({ replayed: 0 });
    expect(await trafficRows("SELECT id, events FROM pending_chunks")).toEqual([
      { id: "a", events: 2 },
    ]);
    await feedPendingChunks(deps);
    expect(await countedIds()).toEqual(idsOf(1, 2));
    expect(await replayDeadLetters(deps)).toEqual({ replayed: 1 });
  });

  it("come again when the database does not take them", async () => {
    const { database, control } = failingDatabase(env.TRAFFIC_DB, "", []);
    control.isDown = true;
    const message = delivered("a", { version: 9 });
    await storeDeadLetters({ ...testDeps({ now: () => noon }), traffic: database }, [message]);
    expect(message.fate).toBe("retried in 60 s");
  });
});
