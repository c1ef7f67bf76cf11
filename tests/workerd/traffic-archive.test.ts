import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { readArchive } from "../../lib/traffic/archive/read";
import { openDownload, listArchives, queryArchive } from "../../lib/traffic/archive/query";
import { requestArchive } from "../../lib/traffic/archive/request";
import type { TrafficEvent } from "../../lib/traffic/schema";
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

beforeEach(clearArchive);

const path = "events-archive/2026/11/2026-11-17.jsonl.gz";

describe.each(["jsonl.gz", "parquet"])("a day archived as %s", (format) => {
  const deps = archiveDeps(night, { ARCHIVE_FORMAT: format });
  const path = `events-archive/2026/11/2026-11-17.${format}`;

  it("is in R2 event by event, and no longer in D1", async () => {
    await insertDay(5_000);
    await runToEnd(deps);
    expect(await collect(readArchive(deps, day))).toEqual(makeDay(5_000));
    expect(await countRows()).toBe(0);
    expect(await ledgerOf()).toMatchObject({
      state: "done",
      format,
      parts: 1,
      record_count: 5_000,
      path,
      pending: null,
      error: null,
      archived_at: night,
    });
  });

  it("says on the object and in KV what it holds", async () => {
    await insertDay(100);
    await runToEnd(deps);
    const object = await env.ARCHIVE_BUCKET.head(path);
    expect(object?.customMetadata).toEqual({
      recordCount: "100",
      archiveDate: "2026-11-20T03:00:00.000Z",
      sourceDate: "2026-11-17",
    });
    const { sha256, bytes } = (await ledgerOf()) ?? {};
    expect(object?.size).toBe(bytes);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await env.PATHS_KV.get(`archive:metadata:${day}`, "json")).toEqual({
      path,
      recordCount: 100,
      archivedAt: night,
      format,
      sha256,
      parts: 1,
    });
  });

  it("keeps what is unusual: no visitor, no agent, an id of another time, quotes and emoji, long times", async () => {
    const odd = {
      ...makeEvent(1),
      id: "1763337600001-ffffffffffffffff",
      path: '/日本/"x"\\\n😀',
      clientIpHash: "ffffffffffffffff",
      responseTime: 3_600_000,
      weight: 1_000_000,
      country: "T1",
    };
    const silent: TrafficEvent = {
      ...makeEvent(2),
      clientIpHash: null,
      responseTime: 0.001,
    };
    await insertRawEvents([odd, silent]);
    await runToEnd(deps);
    expect(await collect(readArchive(deps, day))).toEqual([odd, silent]);
  });

  it("is read page by page", async () => {
    await insertDay(25);
    await runToEnd(deps);
    const first = await queryArchive(deps, { date: day, limit: 10 });
    expect(first).toMatchObject({ date: day, recordCount: 25, next: "0.10" });
    expect(first.events).toEqual(makeDay(10));
    const last = await queryArchive(deps, { date: day, cursor: "0.20", limit: 10 });
    expect(last.events.map(({ id }) => id)).toEqual(
      makeDay(25)
        .slice(20)
        .map(({ id }) => id),
    );
    expect(last.next).toBeNull();
    expect(await queryArchive(deps, { date: day, cursor: "7.0", limit: 10 })).toMatchObject({
      events: [],
      next: null,
    });
  });

  it("without events is an object without events", async () => {
    await requestArchive(deps, day);
    await runToEnd(deps);
    expect(await ledgerOf()).toMatchObject({ state: "done", record_count: 0, parts: 1 });
    expect(await collect(readArchive(deps, day))).toEqual([]);
    expect((await env.ARCHIVE_BUCKET.head(path))?.customMetadata?.recordCount).toBe("0");
    expect(await queryArchive(deps, { date: day, limit: 10 })).toMatchObject({ events: [] });
  });

  it("is downloaded as it is stored", async () => {
    await insertDay(10);
    await runToEnd(deps);
    const { body, name, size } = await openDownload(deps, { date: day, part: 0 });
    const bytes = new Uint8Array(await new Response(body).arrayBuffer());
    expect(name).toBe(`2026-11-17.${format}`);
    expect(bytes.length).toBe(size);
    expect([...bytes.slice(0, 2)]).toEqual(format === "parquet" ? [80, 65] : [31, 139]);
    await expect(openDownload(deps, { date: day, part: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the ledger", () => {
  it("is listed newest first, page by page", async () => {
    for (const date of ["2026-11-14", "2026-11-15", "2026-11-16"]) await insertDay(5, date);
    await runToEnd(archiveDeps());
    const first = await listArchives(archiveDeps(), { limit: 2 });
    expect(first.archives.map(({ date }) => date)).toEqual(["2026-11-16", "2026-11-15"]);
    expect(first.archives[0]).toMatchObject({ state: "done", recordCount: 5, error: null });
    expect(first.next).toBe("2026-11-15");
    const rest = await listArchives(archiveDeps(), { before: "2026-11-15", limit: 2 });
    expect(rest.archives.map(({ date }) => date)).toEqual(["2026-11-14"]);
    expect(rest.next).toBeNull();
  });

  it("knows nothing of days that are not archived", async () => {
    await expect(queryArchive(archiveDeps(), { date: day, limit: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await collect(readArchive(archiveDeps(), day))).toEqual([]);
  });

  it("has an object that R2 lost: reading says so instead of answering less", async () => {
    await insertDay(5);
    await runToEnd(archiveDeps());
    await env.ARCHIVE_BUCKET.delete(path);
    await expect(collect(readArchive(archiveDeps(), day))).rejects.toThrow("is not in R2");
    await expect(queryArchive(archiveDeps(), { date: day, limit: 1 })).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});
