import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createCheckout } from "./checkout.mjs";
import { startCloudflare } from "./server.mjs";

const accountId = "0123456789abcdef0123456789abcdef";
const token = "a-token-of-the-stand-in";

/**
 * A checkout and a stand-in of Cloudflare that its commands talk to. `run(main, ...args)` answers what a command said and
 * throws what it throws; nothing waits. `clear` makes it as it was at the beginning.
 */
export async function openInstallation() {
  const accounts = { [accountId]: { token, denied: [] } };
  const cloudflare = await startCloudflare({ accounts });
  const before = { ...process.env };
  let dir;
  const open = () => {
    dir = createCheckout();
    process.env = {
      ...before,
      PLAZA_CHECKOUT: dir,
      PLAZA_URL: cloudflare.url,
      CLOUDFLARE_ACCOUNT_ID: accountId,
      CLOUDFLARE_API_TOKEN: token,
      CLOUDFLARE_API_BASE_URL: cloudflare.url,
    };
  };
  open();

  const said = [];
  async function run(main, args = [], extra = {}) {
    said.length = 0;
    const { log } = console;
    console.log = (...words) => said.push(words.join(" "));
    try {
      await main(args, { wait: async () => {}, ...extra });
    } finally {
      console.log = log;
    }
    return said.join("\n");
  }

  const remove = () => rmSync(dir, { recursive: true, force: true });

  return {
    get dir() {
      return dir;
    },
    run,
    said: () => said.join("\n"),
    account: accounts[accountId],
    control: cloudflare.control,
    world: () => cloudflare.world(accountId),
    /** The variables of the site, secrets among them. */
    siteSecrets: (environment = "production") =>
      cloudflare.world(accountId).projects.get("plaza").deployment_configs[environment].env_vars,
    database: (name) => cloudflare.database(accountId, name),
    read: (path) => readFileSync(join(dir, path), "utf8"),
    /** The calls that change something, since `from` calls. */
    writes: (from = 0) => {
      return cloudflare.control.calls.slice(from).filter(({ method }) => method !== "GET");
    },
    clear() {
      remove();
      cloudflare.clear();
      accounts[accountId].denied = [];
      open();
    },
    async close() {
      process.env = before;
      remove();
      await cloudflare.stop();
    },
  };
}
