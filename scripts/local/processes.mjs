import childProcess from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "./lock.mjs";
import { ClearError, explainFileError } from "./say.mjs";

/**
 * The pid file of a state directory: `{script: pid, workerd: {pid, args}[], url}`.
 * A script that was killed leaves its workerd behind, which would hold the port and the databases.
 */
const fileOf = (stateDir) => join(stateDir, "running.json");

/** Refuses a state directory that a living Plaza uses, and ends what a dead one left. Answers how many it ended. */
export async function endLeftovers(stateDir) {
  const known = readPidFile(stateDir);
  if (!known) return 0;
  if (known.script !== process.pid && isOurs(known.script, known.scriptCommand)) {
    throw new ClearError(
      `Plaza already runs on this state directory (process ${known.script}, ${known.url ?? "starting"})`,
    );
  }
  const left = known.workerd.filter(({ pid, args }) => isOurs(pid, args));
  for (const { pid } of left) process.kill(pid, "SIGKILL");
  await Promise.all(left.map(({ pid }) => ended(pid)));
  rmSync(fileOf(stateDir), { force: true });
  return left.length;
}

/**
 * Records this process and every workerd that it starts from now on. Miniflare does not tell the pids of its
 * children, so `spawn` is watched. `onDeath` hears of a workerd that ended before `expectEnd`.
 * Returns `{setUrl, expectEnd, expectLife, forget}`.
 */
export function recordProcesses(stateDir, onDeath) {
  const record = {
    script: process.pid,
    scriptCommand: commandOf(process.pid),
    workerd: [],
    url: null,
  };
  const write = () => {
    try {
      writeFileSync(fileOf(stateDir), JSON.stringify(record));
    } catch (error) {
      throw explainFileError(error, stateDir);
    }
  };
  write();
  let ending = false;
  const { spawn } = childProcess;
  childProcess.spawn = (command, ...rest) => {
    const child = spawn(command, ...rest);
    if (/workerd/.test(String(command)) && child.pid !== undefined) {
      record.workerd.push({ pid: child.pid, args: child.spawnargs.slice(1).join(" ") });
      write();
      child.once("exit", (code, signal) => {
        if (!ending) onDeath(signal ?? code);
      });
    }
    return child;
  };
  return {
    setUrl(url) {
      record.url = url;
      write();
    },
    expectEnd() {
      ending = true;
    },
    expectLife() {
      ending = false;
    },
    forget() {
      childProcess.spawn = spawn;
      rmSync(fileOf(stateDir), { force: true });
    },
  };
}

function readPidFile(stateDir) {
  try {
    return JSON.parse(readFileSync(fileOf(stateDir), "utf8"));
  } catch (error) {
    // A file that was cut off in the middle of writing names nobody.
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null;
    throw explainFileError(error, stateDir);
  }
}

/** Whether the process lives and is the one that was recorded: ids are used again after a while. */
function isOurs(pid, command) {
  return isRunning(pid) && Boolean(command) && commandOf(pid).includes(command);
}

/** The command line of a process, or nothing when it is gone. */
function commandOf(pid) {
  if (process.platform === "win32") {
    const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
    return output("powershell", ["-NoProfile", "-Command", query]);
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return output("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
  }
}

function output(command, args) {
  const result = childProcess.spawnSync(command, args, { encoding: "utf8" });
  return result.status === 0 ? result.stdout.trim() : "";
}

async function ended(pid) {
  const deadline = Date.now() + 5000;
  while (isRunning(pid) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
