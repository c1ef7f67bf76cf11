import "../../../scripts/local/quiet.mjs";
import { join } from "node:path";
import { stop as stopBundler } from "esbuild";
import { findOrBuildSite } from "../../../scripts/local/build.mjs";
import { bundleWorker } from "../../../scripts/local/bundle-worker.mjs";
import { startPlaza } from "../../../scripts/local/plaza.mjs";
import { failWith, say } from "../../../scripts/local/say.mjs";
import { ensureSecrets } from "../../../scripts/local/secrets.mjs";
import { readSettings } from "../../../scripts/local/settings.mjs";
import { stopOnSignals } from "../../../scripts/local/signals.mjs";

const here = import.meta.dirname;

/** `npm start` with workers that can be troubled: see `site.mjs` and `chat-room.mjs` beside it. */
async function main() {
  const settings = readSettings(process.env);
  ensureSecrets();
  const siteDir = await findOrBuildSite();
  const troubled = {
    plaza: await bundleWorker(join(here, "site.mjs"), { plugins: [built] }),
    "plaza-chat-room": await bundleWorker(join(here, "chat-room.mjs"), { plugins: [built] }),
  };
  await stopBundler();
  const plaza = await startPlaza({
    ...settings,
    siteDir,
    adjust: (worker) => withEntry(worker, troubled[worker.name]),
    onLine: (level, line) => level === "error" && console.error(line),
    onDeath: (reason) => failWith(new Error(`The runtime ended (${reason})`)),
  });
  stopOnSignals(plaza.stop);
  say(`Plaza runs at ${plaza.url}`);
}

/** The modules that the troubled workers stand before. */
const mains = { "built:site": "./index.js", "built:chat-room": "./bundle.mjs" };
const built = {
  name: "built",
  setup(build) {
    build.onResolve({ filter: /^built:/ }, ({ path }) => ({ path: mains[path], external: true }));
  },
};

/** Puts a module before the others: it is the worker then. */
function withEntry(worker, contents) {
  if (!contents) return worker;
  const path = join(worker.modulesRoot, "chaos.mjs");
  return { ...worker, modules: [{ type: "ESModule", path, contents }, ...worker.modules] };
}

main().catch(failWith);
