import { execFile } from "node:child_process";
import { root } from "../paths.mjs";

const timeoutMs = 20_000;

/**
 * Known holes of production dependencies that are high or critical, as `npm audit` tells them. A registry that does not answer,
 * or has no audits, fails nothing: `note` says that nobody has looked.
 */
export async function audit() {
  const { stdout } = await run("npm", ["audit", "--omit=dev", "--json"]);
  return readAudit(stdout);
}

/** What `npm audit --json` printed. */
export function readAudit(stdout) {
  const report = parse(stdout);
  if (!report?.vulnerabilities) return { holes: [], note: "the registry was not there to audit" };
  const holes = Object.values(report.vulnerabilities)
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .map(({ name, severity, via }) => {
      const advisory = via.find((one) => typeof one === "object");
      return { name, severity, title: advisory?.title ?? `through ${via.join(", ")}` };
    });
  return { holes };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** It leaves with an error when it finds something: what it prints says more. */
function run(command, args) {
  const isWindows = process.platform === "win32";
  const options = { cwd: root, timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024, shell: isWindows };
  return new Promise((done) => {
    execFile(command, args, options, (_error, stdout) => done({ stdout }));
  });
}
