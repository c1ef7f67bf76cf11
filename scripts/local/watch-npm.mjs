import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { isRunning } from "./lock.mjs";

const pollMs = 500;

/**
 * Stops this process when the npm that started it is gone. npm passes a signal on to its shell only, and a killed npm
 * passes on nothing; without this the product would stay behind, invisible.
 */
export function watchNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && (npm === null || isRunning(npm))) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, pollMs);
  timer.unref();
}

/** `null` when it cannot be told, or when nobody but the system's first process is there. */
function parentOf(pid) {
  const parent = Number(readParent(pid));
  return Number.isInteger(parent) && parent > 1 ? parent : null;
}

function readParent(pid) {
  try {
    // Field 4; the name in field 2 may hold blanks and brackets.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1];
  } catch {
    return spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  }
}
