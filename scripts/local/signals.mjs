import { endRunning } from "./run.mjs";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const patienceMs = 8000;
const repeatMs = 1000;

/**
 * Stops everything once on Ctrl+C, SIGTERM or a closed terminal, and leaves with 0. A second Ctrl+C leaves at once;
 * not within the first second, because npm passes on the signal that the terminal has sent already.
 * Called again, the new `stop` takes the place of the old one.
 */
export function stopOnSignals(stop = async () => {}) {
  let stoppingSince = null;
  const leave = async () => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > repeatMs) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => process.exit(1), patienceMs).unref();
    endRunning();
    await stop().catch((error) => console.error(error));
    process.exit(0);
  };
  for (const signal of signals) {
    // Miniflare's own listeners would leave the process before its state is put away.
    process.removeAllListeners(signal);
    process.on(signal, () => void leave());
  }
}
