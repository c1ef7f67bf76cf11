import "./quiet.mjs";
import { existsSync, mkdirSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { buildDir, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { ClearError, explainFileError, say } from "./say.mjs";

const neededBytes = 2 * 1024 ** 3;
const oldestNode = [22, 12];

/** Installs the packages of the lockfile unless exactly those are there. Needs nothing but Node and npm. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  try {
    mkdirSync(buildDir, { recursive: true });
  } catch (error) {
    throw explainFileError(error, buildDir);
  }
  const wait = () => say("another start is installing; waiting for it");
  await withLock(
    join(buildDir, "install.lock"),
    async (addPid) => isInstalled() || install(addPid),
    wait,
  );
}

async function install(onPid) {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < neededBytes) {
    throw new ClearError(`less than 2 GB are free on the disk that holds ${root}`);
  }
  say("installing packages, about 1.1 GB (90 s, once) …");
  const heartbeat = setInterval(() => say("  … still installing"), 20_000);
  const [command, args] = npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  const result = await run(command, args, { onPid })
    .catch((error) => {
      throw new ClearError(`npm could not be started (${error.code ?? error.message})`);
    })
    .finally(() => clearInterval(heartbeat));
  if (result.code === 0 && isInstalled()) return say("the packages are installed");
  if (result.output.includes("ENOSPC")) throw explainFileError({ code: "ENOSPC" }, root);
  console.error(result.output.split("\n").slice(-30).join("\n"));
  throw new ClearError("npm ci failed; see above");
}

/** npm as it started us, else the one on the PATH. */
function npm(args) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script)) return [process.execPath, [script, ...args]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", args];
}

/**
 * Whether `node_modules` is what the lockfile says. npm writes its own copy of the lockfile when an install has
 * succeeded, so one that was interrupted counts as missing.
 */
function isInstalled() {
  const installed = readPackages(join(root, "node_modules/.package-lock.json"));
  if (installed === null) return false;
  const wanted = readPackages(join(root, "package-lock.json")) ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const version = installed[path]?.version;
    // Optional packages are left out where they do not fit the platform.
    return version === entry.version || (version === undefined && isOptional(entry));
  });
}

const isOptional = (entry) => entry.optional || entry.devOptional || entry.peer || entry.link;

function readPackages(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return null;
  }
}

/** The Node to run everything with: `null` when this one will do, else the one among the packages. */
export function findNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return null;
  const candidates = ["node_modules/node/bin/node", "node_modules/node/bin/node.exe"];
  const found = candidates.map((path) => join(root, path)).find((path) => existsSync(path));
  if (found) return found;
  throw new ClearError(
    `Node ${process.versions.node} is too old for the local runtime and the package "node" is missing; install Node 22`,
  );
}
