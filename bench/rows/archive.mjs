import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { importTypeScript } from "../../scripts/local/import-typescript.mjs";
import { root } from "../../scripts/local/paths.mjs";
import { generateTraffic } from "../../scripts/local/traffic/generate.mjs";
import { listProductRoutes } from "../../scripts/local/traffic/routes.mjs";
import { watchHeap } from "../harness/heap.mjs";
import { openWorker } from "../harness/worker.mjs";

const end = Date.UTC(2026, 10, 18);
const now = Date.UTC(2026, 10, 20, 3);
const mostHeapMb = 64;
/** "The same": what V8 has not collected yet differs from run to run by more than a tenth. */
const sameHeap = 1.5;

/** A day of believable traffic is archived in an isolate of its own, read back by the product, and opened in DuckDB. */
export async function run({ size }) {
  const [few, many] = [size(100_000, 2_000), size(1_000_000, 5_000)];
  const reach = { "jsonl.gz": 42, parquet: 30 };
  const measurements = [];
  for (const [format, mostBytes] of Object.entries(reach)) {
    const small = await archive(few, format);
    const large = await archive(many, format);
    const name = `${many.toLocaleString("en-US")} events as ${format}`;
    measurements.push(
      {
        what: `${name}, peak heap`,
        measured: large.heapMb,
        unit: "MB",
        reference: small.heapMb,
        referenceIs: `${few.toLocaleString("en-US")} events`,
        ratio: large.heapMb / small.heapMb,
        reach: `both ≤ ${mostHeapMb} MB, ≤ ${sameHeap} ×`,
        ok:
          Math.max(small.heapMb, large.heapMb) <= mostHeapMb &&
          large.heapMb / small.heapMb <= sameHeap,
      },
      {
        what: `${name}, size`,
        measured: large.bytesPerEvent,
        unit: "bytes/event",
        reach: `≤ ${mostBytes}`,
        ok: large.bytesPerEvent <= mostBytes,
      },
      {
        what: `${name}, written and verified`,
        measured: large.seconds,
        unit: "s",
        reach: "< 60 s",
        ok: large.seconds < 60,
      },
      {
        what: `${name}, not to be found by DuckDB`,
        measured: many - large.found,
        unit: "events",
        reach: "0",
        ok: large.found === many,
      },
    );
  }
  return measurements;
}

async function archive(events, format) {
  const worker = await openWorker({
    entry: "bench/archive/worker.mjs",
    inspector: true,
    bindings: { ARCHIVE_FORMAT: format },
    d1Databases: { DB: "db", TRAFFIC_DB: "traffic" },
    kvNamespaces: { PATHS_KV: "paths" },
    r2Buckets: { ARCHIVE_BUCKET: "archive" },
  });
  try {
    await insert(worker, events);
    const heap = await watchHeap(await worker.miniflare.getInspectorURL());
    const startedAt = performance.now();
    while (await worker.call(`/step?now=${now}`)) heap.look();
    const seconds = (performance.now() - startedAt) / 1000;
    const heapMb = heap.stop();
    const database = await worker.miniflare.getD1Database("TRAFFIC_DB");
    const ledger = await database.prepare("SELECT * FROM archives").first();
    if (ledger?.state !== "done") throw new Error(`Not archived: ${JSON.stringify(ledger)}`);
    const bytesPerEvent = ledger.bytes / ledger.record_count;
    return {
      seconds,
      heapMb,
      bytesPerEvent,
      found: await countInDuckDb(worker, ledger.path, format),
    };
  } finally {
    await worker.close();
  }
}

async function insert(worker, requests) {
  const { toEventValues } = await importTypeScript("lib/traffic/event-columns.ts");
  const productRoutes = listProductRoutes(root);
  const options = { requests, paths: 60, days: 1, seed: "archive", end, productRoutes };
  let rows = [];
  for (const event of generateTraffic(options).events) {
    // The generator's ids are half the same; the product's are random.
    const id = `${event.timestamp}-${randomBytes(8).toString("hex")}`;
    rows.push(toEventValues({ ...event, id }));
    if (rows.length === 4_000) {
      await worker.call("/insert", JSON.stringify(rows));
      rows = [];
    }
  }
  if (rows.length > 0) await worker.call("/insert", JSON.stringify(rows));
}

async function countInDuckDb({ miniflare, directory }, path, format) {
  const bucket = await miniflare.getR2Bucket("ARCHIVE_BUCKET");
  const object = await bucket.get(path);
  const file = join(directory, path.slice(path.lastIndexOf("/") + 1));
  await writeFile(file, Buffer.from(await object.arrayBuffer()));
  const connection = await (await DuckDBInstance.create()).connect();
  const reader = format === "parquet" ? "read_parquet" : "read_json";
  const result = await connection.runAndReadAll(`SELECT COUNT(*) FROM ${reader}('${file}')`);
  return Number(result.getRows()[0][0]);
}
