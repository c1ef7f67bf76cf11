import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
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
  runToEnd,
} from "./support/archive";
import { insertRawEvents } from "./support/traffic-rows";
import { mortal, type Death } from "./support/mortal";
import { commit, keys, nextNight } from "./support/archive-late";

beforeEach(clearArchive);

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
