import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "./test-counts.mjs";

let dir;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "plaza-counts-"))));
afterEach(() => rmSync(dir, { recursive: true }));

const write = (report) => {
  const path = join(dir, "report.json");
  writeFileSync(path, JSON.stringify(report));
  return path;
};

test("a file that vitest could not load counts as a failure", () => {
  const path = write({
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{}] },
      { status: "passed", assertionResults: [{}] },
    ],
  });
  expect(readVitestReport(path)).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test("a flaky browser test counts as a failure", () => {
  const path = write({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 } });
  expect(readPlaywrightReport(path)).toEqual({ passed: 7, failed: 2, skipped: 2 });
});

test("without a report nothing is counted", () => {
  const none = join(dir, "none.json");
  expect(readVitestReport(none)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(readPlaywrightReport(none)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
