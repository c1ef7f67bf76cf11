import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { readArchive } from "../../lib/traffic/archive/read";
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
import { commit, keys, nextNight, sumOfDeltas } from "./support/archive-late";

beforeEach(clearArchive);

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
