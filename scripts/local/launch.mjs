import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureInstalled, findNode } from "./install.mjs";
import { clockEnv, failWith } from "./say.mjs";
import { stopOnSignals } from "./signals.mjs";
import { watchNpm } from "./watch-npm.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Installs what is missing, then runs a module of this folder (it exports `main(args)`) under the Node that the project
 * brings along, and leaves with its exit code.
 */
export async function launch(module) {
  stopOnSignals();
  watchNpm();
  try {
    await ensureInstalled();
    const node = findNode();
    if (node === null) {
      const { main } = await import(pathToFileURL(join(here, module)).href);
      return await main(process.argv.slice(2));
    }
    handOver(node, module);
  } catch (error) {
    failWith(error);
  }
}

/** The channel tells the child when this process is gone, even when it was killed: it stops then. */
function handOver(node, module) {
  const child = spawn(node, [join(here, "handed-over.mjs"), module, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...clockEnv },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill("SIGTERM"));
  }
  child.on("error", failWith);
  child.on("exit", (code) => process.exit(code ?? 1));
}
