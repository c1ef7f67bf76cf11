import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root, tool } from "../paths.mjs";
import { ClearError } from "../say.mjs";
import { createClient } from "./client.mjs";

const run = promisify(execFile);
const timeout = 60_000;

/**
 * A deployment, over HTTP with an API token (`PLAZA_TOKEN`, scopes `share:write` and `share:read`), and its KV through
 * wrangler where `CLOUDFLARE_API_TOKEN` is set. See `runChecks`; what is null cannot be had from here.
 */
export function openRemotePlaza(address) {
  const { PLAZA_TOKEN: token, CLOUDFLARE_API_TOKEN: cloudflareToken } = process.env;
  if (!URL.canParse(address)) throw new ClearError(`${address} is not an address`);
  if (!token) {
    throw new ClearError(
      "PLAZA_TOKEN is not set: make an API token with share:write and share:read in the settings",
    );
  }
  const { origin } = new URL(address);
  return {
    url: origin,
    call: createClient(origin, () => ({ authorization: `Bearer ${token}` })),
    isAdmin: false,
    storage: cloudflareToken ? { readKv } : null,
    // What KV says may be a minute old.
    patienceMs: 90_000,
    restart: null,
    runCrons: null,
    close: async () => {},
  };
}

async function readKv(key) {
  const args = ["kv", "key", "get", key, "--binding", "SHARE_DATA_KV", "--remote", "--text"];
  const wrangler = tool("wrangler", "bin", "wrangler.js");
  try {
    const { stdout } = await run(process.execPath, [wrangler, ...args], { cwd: root, timeout });
    return /^value not found$/i.test(stdout.trim()) ? null : stdout;
  } catch (error) {
    const output = `${error.stdout}${error.stderr}`;
    if (/not found/i.test(output)) return null;
    throw new ClearError(`wrangler cannot read KV: ${output.trim().split("\n")[0]}`);
  }
}
