import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Everything that the built site is made of. The sidecar workers are bundled anew at each start. */
const sources = [
  "app",
  "components",
  "drizzle/schema",
  "i18n",
  "lib",
  "messages",
  "public",
  "types",
  "workers/browser",
  "workers/site",
  "middleware.ts",
  "instrumentation.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "vercel.json",
  "package.json",
  "package-lock.json",
  "scripts/local/browser-worker.mjs",
  "scripts/local/build.mjs",
];

const isTest = (path) => /\.(test|spec)\.[a-z]+$/.test(path);
/** What the build itself puts among the sources. */
const isMade = (path) => path === "public/sw.js";

/** SHA-256 (hex, 16 digits) over names and contents of the site's sources, in a fixed order. */
export function hashSources(root, entries = sources) {
  const hash = createHash("sha256");
  for (const path of entries.flatMap((entry) => listFiles(join(root, entry))).sort()) {
    const name = relative(root, path).split(sep).join("/");
    if (isTest(name) || isMade(name)) continue;
    const content = readFileSync(path);
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

function listFiles(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith("."))
    .flatMap((entry) => listFiles(join(path, entry.name)));
}
