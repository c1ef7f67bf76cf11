import "./quiet.mjs";
import { watch } from "node:fs";
import { join } from "node:path";
import { writeBrowserWorker } from "./browser-worker.mjs";
import { startNextDev } from "./next-dev.mjs";
import { root } from "./paths.mjs";
import { startPlaza } from "./plaza.mjs";
import { say } from "./say.mjs";
import { ensureSecrets } from "./secrets.mjs";
import { readSettings } from "./settings.mjs";
import { stopOnSignals } from "./signals.mjs";
import { bundleWorker } from "./bundle-worker.mjs";

const settleMs = 200;

/**
 * `npm run dev`: the same runtime as `npm start`, but behind the site's entry stands Next's development server, which
 * runs in this process and gets the runtime's own bindings. A change of a page shows at once; a change of what the
 * workers are made of restarts the runtime (about a second; its state stays).
 */
export async function main() {
  const settings = readSettings(process.env);
  ensureSecrets();
  await writeBrowserWorker();
  say("starting Next's development server …");
  const bindings = {};
  const next = await startNextDev(bindings, settings.port);
  const options = async () => ({ site: await describeSite(next.port), variables });
  const plaza = await startPlaza({ ...settings, ...(await options()), onLine: print });
  Object.assign(bindings, await readBindings(plaza.miniflare));
  const watchers = watchSources(async () => {
    await writeBrowserWorker();
    await plaza.reload(await options());
    Object.assign(bindings, await readBindings(plaza.miniflare));
    say("the workers are new");
  });
  stopOnSignals(async () => {
    for (const watcher of watchers) watcher.close();
    await plaza.stop();
    await next.stop();
  });
  say(`Plaza runs at ${plaza.url}, with hot reload  (Ctrl+C stops it)`);
}

const variables = { PLAZA_DEVELOPMENT: "1", WEBHOOKS_LOCAL: "1" };

/**
 * The site's bindings. Edge code runs in contexts of its own, whose buffers the bindings' proxy does not know for buffers:
 * what goes into R2 is copied into one of ours.
 */
async function readBindings(miniflare) {
  const bindings = await miniflare.getBindings("plaza");
  const MEDIA_BUCKET = new Proxy(bindings.MEDIA_BUCKET, {
    get(bucket, name) {
      if (name !== "put") return Reflect.get(bucket, name);
      return (key, value, options) =>
        bucket.put(key, ArrayBuffer.isView(value) ? Uint8Array.from(value) : value, options);
    },
  });
  return { ...bindings, MEDIA_BUCKET };
}

/** The site's entry, with Next's development server in the place of the built handler. */
async function describeSite(port) {
  const handler = {
    name: "next-dev-handler",
    setup(build) {
      const filter = /^@cloudflare\/next-on-pages\/fetch-handler$/;
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: "next-dev" }));
      build.onLoad({ filter: /.*/, namespace: "next-dev" }, () => ({
        contents: "export default { fetch: (request, env) => env.NEXT_DEV.fetch(request) };",
      }));
    },
  };
  const contents = await bundleWorker(join(root, "workers/site/index.ts"), { plugins: [handler] });
  return {
    modules: [{ type: "ESModule", path: join(root, "workers/site/bundle.mjs"), contents }],
    modulesRoot: join(root, "workers/site"),
    serviceBindings: { NEXT_DEV: { external: { address: `127.0.0.1:${port}`, http: {} } } },
  };
}

/** Calls `rebuild` once after each burst of changes; one at a time. */
function watchSources(rebuild) {
  let timer;
  let last = Promise.resolve();
  const onChange = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(rebuild).catch((error) => console.error(error.message));
    }, settleMs);
  };
  return ["lib", "workers", "drizzle"].map((dir) =>
    watch(join(root, dir), { recursive: true }, onChange),
  );
}

function print(level, line) {
  if (level === "error" || level === "warn") console.error(line);
  else console.log(line);
}
