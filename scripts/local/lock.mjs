import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { explainFileError } from "./say.mjs";

const pollMs = 500;

/**
 * Runs `work` while no other process holds the lock at `path`, a directory that lists the holder's process ids.
 * `work` gets `addPid` for programs that must not be left alone with what the lock protects: a lock is taken over
 * only when everybody in it is gone. `onWait` is called once when somebody else holds it.
 */
export async function withLock(path, work, onWait = () => {}) {
  let told = false;
  while (!take(path)) {
    if (!told) onWait();
    told = true;
    await wait(pollMs);
  }
  try {
    return await work((pid) => addPid(path, pid));
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
  addPid(path, process.pid);
  return true;
}

const addPid = (path, pid) => appendFileSync(join(path, "pids"), `${pid}\n`);

function isAbandoned(path) {
  const pids = readPids(path);
  if (pids.length > 0) return !pids.some(isRunning);
  // Between making the directory and writing the pid lie microseconds; a minute means the holder died there.
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > 60_000;
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

function readPids(path) {
  try {
    return readFileSync(join(path, "pids"), "utf8").split("\n").filter(Boolean).map(Number);
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
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
