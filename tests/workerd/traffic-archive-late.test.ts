import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { commitEvents } from "../../lib/traffic/aggregate/commit";
import { readArchive, findArchivedIds } from "../../lib/traffic/archive/read";
import { queryArchive } from "../../lib/traffic/archive/query";
import { requestArchive } from "../../lib/traffic/archive/request";
import { restoreArchive } from "../../lib/traffic/archive/restore";
import { runArchiveStep } from "../../lib/traffic/archive/run-step";
import { dayMs } from "../../lib/traffic/domain";
import {
  archiveDeps,
  clearArchive,
  collect,
  countRows,
  day,
  insertDay,
  ledgerOf,
  makeDay,
  makeEvent,
  night,
  runToEnd,
} from "./support/archive";
import { insertRawEvents } from "./support/traffic-rows";
import { mortal, type Death } from "./support/mortal";

beforeEach(clearArchive);

const nextNight = night + dayMs;

const commit = (indexes: number[], now = night) =>
  commitEvents(archiveDeps(now), { events: indexes.map((index) => makeEvent(index)), chunks: [] });

async function sumOfDeltas(): Promise<number> {
  const row = await env.TRAFFIC_DB.prepare(
    "SELECT SUM(events) AS n FROM aggregation_deltas",
  ).first<{
    n: number | null;
  }>();
  return row?.n ?? 0;
}

const keys = async () => (await env.ARCHIVE_BUCKET.list()).objects.map(({ key }) => key);

describe.each(["jsonl.gz", "parquet"])(
  "events that come after their day was archived as %s",
  (format) => {
    const at = (now: number) => archiveDeps(now, { ARCHIVE_FORMAT: format });

    it("count once, and become the next part on the following night", async () => {
      await insertDay(100);
      await runToEnd(at(night));
      expect(await commit([5, 99, 100, 101])).toMatchObject({ counted: 2, duplicates: 2 });
      expect(await commit([5, 99, 100, 101])).toMatchObject({ counted: 0, duplicates: 4 });
      expect(await runToEnd(at(night))).toBe(0);
      expect(await ledgerOf()).toMatchObject({ state: "done", parts: 1 });

      await runToEnd(at(nextNight));
      expect(await ledgerOf()).toMatchObject({ state: "done", parts: 2, record_count: 102 });
      expect(await countRows()).toBe(0);
      expect(await keys()).toEqual([
        `events-archive/2026/11/2026-11-17.1.${format}`,
        `events-archive/2026/11/2026-11-17.${format}`,
      ]);
      expect(await collect(readArchive(at(nextNight), day))).toEqual(makeDay(102));
      expect(await commit([5, 100, 101, 102], nextNight)).toMatchObject({
        counted: 1,
        duplicates: 3,
      });
      expect(await sumOfDeltas()).toBe(3);
      const { sha256, path } = (await ledgerOf()) ?? {};
      expect(await env.PATHS_KV.get(`archive:metadata:${day}`, "json")).toMatchObject({
        path,
        sha256,
        recordCount: 102,
        parts: 2,
      });
    });

    it("are found in whichever part holds them", async () => {
      await insertDay(50);
      await runToEnd(at(night));
      await insertRawEvents([makeEvent(70), makeEvent(60)]);
      await runToEnd(at(nextNight));
      const ids = [0, 49, 50, 60, 65, 70, 71].map((index) => makeEvent(index).id);
      const found = await findArchivedIds(at(nextNight), day, ids);
      expect(found).toEqual(new Set([0, 49, 60, 70].map((index) => makeEvent(index).id)));
      expect(await findArchivedIds(at(nextNight), day, [])).toEqual(new Set());
    });

    it("are pages behind the pages of the day", async () => {
      await insertDay(3);
      await runToEnd(at(night));
      await insertRawEvents([makeEvent(3), makeEvent(4)]);
      await runToEnd(at(nextNight));
      const first = await queryArchive(at(nextNight), { date: day, limit: 3 });
      expect(first.next).toBe("1.0");
      const both = await queryArchive(at(nextNight), { date: day, cursor: "0.2", limit: 2 });
      expect(both.events).toEqual([makeEvent(2), makeEvent(3)]);
      expect(both.next).toBe("1.1");
      expect(
        await queryArchive(at(nextNight), { date: day, cursor: "1.1", limit: 2 }),
      ).toMatchObject({
        events: [makeEvent(4)],
        next: null,
      });
    });
  },
);

describe("a late event", () => {
  it("waits while its day is being archived", async () => {
    await insertDay(10);
    const deps = archiveDeps();
    await runArchiveStep(deps);
    for (const state of ["requested", "uploading", "uploaded", "verified"]) {
      expect(await ledgerOf()).toMatchObject({ state });
      expect(await findArchivedIds(deps, day, [makeEvent(1).id])).toBe("undecidable");
      expect((await commit([20])).frozen).toEqual([makeEvent(20)]);
      await runArchiveStep(deps);
    }
    expect(await ledgerOf()).toMatchObject({ state: "done" });
    expect(await commit([20])).toMatchObject({ counted: 1, frozen: [] });
  });

  it("is refused when the archive has lost an object", async () => {
    await insertDay(10);
    await runToEnd(archiveDeps());
    await env.ARCHIVE_BUCKET.delete(await keys());
    expect(await findArchivedIds(archiveDeps(), day, [makeEvent(1).id])).toBe("undecidable");
    expect(await commit([1, 2])).toMatchObject({ counted: 0, refused: { undecidable: 2 } });
  });

  it("is taken at once when the day is archived by hand", async () => {
    await insertDay(10);
    await runToEnd(archiveDeps());
    await commit([20]);
    expect(await requestArchive(archiveDeps(), day)).toEqual({ date: day, state: "requested" });
    await runToEnd(archiveDeps());
    expect(await ledgerOf()).toMatchObject({ state: "done", parts: 2, record_count: 11 });
  });

  it("may be followed by further parts", async () => {
    await insertDay(1);
    for (let part = 1; part <= 4; part += 1) {
      await runToEnd(archiveDeps(night + part * dayMs));
      await commit([part]);
    }
    await runToEnd(archiveDeps(night + 5 * dayMs));
    expect(await ledgerOf()).toMatchObject({ parts: 5, record_count: 5 });
    expect(await collect(readArchive(archiveDeps(), day))).toEqual(makeDay(5));
  });
});

describe("a restored day", () => {
  async function restoreAll(now = nextNight) {
    for (let calls = 1; ; calls += 1) {
      const restored = await restoreArchive(archiveDeps(now), day);
      if (restored.complete) return { calls, ...restored };
    }
  }
  const rows = async () =>
    (await env.TRAFFIC_DB.prepare("SELECT * FROM traffic_events ORDER BY id").all()).results;

  it("has the rows it had, from all its parts, and nothing is counted again", async () => {
    await insertDay(2_500);
    await insertRawEvents([makeEvent(2_500)]);
    const before = await rows();
    await clearArchive();
    await insertDay(2_500);
    await runToEnd(archiveDeps());
    await insertRawEvents([makeEvent(2_500)]);
    await runToEnd(archiveDeps(nextNight));
    expect(await restoreAll()).toEqual({
      calls: 1,
      date: day,
      restored: 2_501,
      recordCount: 2_501,
      complete: true,
      until: nextNight + 3 * dayMs,
    });
    expect(await rows()).toEqual(before);
    expect(await sumOfDeltas()).toBe(0);
    expect(await commit([7, 2_500], nextNight)).toMatchObject({ counted: 0, duplicates: 2 });
  });

  it("comes back over several calls, and a call that dies is made good by the next", async () => {
    await insertDay(30_000);
    await runToEnd(archiveDeps());
    const deaths: Death[] = [
      { at: /INSERT OR IGNORE INTO traffic_events/, nth: 3, moment: "before" },
      { at: /INSERT OR IGNORE INTO traffic_events/, nth: 3, moment: "after" },
      { at: /UPDATE archives/, nth: 3, moment: "after" },
    ];
    for (const death of deaths) {
      await expect(restoreArchive(mortal(archiveDeps(), death), day)).rejects.toThrow("Died");
    }
    expect(await restoreAll(night)).toMatchObject({ calls: 2, restored: 30_000 });
    expect(await countRows()).toBe(30_000);
  });

  it("stays for three days, and then goes without becoming another part", async () => {
    await insertDay(6_000);
    await runToEnd(archiveDeps());
    await restoreAll();
    await runToEnd(archiveDeps(nextNight + 3 * dayMs - 1));
    expect(await countRows()).toBe(6_000);
    await runToEnd(archiveDeps(nextNight + 3 * dayMs));
    expect(await countRows()).toBe(0);
    expect(await ledgerOf()).toMatchObject({
      state: "done",
      parts: 1,
      record_count: 6_000,
      pending: null,
    });
    expect((await keys()).length).toBe(1);
  });

  it("goes at once when its archive is requested; what came late meanwhile becomes a part", async () => {
    await insertDay(6_000);
    await runToEnd(archiveDeps());
    await restoreAll();
    expect(await commit([6_000, 5_999], nextNight)).toMatchObject({ counted: 1, duplicates: 1 });
    await requestArchive(archiveDeps(nextNight), day);
    await runToEnd(archiveDeps(nextNight));
    expect(await countRows()).toBe(0);
    expect(await ledgerOf()).toMatchObject({ state: "done", parts: 2, record_count: 6_001 });
    expect(await collect(readArchive(archiveDeps(), day))).toEqual(makeDay(6_001));
  });

  it("must be archived, and not be worked on", async () => {
    await expect(restoreArchive(archiveDeps(), day)).rejects.toMatchObject({ code: "not_found" });
    await insertDay(10);
    await runArchiveStep(archiveDeps());
    await expect(restoreArchive(archiveDeps(), day)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("an old day", () => {
  const old = (days: number) => Date.UTC(2026, 10, 17, 3) + days * dayMs;
  const jsonl = "events-archive/2026/11/2026-11-17.jsonl.gz";
  const parquet = "events-archive/2026/11/2026-11-17.parquet";

  async function archiveWithLateEvent() {
    await insertDay(3_000);
    await runToEnd(archiveDeps());
    await insertRawEvents([makeEvent(3_000)]);
    await runToEnd(archiveDeps(nextNight));
  }

  it("becomes Parquet after 90 days; its lines go when the new objects have been read back", async () => {
    await archiveWithLateEvent();
    expect(await runToEnd(archiveDeps(old(90)))).toBe(0);
    await runToEnd(archiveDeps(old(91)));
    expect(await keys()).toContain(jsonl);
    expect(await keys()).toContain("events-archive/2026/11/2026-11-17.1.parquet");
    for (let minutes = 10; minutes <= 40; minutes += 10) {
      await runToEnd(archiveDeps(old(91) + minutes * 60_000));
    }
    expect(await keys()).toEqual(["events-archive/2026/11/2026-11-17.1.parquet", parquet]);
    expect(await collect(readArchive(archiveDeps(), day))).toEqual(makeDay(3_001));
    const ledger = await ledgerOf();
    expect(ledger).toMatchObject({ state: "done", format: "parquet", path: parquet, parts: 2 });
    const sizes = (await env.ARCHIVE_BUCKET.list()).objects.map(({ size }) => size);
    expect(ledger?.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(await env.PATHS_KV.get(`archive:metadata:${day}`, "json")).toMatchObject({
      path: parquet,
      format: "parquet",
      recordCount: 3_001,
      sha256: ledger?.sha256,
    });
  });

  const deaths: Death[] = [
    { at: /UPDATE archives/, nth: 1, moment: "after" },
    { at: /r2 createMultipart/, nth: 1, moment: "after" },
    { at: /r2 complete/, nth: 1, moment: "after" },
    { at: /UPDATE archives/, nth: 3, moment: "before" },
    { at: /r2 head/, nth: 1, moment: "before" },
    { at: /UPDATE archives/, nth: 4, moment: "after" },
  ];

  it.each(deaths)("survives a death at $at, call $nth, $moment it", async (death) => {
    await insertDay(3_000);
    await runToEnd(archiveDeps());
    await expect(runToEnd(mortal(archiveDeps(old(91)), death))).rejects.toThrow(/died|is dead/i);
    expect(await collect(readArchive(archiveDeps(), day))).toEqual(makeDay(3_000));
    for (const minutes of [1, 20, 40]) await runToEnd(archiveDeps(old(91) + minutes * 60_000));
    expect(await keys()).toEqual([parquet]);
    expect(await collect(readArchive(archiveDeps(), day))).toEqual(makeDay(3_000));
  });

  it("keeps its lines when the new object is not what was written", async () => {
    await insertDay(3_000);
    await runToEnd(archiveDeps());
    const deps = archiveDeps(old(91));
    while (!String((await ledgerOf())?.pending).includes("sha256")) await runArchiveStep(deps);
    const bytes = await (await env.ARCHIVE_BUCKET.get(parquet))?.arrayBuffer();
    await env.ARCHIVE_BUCKET.put(parquet, bytes?.slice(0, -1) ?? "");
    await runToEnd(deps);
    expect(await ledgerOf()).toMatchObject({ path: jsonl, attempts: 1, format: "jsonl.gz" });
    expect(await collect(readArchive(archiveDeps(), day))).toEqual(makeDay(3_000));
  });

  it("leaves the archive after ARCHIVE_RETENTION_DAYS, and is not opened again", async () => {
    await archiveWithLateEvent();
    const short = (days: number) => archiveDeps(old(days), { ARCHIVE_RETENTION_DAYS: "30" });
    expect(await runToEnd(short(30))).toBe(0);
    await expect(
      runToEnd(mortal(short(31), { at: /r2 delete/, nth: 1, moment: "after" })),
    ).rejects.toThrow(/died|is dead/i);
    await runToEnd(archiveDeps(old(31) + dayMs));
    expect(await keys()).toEqual([]);
    expect(await ledgerOf()).toMatchObject({ state: "expired", parts: 0, record_count: 3_001 });
    expect(await env.PATHS_KV.get(`archive:metadata:${day}`)).toBeNull();
    const gone = { code: "gone" };
    await expect(requestArchive(short(31), day)).rejects.toMatchObject(gone);
    await expect(restoreArchive(short(31), day)).rejects.toMatchObject(gone);
    await expect(queryArchive(short(31), { date: day, limit: 1 })).rejects.toMatchObject(gone);
    expect(await findArchivedIds(short(31), day, [makeEvent(1).id])).toBe("undecidable");
    expect(await commit([1], old(31))).toMatchObject({ counted: 0, refused: { expired: 1 } });
  });

  it("takes its waiting events in before it leaves", async () => {
    await insertDay(10);
    await runToEnd(archiveDeps());
    await insertRawEvents([makeEvent(10)]);
    const deps = archiveDeps(old(31), { ARCHIVE_RETENTION_DAYS: "30" });
    await runToEnd(deps);
    expect(await ledgerOf()).toMatchObject({ state: "expired", record_count: 11 });
    expect(await countRows()).toBe(0);
  });

  it("that was never archived is written as Parquet at once", async () => {
    await insertDay(10);
    await runToEnd(archiveDeps(old(91)));
    expect(await ledgerOf()).toMatchObject({ state: "done", path: parquet, format: "parquet" });
  });
});
