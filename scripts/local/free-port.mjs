import { createServer } from "node:net";

/** A port of this machine that nobody listens on at the moment. */
export function findFreePort() {
  return new Promise((found, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
