import { join } from "node:path";
import { buildDir, tool } from "../local/paths.mjs";
import { run } from "../local/run.mjs";
import { ClearError } from "../local/say.mjs";

/**
 * Runs wrangler to its end in a checkout: uploads of workers and of Pages are its craft (bundling, files by hash, retries),
 * and change with Cloudflare. Throws a `ClearError` with the end of what it said.
 */
export async function runWrangler(dir, args, what) {
  const script = tool("wrangler/bin/wrangler.js");
  const env = {
    CI: "1",
    WRANGLER_LOG: "log",
    WRANGLER_LOG_PATH: join(buildDir, "wrangler-logs"),
    NO_COLOR: "1",
    FORCE_COLOR: "0",
  };
  const { code, output } = await run(process.execPath, [script, ...args], { cwd: dir, env });
  if (code === 0) return output;
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  throw new ClearError(`${what} could not be deployed:\n${lines.slice(-15).join("\n")}`);
}
