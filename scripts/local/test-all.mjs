import "./quiet.mjs";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { findOrBuildSite } from "./build.mjs";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { say } from "./say.mjs";
import { ensureSystemPackages } from "./system-packages.mjs";
import { addCounts, readPlaywrightReport, readVitestReport } from "./test-counts.mjs";

/**
 * `npm test`: what the tests need, then every check, the tests in workerd, the benchmarks' short form and the tests in a real browser. Goes on after a
 * failure, so that one run shows all; the last line is the sum.
 */
export async function main() {
  // The tools start `node` by name; it must be the one that runs this.
  process.env.PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  const reports = mkdtempSync(join(tmpdir(), "plaza-test-"));
  const missing = await ensureSystemPackages();
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const stage of stages(reports, missing)) {
    say(`── ${stage.name}`);
    addCounts(total, await runStage(stage));
  }
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed > 0 ? 1 : 0);
}

const vitest = {
  read: readVitestReport,
  args: (report) => ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
};
const playwright = {
  read: readPlaywrightReport,
  args: () => ["--reporter=list,json"],
};

/** Each step of `npm run check` by itself, so that a failing one does not hide the others; then the slower tests. */
function stages(reports, missing) {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const checks = scripts.check.split("&&").map((step) => {
    const script = step.trim().replace(/^npm run /, "");
    return script === "test:unit"
      ? { ...vitest, name: "unit tests", script, report: join(reports, "unit.json") }
      : { name: `check: ${script}`, script };
  });
  return [
    ...checks,
    {
      ...vitest,
      name: "tests in workerd",
      script: "test:workerd",
      report: join(reports, "workerd.json"),
    },
    { name: "build", work: findOrBuildSite },
    { name: "benchmarks, whether they run", script: "bench", args: () => ["--quick"] },
    missing.includes("chromium")
      ? { name: "tests in a browser: SKIPPED, there is no Chromium", work: () => {}, skipped: 1 }
      : {
          ...playwright,
          name: "tests in a browser",
          script: "test:e2e",
          report: join(reports, "e2e.json"),
        },
  ];
}

async function runStage({ name, script, args, work, report, read, skipped = 0 }) {
  const counts = { passed: 0, failed: 0, skipped };
  const succeeded = script ? await runScript(script, report, args?.(report)) : await succeeds(work);
  if (report) addCounts(counts, read(report));
  // A stage may fail without a failed test: a file that does not load, a server that does not start.
  if (!succeeded && counts.failed === 0) counts.failed = 1;
  say(`   ${name}: ${succeeded ? "ok" : "FAILED"}${report ? ` ${JSON.stringify(counts)}` : ""}`);
  return counts;
}

async function runScript(script, report, args = []) {
  const env = report ? { PLAYWRIGHT_JSON_OUTPUT_FILE: report } : {};
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { code } = await run(npm, ["run", "--silent", script, "--", ...args], { show: true, env });
  return code === 0;
}

async function succeeds(work) {
  try {
    await work();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}
