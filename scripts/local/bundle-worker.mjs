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
