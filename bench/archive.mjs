/**
 * Archives a day of believable traffic in workerd and says what it took:
 * `node bench/archive.mjs [events] [jsonl.gz|parquet]`. The heap is asked for through the inspector every 20 ms; it holds
 * what is not collected yet as well. The object is opened in DuckDB.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { bundleWorker } from "../scripts/local/bundle-worker.mjs";
import { importTypeScript } from "../scripts/local/import-typescript.mjs";
import { listProductRoutes } from "../scripts/local/traffic/routes.mjs";
import { generateTraffic } from "../scripts/local/traffic/generate.mjs";

const [requests = 100_000, format = "jsonl.gz"] = process.argv
  .slice(2)
  .map((text) => (/^\d+$/.test(text) ? Number(text) : text));
const { toEventValues } = await importTypeScript("lib/traffic/event-columns.ts");
const end = Date.UTC(2026, 10, 18);
const now = Date.UTC(2026, 10, 20, 3);
const directory = await mkdtemp(join(tmpdir(), "plaza-archive-"));
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    cf: false,
    telemetry: { enabled: false },
    logRequests: false,
    inspectorPort: 0,
    resourcePersistencePath: directory,
    workers: [
      {
        name: "archive",
        modules: [
          {
            type: "ESModule",
            path: join(process.cwd(), "bundle.mjs"),
            contents: await bundleWorker("bench/archive/worker.mjs"),
          },
        ],
        modulesRoot: process.cwd(),
        compatibilityDate: "2026-11-01",
        compatibilityFlags: ["nodejs_compat"],
        bindings: { ARCHIVE_FORMAT: format },
        d1Databases: { TRAFFIC_DB: { id: "traffic" }, DB: { id: "db" } },
        kvNamespaces: { PATHS_KV: { id: "paths" } },
        r2Buckets: { ARCHIVE_BUCKET: { id: "archive" } },
      },
    ],
  }),
);
try {
  await migrate();
  await insert();
  const heap = await watchHeap();
  const startedAt = Date.now();
  while (await call(`/step?now=${now}`)) heap.mark();
  const seconds = (Date.now() - startedAt) / 1000;
  const peak = heap.stop();
  const database = await miniflare.getD1Database("TRAFFIC_DB");
  const ledger = await database.prepare("SELECT * FROM archives").first();
  if (ledger?.state !== "done") throw new Error(`Not archived: ${JSON.stringify(ledger)}`);
  console.log(
    JSON.stringify({
      events: ledger.record_count,
      format,
      seconds,
      bytesPerEvent: Number((ledger.bytes / ledger.record_count).toFixed(2)),
      ...peak,
      duckdb: await openInDuckDb(ledger.path),
    }),
  );
} finally {
  await miniflare.dispose();
  await rm(directory, { recursive: true });
}

async function call(path, body) {
  const response = await miniflare.dispatchFetch(`http://archive${path}`, { method: "POST", body });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

async function migrate() {
  const database = await miniflare.getD1Database("TRAFFIC_DB");
  const folder = "drizzle/migrations/traffic";
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort()) {
    const statements = (await readFile(join(folder, file), "utf8")).split(
      "--> statement-breakpoint",
    );
    for (const statement of statements) await database.prepare(statement).run();
  }
}

async function insert() {
  const traffic = generateTraffic({
    requests,
    paths: 60,
    days: 1,
    seed: "archive",
    end,
    productRoutes: listProductRoutes(process.cwd()),
  });
  let rows = [];
  for (const event of traffic.events) {
    // The generator's ids are half the same; the product's are random.
    const id = `${event.timestamp}-${randomBytes(8).toString("hex")}`;
    rows.push(toEventValues({ ...event, id }));
    if (rows.length === 4_000) {
      await call("/insert", JSON.stringify(rows));
      rows = [];
    }
  }
  await call("/insert", JSON.stringify(rows));
}

/** The most that V8 says its heap and its array buffers hold, in megabytes. */
async function watchHeap() {
  const url = await miniflare.getInspectorURL();
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://${url.host}/json`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const peak = { heapMb: 0, buffersMb: 0, samples: 0 };
  const base = {};
  socket.onmessage = ({ data }) => {
    const { result } = JSON.parse(data);
    if (!result || result.usedSize === undefined) return;
    base.heapMb ??= result.usedSize / 1e6;
    peak.heapMb = Math.max(peak.heapMb, result.usedSize / 1e6);
    peak.buffersMb = Math.max(peak.buffersMb, (result.backingStorageSize ?? 0) / 1e6);
    peak.samples += 1;
  };
  let id = 0;
  const ask = () => socket.send(JSON.stringify({ id: (id += 1), method: "Runtime.getHeapUsage" }));
  socket.send(JSON.stringify({ id: (id += 1), method: "HeapProfiler.collectGarbage" }));
  const timer = setInterval(ask, 20);
  return {
    mark: ask,
    stop() {
      clearInterval(timer);
      socket.close();
      return { base, peak };
    },
  };
}

async function openInDuckDb(path) {
  const bucket = await miniflare.getR2Bucket("ARCHIVE_BUCKET");
  const object = await bucket.get(path);
  const file = join(directory, path.slice(path.lastIndexOf("/") + 1));
  await writeFile(file, Buffer.from(await object.arrayBuffer()));
  const connection = await (await DuckDBInstance.create()).connect();
  const reader = format === "parquet" ? "read_parquet" : "read_json";
  const result = await connection.runAndReadAll(
    `SELECT COUNT(*) AS n, COUNT(DISTINCT clientIpHash) AS visitors FROM ${reader}('${file}')`,
  );
  return result.getRows()[0].map(Number);
}
