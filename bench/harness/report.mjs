import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/local/paths.mjs";

/**
 * A measurement: `{what, measured, unit, reference, referenceIs, ratio, reach, ok, note}`. `measured` and `reference` are
 * numbers in `unit`; `ok` is null where nothing is asked of it.
 */

const heads = ["what", "measured", "reference", "ratio", "reach", ""];
const widest = 62;

/** The measurements of a row as lines of a table; the first call prints the head. */
export function createTable(print) {
  const widths = [widest, 16, 30, 9, 14, 6];
  const toLine = (cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]))
      .join(" ")
      .trimEnd();
  print(toLine(heads));
  print(widths.map((width) => "─".repeat(width)).join(" "));
  return {
    add(id, measurements) {
      for (const one of measurements) print(toLine(toCells(id, one)));
    },
  };
}

function toCells(id, { what, measured, unit, reference, referenceIs, ratio, reach, ok }) {
  return [
    shorten(`${id}: ${what}`),
    measured === null ? "not measured" : `${toText(measured)} ${unit}`,
    reference === undefined ? "" : `${toText(reference)} ${unit}, ${referenceIs}`,
    ratio === undefined ? "" : `${toText(ratio)} ×`,
    reach ?? "",
    ok === null ? "–" : ok ? "ok" : "MISSED",
  ];
}

const shorten = (text) => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);

/** Three digits that matter. */
export function toText(number) {
  if (!Number.isFinite(number)) return String(number);
  if (number !== 0 && Math.abs(number) < 100) return String(Number(number.toPrecision(3)));
  return Math.round(number).toLocaleString("en-US");
}

/** The machine, the commit and how busy it was, for the file of results. */
export function describeRun() {
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const version = (name) =>
    JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
  return {
    commit: git("rev-parse", "--short=10", "HEAD"),
    changed: git("status", "--porcelain", "--untracked-files=no").length > 0,
    startedAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 1024 ** 3),
      node: process.version,
      workerd: version("workerd"),
    },
    loadBefore: readLoad(),
  };
}

/** The average number of programs that wanted a core in the last minute, five and fifteen. */
const readLoad = () => loadavg().map((load) => Number(load.toFixed(2)));

/** Writes `bench/results/{date}-{commit}.json`; answers its path. */
export function writeResults(run, rows) {
  const dir = join(root, "bench/results");
  mkdirSync(dir, { recursive: true });
  const file = join(dir, `${run.startedAt.slice(0, 10)}-${run.commit}.json`);
  writeFileSync(file, `${JSON.stringify({ ...run, loadAfter: readLoad(), rows }, null, 2)}\n`);
  return file;
}
