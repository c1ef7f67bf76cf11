import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

/**
 * Runs a program to its end, in the checkout.
 * Answers `{code, output}`; with `show` its output goes to the terminal as well.
 */
export function run(command, args, { env = {}, show = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (target) => (chunk) => {
      output = (output + chunk).slice(-200_000);
      if (show) target.write(chunk);
    };
    child.stdout.on("data", collect(process.stdout));
    child.stderr.on("data", collect(process.stderr));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}
