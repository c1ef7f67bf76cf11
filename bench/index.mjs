import "../scripts/local/quiet.mjs";
import { readArgs } from "../scripts/local/args.mjs";
import { ClearError, failWith, say } from "../scripts/local/say.mjs";
import { stopOnSignals } from "../scripts/local/signals.mjs";
import { openPlaza } from "./harness/plaza.mjs";
import { createTable, describeRun, writeResults } from "./harness/report.mjs";

const usage = "npm run bench -- [--quick] [--only ROW] [--chaos] [--site DIR]";

/** In the order of SPEC §12; each is `bench/rows/{name}.mjs`, which exports `run(context)`. */
const rows = [
  "polling",
  "messages",
  "meta-first",
  "fan-out",
  "jwt",
  "aggregation",
  "paths",
  "archive",
  "sketches",
  "first-load",
  "cost",
  "chaos",
];

/**
 * `npm run bench`: every number of SPEC §12 beside its reference. `--quick` only shows that each row can be measured, and
 * fails where one cannot. A run of all rows is written to `bench/results/`, and leaves with 1 where a number is missed.
 * `--site` measures another build, such as that of an earlier commit.
 */
async function main() {
  const { values } = readArgs(
    process.argv.slice(2),
    { quick: "boolean", only: "string", chaos: "boolean", site: "string" },
    usage,
  );
  const { quick = false, only, chaos = false, site } = values;
  if (only && !rows.includes(only))
    throw new ClearError(`There is no row ${only}: ${rows.join(", ")}`);
  const run = describeRun();
  let shared = null;
  const context = {
    quick,
    chaos,
    /** Where another build than that of these sources is measured. */
    site,
    /** What a number is in a full run, and in a quick one. */
    size: (full, small) => (quick ? small : full),
    /** The built product, started with the first row that asks for it. */
    plaza: () => (shared ??= openPlaza(site)),
  };
  stopOnSignals(async () => (await shared)?.close());
  const results = [];
  const table = createTable((line) => console.log(line));
  for (const id of only ? [only] : rows) {
    const result = await runRow(id, context);
    results.push(result);
    if (result.failure) console.log(`${id}: FAILED ${result.failure}`);
    table.add(id, result.measurements);
  }
  await (await shared)?.close();
  if (!quick && !only) say(`written to ${writeResults(run, results)}`);
  finish(results, quick);
}

async function runRow(id, context) {
  const startedAt = performance.now();
  const seconds = () => Number(((performance.now() - startedAt) / 1000).toFixed(1));
  try {
    const { run } = await import(`./rows/${id}.mjs`);
    const measurements = await run(context);
    if (measurements.length === 0) throw new Error("It has measured nothing");
    return { id, seconds: seconds(), measurements };
  } catch (error) {
    return { id, seconds: seconds(), measurements: [], failure: error.stack };
  }
}

function finish(results, quick) {
  const all = results.flatMap(({ measurements }) => measurements);
  const count = (ok) => all.filter((one) => one.ok === ok).length;
  const failed = results.filter(({ failure }) => failure).length;
  console.log(
    `\n${results.length} rows, ${all.length} numbers: ${count(true)} reached, ${count(false)} missed, ${failed} rows failed`,
  );
  process.exit(failed > 0 || (!quick && count(false) > 0) ? 1 : 0);
}

main().catch(failWith);
