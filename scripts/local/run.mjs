import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

const running = new Set();

/**
 * Runs a program to its end, in the checkout (or in `cwd`); answers `{code, output}`, with the last 200,000 characters of its output.
 * With `show` the output goes to the terminal as well. `onPid` hears the process id.
 * The program gets a process group of its own, so that `endRunning` reaches what it starts in turn.
 */
export function run(command, args, { cwd = root, env = {}, show = false, onPid = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    running.add(child);
    if (child.pid !== undefined) onPid(child.pid);
    let output = "";
    const collect = (target) => (chunk) => {
      output = (output + chunk).slice(-200_000);
      if (show) target.write(chunk);
    };
    child.stdout.on("data", collect(process.stdout));
    child.stderr.on("data", collect(process.stderr));
    const finish = (settle, value) => {
      running.delete(child);
      settle(value);
    };
    child.on("error", (error) => finish(reject, error));
    child.on("close", (code) => finish(resolve, { code: code ?? 1, output }));
  });
}

/** Ends every program that still runs, with all that it has started. */
export function endRunning() {
  for (const { pid } of running) {
    if (pid === undefined) continue;
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGTERM");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }
}
