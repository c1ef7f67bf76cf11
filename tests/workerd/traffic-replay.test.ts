import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { parseInput } from "../../lib/http/read-body";
import { trafficEventSchema, type NewChunk, type TrafficEvent } from "../../lib/traffic/schema";
import { exportEvents } from "../../lib/traffic/replay/export";
import { exportQuerySchema } from "../../lib/traffic/replay/query";
import { readReplayBody } from "../../lib/traffic/replay/read-body";
import { replayEvents } from "../../lib/traffic/replay/replay";
import { ParquetEncoder } from "../../lib/traffic/archive/parquet";
import { clearTraffic } from "./support/aggregate";
import { testDeps, type TestDeps } from "./support/deps";
import { insertRawEvents, numberedEvent } from "./support/traffic-rows";

const day = "2026-11-18";

/** A queue that keeps what it gets; the n-th send fails when told so. */
function recordingQueue(fails: (n: number) => boolean = () => false) {
  const chunks: NewChunk[] = [];
  let sends = 0;
  const send = async (chunk: NewChunk) => {
    sends += 1;
    if (fails(sends)) throw new Error("The queue is down");
    chunks.push(chunk);
  };
  return { chunks, queue: { send } as unknown as Queue };
}

function depsWith(queue: Queue, database?: D1Database): TestDeps {
  const deps = testDeps();
  const traffic = database ?? deps.traffic;
  return { ...deps, traffic, bindings: { ...deps.bindings, TRAFFIC_QUEUE: queue } };
}

const bodyOf = (content: BodyInit) => readReplayBody(new Response(content));
const toLines = (events: unknown[]) => events.map((event) => `${JSON.stringify(event)}\n`).join("");
const numbered = (count: number) => Array.from({ length: count }, (_, n) => numberedEvent(day, n));
const idsOf = (chunks: NewChunk[]) => chunks.flatMap(({ events }) => events.map(({ id }) => id));

async function gzip(text: string): Promise<ArrayBuffer> {
  const packed = new Response(text).body?.pipeThrough(new CompressionStream("gzip"));
  return new Response(packed).arrayBuffer();
}

async function replayed(content: BodyInit) {
  const { chunks, queue } = recordingQueue();
  const answer = await replayEvents(depsWith(queue), bodyOf(content));
  return { answer, chunks };
}

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "no problem",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );
}

beforeEach(clearTraffic);

describe("a replay", () => {
  it("sends the events it was given, in chunks whose sequences have no gaps", async () => {
    const { answer, chunks } = await replayed(toLines(numbered(1050)));
    expect(answer).toEqual({ accepted: 1050, refused: 0, errors: [] });
    expect(idsOf(chunks).sort()).toEqual(numbered(1050).map(({ id }) => id));
    expect(Math.max(...chunks.map(({ events }) => events.length))).toBe(100);
    for (const isolate of new Set(chunks.map((chunk) => chunk.isolate))) {
      expect(isolate).toMatch(/^replay-[A-Za-z0-9]{16}$/);
      const own = chunks.filter((chunk) => chunk.isolate === isolate);
      let total = 0;
      for (const [index, chunk] of own.sort((a, b) => a.seq - b.seq).entries()) {
        total += chunk.events.length;
        expect([chunk.seq, chunk.total, chunk.lost]).toEqual([index + 1, total, 0]);
      }
    }
  });

  it("keeps chunks under 64 KB, whatever the size of an event", async () => {
    const agent = "語".repeat(256);
    const events = numbered(300).map((event) => ({ ...event, userAgent: agent }));
    const { chunks } = await replayed(toLines(events));
    expect(idsOf(chunks).length).toBe(300);
    const sizes = chunks.map(({ events: sent }) => new TextEncoder().encode(toLines(sent)).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
    expect(Math.max(...sizes)).toBeGreaterThan(60 * 1024);
  });

  it("takes what an export gave: JSONL, gzip and Parquet, and Parquet of the archive", async () => {
    const events = numbered(700);
    events.push(numberedEvent(day, 700, { userAgent: undefined, clientIpHash: null }));
    await insertRawEvents(events);
    const exportAs = async (format: string) => {
      const range = { from: day, to: "2026-11-19", format, anonymize: "false" };
      const { body } = await exportEvents(testDeps(), parseInput(exportQuerySchema, range));
      return new Response(body).arrayBuffer();
    };
    const jsonl = await exportAs("jsonl");
    const encoder = new ParquetEncoder();
    const archive = [encoder.add(events).slice(), encoder.finish().slice()];
    const bodies = [
      jsonl,
      await gzip(new TextDecoder().decode(jsonl)),
      await exportAs("parquet"),
      await new Response(new Blob(archive)).arrayBuffer(),
    ];
    for (const content of bodies) {
      const { answer, chunks } = await replayed(content);
      expect(answer).toEqual({ accepted: 701, refused: 0, errors: [] });
      const sent = chunks.flatMap((chunk) => chunk.events);
      const byId = (a: TrafficEvent, b: TrafficEvent) => (a.id < b.id ? -1 : 1);
      expect(sent.sort(byId)).toEqual(events.map((event) => trafficEventSchema.parse(event)));
    }
  });

  it("refuses lines by themselves and says which and why", async () => {
    const anonymised = { ...numberedEvent(day, 1), version: undefined, id: undefined };
    const lines = [
      JSON.stringify(numberedEvent(day, 0)),
      "",
      "{ not json",
      JSON.stringify(anonymised),
      JSON.stringify({ ...numberedEvent(day, 2), status: 99 }),
      JSON.stringify({ ...numberedEvent(day, 3), version: 2 }),
      "17",
      `"${"x".repeat(20_000)}"`,
      JSON.stringify(numberedEvent(day, 4)),
    ];
    const { answer, chunks } = await replayed(`${lines.join("\r\n")}\r\n`);
    expect(idsOf(chunks)).toEqual([numberedEvent(day, 0).id, numberedEvent(day, 4).id]);
    expect([answer.accepted, answer.refused]).toEqual([2, 6]);
    expect(answer.errors).toEqual([
      { line: 3, message: "Is not JSON" },
      {
        line: 4,
        message: "Comes from an anonymised export: without its id an event could be counted twice",
      },
      { line: 5, message: expect.stringMatching(/^status: /) },
      { line: 6, message: expect.stringMatching(/^version: /) },
      { line: 7, message: "Is not an event" },
      { line: 8, message: "Is longer than 16384 bytes" },
    ]);
  });

  it("names the first twenty refused lines only", async () => {
    const { answer } = await replayed("nothing\n".repeat(50));
    expect([answer.refused, answer.errors.length, answer.errors[19]?.line]).toEqual([50, 20, 20]);
  });

  it("reads lines that are cut anywhere", async () => {
    const bytes = new TextEncoder().encode(
      toLines([numberedEvent(day, 0, { userAgent: "語言" }), numberedEvent(day, 1)]).trimEnd(),
    );
    const dripping = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const { answer, chunks } = await replayed(dripping);
    expect(answer.accepted).toBe(2);
    expect(chunks[0]?.events[0]?.userAgent).toBe("語言");
  });

  it("goes into the database when the queue is down", async () => {
    const { queue } = recordingQueue(() => true);
    const answer = await replayEvents(depsWith(queue), bodyOf(toLines(numbered(250))));
    expect(answer.accepted).toBe(250);
    const row = await env.TRAFFIC_DB.prepare(
      "SELECT count(*) AS chunks, sum(events) AS events FROM pending_chunks WHERE id LIKE 'replay-%'",
    ).first();
    expect(row).toEqual({ chunks: 3, events: 250 });
  });

  it("fails as a whole when nothing takes the events, and leaves no gap behind", async () => {
    const broken = {
      prepare: () => {
        throw new Error("The database is down");
      },
    } as unknown as D1Database;
    const { chunks, queue } = recordingQueue((n) => n > 7);
    const work = replayEvents(depsWith(queue, broken), bodyOf(toLines(numbered(5000))));
    expect(await problemOf(work)).toBe("unavailable");
    expect(chunks.length).toBe(7);
    for (const isolate of new Set(chunks.map((chunk) => chunk.isolate))) {
      const seqs = chunks.filter((chunk) => chunk.isolate === isolate).map(({ seq }) => seq);
      expect(seqs.sort()).toEqual(seqs.map((_, index) => index + 1));
    }
  });
});

describe("what a call may hold", () => {
  it("is bounded in lines", async () => {
    const { queue } = recordingQueue();
    const work = replayEvents(depsWith(queue), bodyOf("1\n".repeat(100_001)));
    expect(await problemOf(work)).toBe("payload_too_large");
  });

  it("is bounded in bytes after unpacking", async () => {
    const { queue } = recordingQueue();
    const packed = await gzip(" ".repeat(33 * 1024 * 1024));
    expect(packed.byteLength).toBeLessThan(100_000);
    const work = replayEvents(depsWith(queue), bodyOf(packed));
    expect(await problemOf(work)).toBe("payload_too_large");
  });

  it("may be nothing, and rubbish is refused as such", async () => {
    expect((await replayed("")).answer.accepted).toBe(0);
    expect((await replayed("PAR")).answer.refused).toBe(1);
    const { queue } = recordingQueue();
    const broken = new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const content of [broken, "PAR1", "PAR1 and then something else PAR1"]) {
      const work = replayEvents(depsWith(queue), bodyOf(content));
      expect(await problemOf(work)).toBe("invalid_input");
    }
  });
});
