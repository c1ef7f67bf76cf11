import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { readArchive, findArchivedIds } from "../../lib/traffic/archive/read";
import { queryArchive } from "../../lib/traffic/archive/query";
import { requestArchive } from "../../lib/traffic/archive/request";
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
import { commit, keys, nextNight, sumOfDeltas } from "./support/archive-late";

beforeEach(clearArchive);

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
