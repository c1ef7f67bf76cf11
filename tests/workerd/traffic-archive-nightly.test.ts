import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { listArchives } from "../../lib/traffic/archive/query";
import { requestArchive } from "../../lib/traffic/archive/request";
import { runArchiveStep } from "../../lib/traffic/archive/run-step";
import { dayMs, hourMs } from "../../lib/traffic/domain";
import {
  archiveDeps,
  clearArchive,
  countRows,
  day,
  insertDay,
  ledgerOf,
  night,
  runToEnd,
} from "./support/archive";

beforeEach(clearArchive);

describe("the nightly run", () => {
  it("takes the day that has left the raw window, from two o'clock on", async () => {
    await insertDay(10);
    await runToEnd(archiveDeps(Date.UTC(2026, 10, 20, 1, 59)));
    expect(await ledgerOf()).toBeNull();
    await runToEnd(archiveDeps(Date.UTC(2026, 10, 20, 2)));
    expect(await ledgerOf()).toMatchObject({ state: "done" });
  });

  it("leaves today and the two days before alone", async () => {
    for (const date of ["2026-11-18", "2026-11-19", "2026-11-20"]) await insertDay(10, date);
    await runToEnd(archiveDeps());
    expect((await listArchives(archiveDeps(), { limit: 50 })).archives).toEqual([]);
  });

  it("takes overdue days at any hour, the oldest first", async () => {
    for (const date of ["2026-11-14", "2026-11-13", "2026-11-16"]) await insertDay(10, date);
    const deps = archiveDeps(Date.UTC(2026, 10, 20, 1));
    const order: string[] = [];
    for (let step = await runArchiveStep(deps); step; step = await runArchiveStep(deps)) {
      if (order.at(-1) !== step.date) order.push(step.date);
    }
    expect(order).toEqual(["2026-11-13", "2026-11-14", "2026-11-16"]);
  });

  it("does nothing to a day that is archived already", async () => {
    await insertDay(10);
    await runToEnd(archiveDeps());
    const before = await ledgerOf();
    expect(await runToEnd(archiveDeps(night + dayMs))).toBe(0);
    expect(await ledgerOf()).toEqual(before);
  });

  it("goes on with other days while one cannot be archived, and notes why", async () => {
    await insertDay(10, "2026-11-16");
    await insertDay(10);
    const deps = archiveDeps();
    const failing = new Proxy(env.ARCHIVE_BUCKET, {
      get(target, property) {
        if (property !== "createMultipartUpload") return Reflect.get(target, property).bind(target);
        return (key: string, options: R2MultipartOptions) =>
          key.includes("-16")
            ? Promise.reject(new Error("R2 is away"))
            : target.createMultipartUpload(key, options);
      },
    });
    await runToEnd({ ...deps, bindings: { ...deps.bindings, ARCHIVE_BUCKET: failing } });
    expect(await ledgerOf("2026-11-16")).toMatchObject({
      state: "uploading",
      error: "R2 is away",
      attempts: 1,
    });
    expect(await countRows("2026-11-16")).toBe(10);
    expect(await ledgerOf()).toMatchObject({ state: "done" });

    expect(await runToEnd(archiveDeps(night + 29_000))).toBe(0);
    await runToEnd(archiveDeps(night + 30_000));
    expect(await ledgerOf("2026-11-16")).toMatchObject({ state: "done", error: null, attempts: 0 });
  });

  it("finishes while KV is down, and tells it later", async () => {
    await insertDay(10);
    const deps = archiveDeps();
    const failing = {
      put: () => Promise.reject(new Error("KV is away")),
    } as unknown as KVNamespace;
    await runToEnd({ ...deps, bindings: { ...deps.bindings, PATHS_KV: failing } });
    expect(await ledgerOf()).toMatchObject({
      state: "done",
      parts: 1,
      pending: '{"kind":"metadata"}',
    });
    expect(await countRows()).toBe(0);
    await runToEnd(archiveDeps(night + hourMs));
    expect(await env.PATHS_KV.get(`archive:metadata:${day}`, "json")).toMatchObject({
      recordCount: 10,
    });
    expect(await ledgerOf()).toMatchObject({ pending: null, error: null });
  });
});

describe("a day archived by hand", () => {
  it("may be one of the raw window", async () => {
    await insertDay(10, "2026-11-19");
    expect(await requestArchive(archiveDeps(), "2026-11-19")).toEqual({
      date: "2026-11-19",
      state: "requested",
    });
    await runToEnd(archiveDeps());
    expect(await ledgerOf("2026-11-19")).toMatchObject({ state: "done", record_count: 10 });
  });

  it("is refused before it has ended", async () => {
    for (const date of ["2026-11-20", "2026-11-21"]) {
      await expect(requestArchive(archiveDeps(), date)).rejects.toMatchObject({
        code: "invalid_input",
        options: { errors: [{ field: "date", message: "The day has not ended yet" }] },
      });
    }
  });

  it("stays as it is when it is archived and nothing came since", async () => {
    await insertDay(10);
    await runToEnd(archiveDeps());
    expect(await requestArchive(archiveDeps(), day)).toEqual({ date: day, state: "done" });
    expect(await runToEnd(archiveDeps())).toBe(0);
  });

  it("is tried at once when it waits for another try", async () => {
    await insertDay(10);
    const deps = archiveDeps();
    const noBucket = { ...deps, bindings: { ...deps.bindings, ARCHIVE_BUCKET: undefined } };
    await runToEnd(noBucket);
    expect(await ledgerOf()).toMatchObject({ error: "ARCHIVE_BUCKET is not bound" });
    expect(await runToEnd(deps)).toBe(0);
    await requestArchive(deps, day);
    await runToEnd(deps);
    expect(await ledgerOf()).toMatchObject({ state: "done" });
  });
});
