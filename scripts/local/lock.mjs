import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { explainFileError } from "./say.mjs";

const pollMs = 500;

/**
 * Runs `work` while no other process holds the lock at `path` (a directory with the holder's pid).
 * A lock whose holder is gone is taken over. `onWait` is called once when somebody else holds it.
 */
export async function withLock(path, work, onWait = () => {}) {
  let told = false;
  while (!take(path)) {
    if (!told) onWait();
    told = true;
    await wait(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function take(path) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(path);
  } catch (error) {
    if (error.code !== "EEXIST") throw explainFileError(error, path);
    if (isAbandoned(path)) removeAbandoned(path);
    return false;
  }
  writeFileSync(`${path}/pid`, String(process.pid));
  return true;
}

function isAbandoned(path) {
  const pid = readPid(path);
  if (pid !== null) return !isRunning(pid);
  // Between making the directory and writing the pid lie microseconds; a minute means the holder died there.
  try {
    return Date.now() - statSync(path).mtimeMs > 60_000;
  } catch {
    return false;
  }
}

/** The rename succeeds for one of several waiters only, so that none removes the lock that another just took. */
function removeAbandoned(path) {
  const aside = `${path}.abandoned.${process.pid}`;
  try {
    renameSync(path, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

function readPid(path) {
  try {
    const pid = Number(readFileSync(`${path}/pid`, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether a process with this id lives. */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
