import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TrafficEvent } from "../schema";
import { columnsOf } from "./columns";
import { encodeParquet } from "./encode-parquet";

const start = Date.parse("2026-11-18T00:00:00Z");

function toEvent(n: number): TrafficEvent {
  return {
    version: 1,
    id: `${start + n}-${n.toString(16).padStart(16, "0")}`,
    path: `/p/${n}`,
    route: `/r/[${n % 60}]`,
    method: "GET",
    status: n % 2 === 0 ? 200 : 404,
    responseTime: n / 8,
    clientIpHash: n % 3 === 0 ? null : "00000000000000ff",
    country: "DE",
    bot: n % 10 === 0,
    ...(n % 4 === 0 ? {} : { userAgent: "語" }),
    weight: 3,
    timestamp: start + n,
  };
}

/** What DuckDB answers about a file of `count` events. */
async function ask(count: number, anonymize: boolean, question: string): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), "plaza-parquet-"));
  const file = join(folder, "events.parquet");
  async function* batches() {
    for (let n = 0; n < count; n += 500) {
      yield Array.from({ length: Math.min(500, count - n) }, (_, index) => toEvent(n + index));
    }
  }
  const blocks: Uint8Array[] = [];
  for await (const block of encodeParquet(batches(), columnsOf({ anonymize }))) blocks.push(block);
  writeFileSync(file, Buffer.concat(blocks));
  const connection = await (await DuckDBInstance.create()).connect();
  try {
    const sql = question.replaceAll("events", `read_parquet('${file}')`);
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    connection.closeSync();
    rmSync(folder, { recursive: true });
  }
}

test("DuckDB opens a complete export, over row groups, with the right types", async () => {
  const types = await ask(
    10,
    false,
    "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM events)",
  );
  expect(types).toEqual([
    ["version", "INTEGER"],
    ["id", "VARCHAR"],
    ["timestamp", "TIMESTAMP"],
    ["route", "VARCHAR"],
    ["method", "VARCHAR"],
    ["status", "INTEGER"],
    ["responseTime", "DOUBLE"],
    ["country", "VARCHAR"],
    ["bot", "BOOLEAN"],
    ["weight", "INTEGER"],
    ["path", "VARCHAR"],
    ["clientIpHash", "VARCHAR"],
    ["userAgent", "VARCHAR"],
  ]);
  const sums = await ask(
    45_000,
    false,
    `SELECT count(*)::INT, count(DISTINCT id)::INT, sum(weight)::INT, sum(responseTime), count(clientIpHash)::INT,
       count(userAgent)::INT, count(*) FILTER (bot)::INT, max(timestamp)::VARCHAR FROM events`,
  );
  expect(sums).toEqual([
    [45_000, 45_000, 135_000, 126_559_687.5, 30_000, 33_750, 4_500, "2026-11-18 00:00:44.999"],
  ]);
});

test("an anonymised export has the harmless columns and all the rows", async () => {
  const names = await ask(10, true, "SELECT column_name FROM (DESCRIBE SELECT * FROM events)");
  expect(names.flat()).toEqual(
    "timestamp route method status responseTime country bot weight".split(" "),
  );
  expect(await ask(45_000, true, "SELECT count(*)::INT FROM events")).toEqual([[45_000]]);
});
