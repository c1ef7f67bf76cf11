import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TrafficEvent } from "../schema";
import { ParquetEncoder, readParquetEvents, readParquetIds, rowGroupSize } from "./parquet";

const count = 45_000;
const start = Date.UTC(2026, 10, 17);

/** Two row groups and a half, with everything that may be missing missing somewhere. */
function makeEvent(index: number): TrafficEvent {
  const timestamp = start + index;
  return {
    version: 1,
    id: `${index === 7 ? timestamp - 1 : timestamp}-${(index * 0x9e3779b9).toString(16).padStart(16, "f")}`,
    path: `/api/chat/rooms/room${index % 40}/meta`,
    route: "/api/chat/rooms/[roomId]/meta",
    method: index % 2 ? "GET" : "POST",
    status: index % 100 ? 200 : 503,
    responseTime: index / 1000,
    clientIpHash: index % 3 ? `f${(index % 1000).toString(16).padStart(15, "0")}` : null,
    country: "TW",
    bot: index % 10 === 0,
    ...(index % 5 ? { userAgent: `Agent "${index % 12}"` } : {}),
    weight: 1 + (index % 4),
    timestamp,
  };
}

function encode(events: TrafficEvent[], pageSize: number): Uint8Array {
  const encoder = new ParquetEncoder();
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < events.length; at += pageSize) {
    pieces.push(encoder.add(events.slice(at, at + pageSize)).slice());
  }
  pieces.push(encoder.finish().slice());
  return new Uint8Array(pieces.flatMap((piece) => [...piece]));
}

const events = Array.from({ length: count }, (_, index) => makeEvent(index));
const bytes = encode(events, 2_000);
const file = {
  byteLength: bytes.length,
  slice: (from: number, to?: number) => bytes.slice(from, to).buffer,
};

describe("a Parquet file of the archive", () => {
  let folder: string;
  let database: DuckDBConnection;
  let table: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "plaza-parquet-"));
    writeFileSync(join(folder, "day.parquet"), bytes);
    writeFileSync(join(folder, "empty.parquet"), encode([], 1));
    table = `read_parquet('${join(folder, "day.parquet")}')`;
    database = await (await DuckDBInstance.create()).connect();
  });

  afterAll(() => {
    database.closeSync();
    rmSync(folder, { recursive: true });
  });

  async function query(sql: string): Promise<unknown[][]> {
    return (await database.runAndReadAll(sql)).getRowsJson();
  }

  it("has the right types in DuckDB", async () => {
    const columns = await query(`SELECT column_name, column_type FROM (DESCRIBE FROM ${table})`);
    expect(columns).toEqual([
      ["timestamp", "TIMESTAMP"],
      ["idTime", "BIGINT"],
      ["idHash", "UBIGINT"],
      ["path", "VARCHAR"],
      ["route", "VARCHAR"],
      ["method", "VARCHAR"],
      ["status", "INTEGER"],
      ["responseTime", "DECIMAL(10,3)"],
      ["clientIpHash", "UBIGINT"],
      ["country", "VARCHAR"],
      ["bot", "BOOLEAN"],
      ["userAgent", "VARCHAR"],
      ["weight", "INTEGER"],
      ["version", "INTEGER"],
    ]);
  });

  it("has every event in DuckDB, and the sums are exact", async () => {
    const [sums] = await query(
      `SELECT COUNT(*), SUM(weight), SUM(responseTime), COUNT(*) FILTER (status >= 500), COUNT(*) FILTER (bot),
         COUNT(DISTINCT clientIpHash), COUNT(userAgent), MIN(timestamp), MAX(timestamp) FROM ${table}`,
    );
    expect(sums).toEqual([
      "45000",
      "112500",
      "1012477.500",
      "450",
      "4500",
      "1000",
      "36000",
      "2026-11-17 00:00:00",
      "2026-11-17 00:00:44.999",
    ]);
  });

  it("gives the ids and hashes back in DuckDB as the documentation says", async () => {
    const rows = await query(
      `SELECT format('{}-{:016x}', coalesce(idTime, epoch_ms(timestamp)), idHash),
         format('{:016x}', clientIpHash) FROM ${table} ORDER BY timestamp LIMIT 10`,
    );
    expect(rows).toEqual(events.slice(0, 10).map(({ id, clientIpHash }) => [id, clientIpHash]));
  });

  it("may be empty", async () => {
    const rows = await query(
      `SELECT COUNT(*) FROM read_parquet('${join(folder, "empty.parquet")}')`,
    );
    expect(rows).toEqual([["0"]]);
  });

  it("is read back event by event, a row group at a time", async () => {
    const groups: TrafficEvent[][] = [];
    for await (const group of readParquetEvents(file)) groups.push(group);
    expect(groups.map(({ length }) => length)).toEqual([20_000, 20_000, 5_000]);
    expect(groups.flat()).toEqual(events);
    expect(rowGroupSize).toBe(20_000);
  });

  it("is read from any row on, and by ids alone", async () => {
    const rest: TrafficEvent[] = [];
    for await (const group of readParquetEvents(file, 39_999)) rest.push(...group);
    expect(rest).toEqual(events.slice(39_999));
    const ids: string[] = [];
    for await (const group of readParquetIds(file)) ids.push(...group);
    expect(ids).toEqual(events.map(({ id }) => id));
  });

  it("says that it is broken when its end is missing", async () => {
    const cut = { ...file, byteLength: bytes.length - 100 };
    await expect(readParquetEvents(cut).next()).rejects.toThrow("cannot be read");
  });
});
