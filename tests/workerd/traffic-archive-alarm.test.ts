import { beforeEach, describe, expect, it, vi } from "vitest";
import { requestArchive } from "../../lib/traffic/archive/request";
import { wakeArchive } from "../../lib/traffic/archive/drive";
import { dayMs, toDay } from "../../lib/traffic/domain";
import { testDeps } from "./support/deps";
import { clearArchive, countRows, insertDay, ledgerOf } from "./support/archive";

beforeEach(clearArchive);

/** The object has a real clock: days are counted from now. */
const daysAgo = (days: number) => toDay(Date.now() - days * dayMs);

/** Its alarm comes by itself. */
const untilDone = (date: string) =>
  vi.waitFor(
    async () => expect(await ledgerOf(date)).toMatchObject({ state: "done", record_count: 10 }),
    { timeout: 30_000, interval: 50 },
  );

describe("the coordinator", () => {
  it("archives what is due when the cron has woken it", async () => {
    const date = daysAgo(5);
    await insertDay(10, date);
    await wakeArchive(testDeps());
    await untilDone(date);
    expect(await countRows(date)).toBe(0);
  });

  it("is woken by whoever requests a day", async () => {
    const date = daysAgo(1);
    await insertDay(10, date);
    await requestArchive(testDeps(), date);
    await untilDone(date);
  });

  it("does not fail the cron or the request when it cannot be reached", async () => {
    const deps = testDeps();
    const bindings = { ...deps.bindings, COORDINATOR_DO: undefined };
    await expect(wakeArchive({ ...deps, bindings })).resolves.toBeUndefined();
    const date = daysAgo(1);
    expect(await requestArchive({ ...deps, bindings }, date)).toMatchObject({ state: "requested" });
  });
});
