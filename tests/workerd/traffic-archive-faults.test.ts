import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runArchiveStep } from "../../lib/traffic/archive/run-step";
import { readArchive } from "../../lib/traffic/archive/read";
import {
  archiveDeps,
  clearArchive,
  countRows,
  day,
  insertDay,
  ledgerOf,
  makeEvent,
  night,
  runToEnd,
} from "./support/archive";
import { insertRawEvents } from "./support/traffic-rows";
import { mortal, slow, type Death } from "./support/mortal";

beforeEach(async () => {
  // Each death says so in the log.
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  await clearArchive();
});
afterEach(() => vi.restoreAllMocks());

async function gzip(text: string): Promise<Uint8Array> {
  const body = new Response(text).body?.pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(body).arrayBuffer());
  // Byte 9 names the operating system (RFC 1952): another one, and not a bit of the content differs.
  bytes[9] = 7;
  return bytes;
}

async function gunzip(bytes: Uint8Array): Promise<string> {
  const body = new Response(bytes).body?.pipeThrough(new DecompressionStream("gzip"));
  return new Response(body).text();
}

const path = "events-archive/2026/11/2026-11-17.jsonl.gz";

async function hexOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Every event of the day stands in R2 exactly once, in order, field by field; nothing is left in D1. */
async function expectArchived(count: number, objectPath = path): Promise<void> {
  let index = 0;
  for await (const event of readArchive(archiveDeps(), day)) {
    // One comparison of text is many times faster than 300,000 of `toEqual`.
    const { id, timestamp, responseTime, clientIpHash } = makeEvent(index);
    if (event.id !== id || event.timestamp !== timestamp || event.responseTime !== responseTime) {
      expect(event).toEqual(makeEvent(index));
    }
    if (event.clientIpHash !== clientIpHash) expect(event).toEqual(makeEvent(index));
    index += 1;
  }
  expect(index).toBe(count);
  expect(await countRows()).toBe(0);
  const ledger = await ledgerOf();
  expect(ledger).toMatchObject({
    state: "done",
    parts: 1,
    record_count: count,
    path: objectPath,
    pending: null,
    upload_id: null,
    error: null,
    attempts: 0,
  });
  const object = await env.ARCHIVE_BUCKET.get(objectPath);
  expect(await hexOf((await object?.arrayBuffer()) ?? new ArrayBuffer())).toBe(ledger?.sha256);
  const { objects } = await env.ARCHIVE_BUCKET.list();
  expect(objects.map(({ key }) => key)).toEqual([objectPath]);
}

/** Every call that an archived day makes, in its order; each is a place to die. */
const deaths: [string, Death][] = [
  [
    "when the day is frozen and nobody knows",
    { at: /INSERT INTO archives/, nth: 1, moment: "after" },
  ],
  ["before the rows are counted", { at: /COUNT\(\*\)/, nth: 1, moment: "before" }],
  [
    "when the upload was created and nobody knows it",
    { at: /r2 createMultipart/, nth: 1, moment: "after" },
  ],
  ["when the upload was written down", { at: /UPDATE archives/, nth: 2, moment: "after" }],
  ["in the middle of reading", { at: /SELECT id, timestamp/, nth: 4, moment: "after" }],
  ["when a part was sent", { at: /r2 uploadPart/, nth: 1, moment: "after" }],
  ["before the upload is completed", { at: /r2 complete/, nth: 1, moment: "before" }],
  [
    "when the object is there and the ledger does not know",
    { at: /r2 complete/, nth: 1, moment: "after" },
  ],
  ["when the ledger says uploaded", { at: /UPDATE archives/, nth: 3, moment: "after" }],
  ["while it is read back", { at: /r2 get/, nth: 1, moment: "after" }],
  ["before it is verified in the ledger", { at: /UPDATE archives/, nth: 4, moment: "before" }],
  ["when it is verified in the ledger", { at: /UPDATE archives/, nth: 4, moment: "after" }],
  ["when KV was told", { at: /kv put/, nth: 1, moment: "after" }],
  ["before the second deletion", { at: /DELETE FROM traffic_events/, nth: 2, moment: "before" }],
  ["after the second deletion", { at: /DELETE FROM traffic_events/, nth: 2, moment: "after" }],
  [
    "when all rows are gone and it is not done",
    { at: /UPDATE archives/, nth: 6, moment: "before" },
  ],
  ["when it is done and nobody knows", { at: /UPDATE archives/, nth: 6, moment: "after" }],
];

describe("a worker that dies", () => {
  it.each(deaths)("%s leaves a day that the next one finishes", async (_, death) => {
    await insertDay(9_000);
    await expect(runToEnd(mortal(archiveDeps(), death))).rejects.toThrow(/died|is dead/i);
    await runToEnd(archiveDeps());
    await expectArchived(9_000);
  });
});

describe("a worker that was overtaken", () => {
  /** It stands still before a call while another one archives the day; `meanwhile` happens before it goes on. */
  async function overtakeAt(call: RegExp, meanwhile: () => Promise<unknown> = async () => null) {
    await insertDay(9_000);
    const late = slow(archiveDeps(), call);
    const running = runToEnd(late.deps);
    await late.isThere;
    await runToEnd(archiveDeps());
    const seen = await meanwhile();
    late.goOn();
    await running;
    return seen;
  }

  it("cannot complete its upload any more", async () => {
    const readVersion = async () => (await env.ARCHIVE_BUCKET.head(path))?.version;
    const written = await overtakeAt(/r2 complete/, readVersion);
    expect(await readVersion()).toBe(written);
    await expectArchived(9_000);
  });

  it("does not replace an object with what it reads after the rows have gone", async () => {
    await overtakeAt(/SELECT id, timestamp/);
    await expectArchived(9_000);
  });

  it("deletes nothing that came after it", async () => {
    await overtakeAt(/DELETE FROM traffic_events/, () => insertRawEvents([makeEvent(9_001)]));
    expect(await countRows()).toBe(1);
  });

  it("does not move a day back that others have finished", async () => {
    await overtakeAt(/UPDATE archives.*/s);
    await expectArchived(9_000);
  });
});

describe("an object that R2 does not hold as it was sent", () => {
  const damages: [string, (bytes: Uint8Array) => Promise<Uint8Array>][] = [
    [
      "one bit is another",
      async (bytes) => bytes.map((byte, at) => (at === 5_000 ? byte ^ 4 : byte)),
    ],
    ["its end is missing", async (bytes) => bytes.slice(0, -20)],
    ["it is empty", async () => new Uint8Array()],
    [
      "it is another day's, well packed",
      async () => gzip('{"id":"1763337600000-0000000000000000","timestamp":1763337600000}\n'),
    ],
    ["it holds every event, packed in another way", async (bytes) => gzip(await gunzip(bytes))],
    [
      "an event is missing",
      async (bytes) => gzip((await gunzip(bytes)).split("\n").slice(1).join("\n")),
    ],
  ];

  it.each(damages)("is noticed when %s, and nothing is deleted", async (_, damage) => {
    await insertDay(9_000);
    const deps = archiveDeps();
    while ((await ledgerOf())?.state !== "uploaded") await runArchiveStep(deps);
    const object = await env.ARCHIVE_BUCKET.get(path);
    const bytes = new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer());
    await env.ARCHIVE_BUCKET.put(path, await damage(bytes));

    await runToEnd(deps);
    expect(await ledgerOf()).toMatchObject({ state: "uploading", attempts: 1 });
    expect((await ledgerOf())?.error).toMatch(/archive|Holds|checksum|Begins/);
    expect(await countRows()).toBe(9_000);
    expect(await env.PATHS_KV.get(`archive:metadata:${day}`)).toBeNull();

    await runToEnd(archiveDeps(night + 31_000));
    await expectArchived(9_000);
  });
});

describe("a day of 300,000 events", () => {
  it(
    "survives five deaths one after another, in bounded memory",
    { timeout: 180_000 },
    async () => {
      const lines = vi.spyOn(console, "log");
      await insertDay(300_000);
      const five: Death[] = [
        { at: /r2 uploadPart/, nth: 1, moment: "after" },
        { at: /r2 complete/, nth: 1, moment: "after" },
        { at: /r2 get/, nth: 1, moment: "after" },
        { at: /DELETE FROM traffic_events/, nth: 17, moment: "after" },
        { at: /UPDATE archives SET state/, nth: 1, moment: "before" },
      ];
      for (const death of five) {
        await expect(runToEnd(mortal(archiveDeps(), death))).rejects.toThrow(/died|is dead/i);
      }
      await runToEnd(archiveDeps());
      await expectArchived(300_000);
      const uploaded = lines.mock.calls
        .map(String)
        .filter((line) => line.includes("archive.uploaded"));
      const { peakBufferedBytes } = JSON.parse(uploaded.at(-1) ?? "{}") as Record<string, number>;
      expect(peakBufferedBytes).toBeLessThanOrEqual(12 * 1024 * 1024);
    },
  );
});
