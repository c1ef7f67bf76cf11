import { ClearError } from "./say.mjs";

/** `PORT`, `HOST` and `PLAZA_STATE_DIR`, with their defaults. */
export function readSettings(env) {
  const port = Number(env.PORT || 8788);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new ClearError(`PORT=${env.PORT} is not a port number (1 to 65535)`);
  }
  return { port, host: env.HOST || "127.0.0.1", stateDir: env.PLAZA_STATE_DIR || ".plaza" };
}
