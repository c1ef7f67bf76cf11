import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { stop as stopBundler } from "esbuild";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from "wrangler";
import { bundleModules } from "./bundle-worker.mjs";
import { findOrCopyFonts } from "./fonts.mjs";
import { root } from "./paths.mjs";

/** The sidecar workers; the bindings of all deployables come from their `wrangler.toml`. */
const sidecars = ["workers/chat-room", "workers/path-stats", "workers/share-preview"];

/**
 * Miniflare's options of all workers. `site` holds what differs between the built site and development:
 * its modules and, where there are files to serve, its assets.
 */
export async function describeWorkers({ site, variables }) {
  const siteConfig = readConfig("wrangler.toml");
  const others = await Promise.all(
    sidecars.map(async (folder) => {
      const config = readConfig(join(folder, "wrangler.toml"));
      const modules = await bundleModules(config.main, join(root, folder));
      return describe(config, variables, {
        modules,
        modulesRoot: join(root, folder),
        ...describeFiles(config),
      });
    }),
  );
  await stopBundler();
  return [describe(siteConfig, variables, site), ...others];
}

/** The files that a worker serves itself from; those there are are the fonts of preview images. */
function describeFiles({ assets }) {
  if (!assets) return {};
  return {
    assets: {
      directory: findOrCopyFonts(),
      binding: assets.binding,
      routerConfig: { has_user_worker: true },
      assetConfig: { html_handling: "none", not_found_handling: "none" },
    },
  };
}

/** The D1 databases of all workers: `{binding, workerName, id, migrationsDir}`, each database once. */
export function listDatabases() {
  const files = ["wrangler.toml", ...sidecars.map((folder) => join(folder, "wrangler.toml"))];
  const databases = new Map();
  for (const file of files) {
    const config = readConfig(file);
    for (const { binding, database_id: id, migrations_dir: dir } of config.d1_databases) {
      const known = databases.get(id);
      if (known?.migrationsDir || (known && !dir)) continue;
      const migrationsDir = dir && resolve(root, dirname(file), dir);
      databases.set(id, { binding, workerName: config.name, id, migrationsDir });
    }
  }
  return [...databases.values()];
}

/** The workers with crons: `{name, crons}`. */
export function listCrons() {
  return sidecars.map((folder) => {
    const config = readConfig(join(folder, "wrangler.toml"));
    return { name: config.name, crons: config.triggers.crons ?? [] };
  });
}

/** The modules of the built site and its files, as `describeWorkers` wants them. */
export function describeBuiltSite(dir) {
  const workerDir = join(dir, "_worker.js");
  const files = listFiles(workerDir).filter((path) => !path.endsWith(".map"));
  const entry = join(workerDir, "index.js");
  const rest = files.filter((path) => path !== entry);
  return {
    modules: [entry, ...rest].map((path) => ({ type: moduleType(path), path })),
    modulesRoot: workerDir,
    assets: {
      directory: dir,
      binding: "ASSETS",
      run_worker_first: toWorkerFirst(JSON.parse(readFileSync(join(dir, "_routes.json"), "utf8"))),
      routerConfig: { has_user_worker: true },
      assetConfig: { html_handling: "auto-trailing-slash", not_found_handling: "none" },
    },
  };
}

/** Pages' `_routes.json` in the words of Workers' assets: everything goes to the worker, but what is excluded. */
export function toWorkerFirst({ include, exclude }) {
  return [...include, ...exclude.map((rule) => `!${rule}`)];
}

function describe(config, variables, source) {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(config);
  const { modulesRules: _rules, assets: _assets, ...options } = workerOptions;
  return {
    ...options,
    ...source,
    // Development has one of its own.
    serviceBindings: { ...options.serviceBindings, ...source.serviceBindings },
    name: config.name,
    bindings: { ...options.bindings, ...variables },
  };
}

function readConfig(file) {
  const path = join(root, file);
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  return unstable_readConfig({ config: path }, { hideWarnings: true });
}

function moduleType(path) {
  if (path.endsWith(".wasm")) return "CompiledWasm";
  if (path.endsWith(".bin")) return "Data";
  return /\.m?js$/.test(path) ? "ESModule" : "Text";
}

function listFiles(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => relative(dir, a).split(sep).length - relative(dir, b).split(sep).length);
}
