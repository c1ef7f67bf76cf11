import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

/** Bundles a worker's entry for workerd; returns the script. `plugins` lets `npm run dev` replace the Next handler. */
export async function bundleWorker(entry, { plugins = [] } = {}) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    // As wrangler has them.
    conditions: ["workerd", "worker", "browser", "import"],
    external: ["cloudflare:*", "node:*"],
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
    plugins,
  });
  return result.outputFiles[0].text;
}

/** A worker's modules as Miniflare takes them: its script, and the WebAssembly that it imports, below `folder`. */
export async function bundleModules(entry, folder) {
  const modules = [];
  const webAssembly = {
    name: "web-assembly",
    setup(build) {
      build.onResolve({ filter: /\.wasm$/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === "found") return undefined;
        const found = await build.resolve(path, { ...from, pluginData: "found" });
        if (found.errors.length > 0) return found;
        const name = basename(found.path);
        const contents = new Uint8Array(readFileSync(found.path));
        modules.push({ type: "CompiledWasm", path: join(folder, name), contents });
        return { path: `./${name}`, external: true };
      });
    },
  };
  const script = await bundleWorker(entry, { plugins: [webAssembly] });
  return [{ type: "ESModule", path: join(folder, "bundle.mjs"), contents: script }, ...modules];
}
