import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { exportEvents } from "../../lib/traffic/replay/export";
import { replayArchive } from "../../lib/traffic/replay/replay-archive";
import type { TrafficEvent } from "../../lib/traffic/schema";
import { clearTraffic } from "./support/aggregate";
import { testDeps } from "./support/deps";
import { insertRawEvents, numberedEvent } from "./support/traffic-rows";
import { day, deleteRaw, from, putPart, query, readIds, toBytes } from "./support/exported-days";

const numbered = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, n) => numberedEvent(day, first + n));

const idsOf = (events: TrafficEvent[]) => events.map(({ id }) => id);

beforeEach(clearTraffic);

describe("an export of a day that is archived", () => {
  it("reads all parts and the rows that came late, in the order of time", async () => {
    const events = numbered(0, 900);
    await putPart(
      0,
      events.filter((_, n) => n % 3 === 0),
      "parquet",
      "done",
    );
    await putPart(
      1,
      events.filter((_, n) => n % 3 === 1),
      "jsonl.gz",
      "done",
    );
    await insertRawEvents(events.filter((_, n) => n % 3 === 2));
    expect(await readIds(testDeps())).toEqual(idsOf(events));
  });

  it("reads one path alone, from the archive and the rows that came late", async () => {
    const events = numbered(0, 900);
    await putPart(0, events.slice(0, 450), "parquet", "done");
    await insertRawEvents(events.slice(450));
    const path = events[3]?.route;
    const { body } = await exportEvents(testDeps(), { ...query, path });
    const lines = (await new Response(body).text()).trimEnd().split("\n");
    const wanted = idsOf(events.filter(({ route }) => route === path));
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(wanted);
    expect(wanted.length).toBe(15);
  });

  it("counts rows once that are in R2 already and still in D1, or in D1 again", async () => {
    const events = numbered(0, 12_000);
    await insertRawEvents(events.slice(4_000));
    await putPart(0, events);
    expect(await readIds(testDeps())).toEqual(idsOf(events));
  });

  it("gives the same values from D1, JSONL and Parquet", async () => {
    const events = [numberedEvent(day, 1), numberedEvent(day, 2, { userAgent: undefined })];
    await insertRawEvents(events);
    const read = async () => new Response((await exportEvents(testDeps(), query)).body).text();
    const raw = await read();
    await deleteRaw();
    await putPart(0, events, "jsonl.gz", "done");
    expect(await read()).toBe(raw);
    await putPart(0, events, "parquet", "done");
    expect(await read()).toBe(raw);
  });

  it("has no more than the late rows of a day that the archive has let go", async () => {
    await putPart(0, numbered(0, 10), "jsonl.gz", "expired");
    await insertRawEvents(numbered(20, 21));
    expect(await readIds(testDeps())).toEqual([numberedEvent(day, 20).id]);
  });
});

describe("an export of a day that moves while it is read", () => {
  const events = numbered(0, 12_000);
  const ids = idsOf(events);

  it.each([1, 9, 10, 11, 20, 23])(
    "misses and doubles nothing when it is archived after block %i",
    async (at) => {
      await insertRawEvents(events);
      const read = await readIds(testDeps(), async (blocks) => {
        if (blocks !== at) return;
        await putPart(0, events);
        await deleteRaw();
      });
      expect(read).toEqual(ids);
    },
  );

  it("nor when its rows go step by step, and it is rewritten after that", async () => {
    await insertRawEvents(events);
    const old = await putPart(0, events);
    let isRewritten = false;
    const read = await readIds(testDeps(), async (blocks) => {
      await deleteRaw(ids[blocks * 900]);
      if (blocks !== 12) return;
      await putPart(0, events, "parquet", "done");
      await env.ARCHIVE_BUCKET.delete(old);
      isRewritten = true;
    });
    expect(isRewritten).toBe(true);
    expect(read).toEqual(ids);
  });

  it("nor when late rows become a part of their own", async () => {
    await putPart(0, events.slice(0, 6_000), "jsonl.gz", "done");
    await insertRawEvents(events.slice(6_000));
    const read = await readIds(testDeps(), async (blocks) => {
      if (blocks !== 14) return;
      await putPart(1, events.slice(6_000), "jsonl.gz", "done");
      await deleteRaw();
    });
    expect(read).toEqual(ids);
  });
});

describe("an export that cannot go on", () => {
  it("fails before it begins when an object is missing", async () => {
    await env.ARCHIVE_BUCKET.delete(await putPart(0, numbered(0, 10), "jsonl.gz", "done"));
    await expect(exportEvents(testDeps(), query)).rejects.toThrow("is not in R2");
  });

  it("breaks in the middle instead of ending as if complete", async () => {
    await insertRawEvents([numberedEvent("2026-11-14", 1)]);
    const path = await putPart(0, numbered(0, 10), "jsonl.gz", "done");
    const bytes = await toBytes(numbered(0, 10), "jsonl.gz");
    await env.ARCHIVE_BUCKET.put(path, bytes.slice(0, Math.floor(bytes.byteLength / 2)));
    const { body } = await exportEvents(testDeps(), { ...query, from: from - 86_400_000 });
    await expect(new Response(body).text()).rejects.toThrow("cannot be read to its end");
  });

  it("reads no further than it is read, and stops when nobody listens any more", async () => {
    await insertRawEvents(numbered(0, 12_000));
    const deps = testDeps();
    const { body } = await exportEvents(deps, query);
    const reader = body.getReader();
    await reader.read();
    // Time enough to run ahead.
    for (let n = 0; n < 30; n += 1) await env.TRAFFIC_DB.prepare("SELECT 1").run();
    expect(deps.cost.d1Queries).toBe(2);
    await reader.cancel();
    expect(deps.cost.d1Queries).toBe(2);
  });
});

describe("a replay of an archived day", () => {
  it("sends what the archive holds, and says where the next call begins", async () => {
    await putPart(0, numbered(0, 300), "parquet", "done");
    await putPart(1, numbered(300, 350), "jsonl.gz", "done");
    const sent: string[] = [];
    const send = async (chunk: { events: TrafficEvent[] }) =>
      void sent.push(...idsOf(chunk.events));
    const deps = testDeps();
    const bindings = { ...deps.bindings, TRAFFIC_QUEUE: { send } as unknown as Queue };
    const all = await replayArchive({ ...deps, bindings }, { archive: day, after: "" });
    expect(all).toEqual({ accepted: 350, refused: 0, errors: [], next: null });
    expect(sent.sort()).toEqual(idsOf(numbered(0, 350)));
    const after = numberedEvent(day, 347).id;
    const rest = await replayArchive({ ...deps, bindings }, { archive: day, after });
    expect([rest.accepted, rest.next]).toEqual([2, null]);
  });

  it("finds nothing for a day without one", async () => {
    const work = replayArchive(testDeps(), { archive: "2026-11-14", after: "" });
    await expect(work).rejects.toThrow("The day is not archived");
  });
});

describe("an export of 300,000 events", () => {
  it("gives every one, and holds a page of them at a time however slowly it is read", async () => {
    const previous = "2026-11-14";
    for (let first = 0; first < 150_000; first += 30_000) {
      const some = Array.from({ length: 30_000 }, (_, n) => numberedEvent(previous, first + n));
      await insertRawEvents(some);
    }
    await putPart(0, numbered(0, 150_000), "jsonl.gz", "done");
    const deps = testDeps();
    const range = { ...query, from: from - 86_400_000, anonymize: true };
    const { body } = await exportEvents(deps, range);
    const reader = body.getReader();
    let [rows, largest, ahead] = [0, 0, 0];
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      largest = Math.max(largest, step.value.length);
      for (const byte of step.value) if (byte === 10) rows += 1;
      // Each page is two statements; those of the archived day find no rows.
      const fetched = Math.min(150_000, (deps.cost.d1Queries / 2) * 5_000);
      if (rows <= 150_000) ahead = Math.max(ahead, fetched - rows);
    }
    expect(rows).toBe(300_000);
    expect(ahead).toBeLessThanOrEqual(5_000);
    expect(largest).toBeLessThan(128 * 1024);
    expect(deps.cost.d1Queries).toBe(64);
  });
});
