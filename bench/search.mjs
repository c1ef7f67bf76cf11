/**
 * Searches in 200,000 messages of local D1, hard cases first, and says how long each takes:
 * `node bench/search.mjs [messages] [--rounds=15]`. The words follow Zipf's law, as those of people do.
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { bundleWorker } from "../scripts/local/bundle-worker.mjs";
import { createCorpus } from "./search/corpus.mjs";
import { cases } from "./search/cases.mjs";

const messages = Number(process.argv.slice(2).find((text) => /^\d+$/.test(text)) ?? 200_000);
const rounds = Number(
  process.argv.find((text) => text.startsWith("--rounds="))?.slice("--rounds=".length) ?? 15,
);
const directory = await mkdtemp(join(tmpdir(), "plaza-search-"));
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    cf: false,
    telemetry: { enabled: false },
    logRequests: false,
    resourcePersistencePath: directory,
    workers: [
      {
        name: "search",
        modules: [
          {
            type: "ESModule",
            path: join(process.cwd(), "bundle.mjs"),
            contents: await bundleWorker("bench/search/worker.mjs"),
          },
        ],
        modulesRoot: process.cwd(),
        compatibilityDate: "2026-11-01",
        compatibilityFlags: ["nodejs_compat"],
        d1Databases: { DB: { id: "db" } },
      },
    ],
  }),
);
try {
  const corpus = createCorpus(messages);
  await fill(corpus);
  await measure(corpus);
} finally {
  await miniflare.dispose();
  await rm(directory, { recursive: true });
}

async function fill(corpus) {
  const database = await miniflare.getD1Database("DB");
  const folder = "drizzle/migrations/db";
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort()) {
    const statements = (await readFile(join(folder, file), "utf8")).split(
      "--> statement-breakpoint",
    );
    for (const statement of statements) await database.prepare(statement).run();
  }
  const startedAt = Date.now();
  for (const { sql, rows } of corpus.steps())
    await call("/run", { sql, values: [JSON.stringify(rows)] });
  const before = await call("/run", { sql: "SELECT 1", values: [] });
  const filledAt = Date.now();
  while ((await call("/index")) > 0);
  const after = await call("/run", { sql: "SELECT 1", values: [] });
  console.log(
    `${messages} messages in ${filledAt - startedAt} ms, ${(before / 1e6).toFixed(1)} MB; ` +
      `index in ${Date.now() - filledAt} ms, ${((after - before) / 1e6).toFixed(1)} MB`,
  );
}

async function measure(corpus) {
  const rows = [];
  for (const { name, query, person = "member" } of cases(corpus)) {
    const times = [];
    let answer = null;
    for (let round = 0; round < rounds; round += 1) {
      answer = await call("/search", { person: corpus.person(person), query });
      times.push(answer.ms);
    }
    times.sort((one, other) => one - other);
    rows.push({
      case: name,
      found: answer.found.length,
      "median ms": Number(times[Math.floor(times.length / 2)].toFixed(1)),
      "worst ms": Number(times.at(-1).toFixed(1)),
      statements: answer.d1Queries,
    });
  }
  console.table(rows);
}

async function call(path, body = {}) {
  const response = await miniflare.dispatchFetch(`http://search${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
