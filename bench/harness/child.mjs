import { fork, spawn } from "node:child_process";
import { once } from "node:events";

/** Starts a module of `bench/` as a process that takes orders: `ask(order)` answers what it answers. Ends with `close()`. */
export function startWorkerProcess(path) {
  const child = fork(path, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  let answering = null;
  child.on("message", (answer) => {
    const { resolve, reject } = answering;
    answering = null;
    if (answer.failure) reject(new Error(answer.failure));
    else resolve(answer);
  });
  child.on("exit", (code) => answering?.reject(new Error(`${path} left with ${code}`)));
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        answering = { resolve, reject };
        child.send(order);
      }),
    close: () => child.kill("SIGKILL"),
  };
}

/** Starts a module that prints one line when it is ready; answers `{line, close}`. */
export async function startServerProcess(path) {
  const child = spawn(process.execPath, [path], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const [data] = await once(child.stdout, "data");
  return { line: String(data).trim(), close: () => child.kill("SIGKILL") };
}
