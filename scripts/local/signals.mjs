const patienceMs = 8000;
const repeatMs = 1000;

/**
 * Stops everything once on Ctrl+C, SIGTERM or a closed terminal, and leaves with 0. A second Ctrl+C leaves at once;
 * not within the first second, because npm passes on the signal that the terminal has sent already.
 */
export function stopOnSignals(stop) {
  let stoppingSince = null;
  const leave = async () => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > repeatMs) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => process.exit(1), patienceMs).unref();
    await stop().catch((error) => console.error(error));
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void leave());
}
