import { existsSync, readFileSync } from "node:fs";

/** Adds `{passed, failed, skipped}` to `total`. */
export function addCounts(total, counts) {
  for (const key of ["passed", "failed", "skipped"]) total[key] += counts[key];
}

/** The counts of vitest's JSON report; nothing when there is none. A file that did not load counts as one failure. */
export function readVitestReport(path) {
  const report = readReport(path);
  if (!report) return { passed: 0, failed: 0, skipped: 0 };
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The counts of Playwright's JSON report; nothing when there is none. A flaky test is a failed one. */
export function readPlaywrightReport(path) {
  const report = readReport(path);
  if (!report) return { passed: 0, failed: 0, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
