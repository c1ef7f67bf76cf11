import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./paths.mjs";

const entry = join(root, "workers/browser/index.ts");
const target = join(root, "public/sw.js");

/**
 * Bundles the service worker to `public/sw.js`, which is not kept in git: the site's build and `npm run dev` make it
 * before they look at `public`.
 */
export async function writeBrowserWorker() {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    platform: "browser",
    legalComments: "none",
    logLevel: "silent",
  });
  writeFileSync(target, outputFiles[0].contents);
}
