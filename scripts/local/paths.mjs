import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Built sites, one folder per content hash, and the locks of installing and building. */
export const buildDir = join(root, ".plaza-build");

/** A tool of node_modules as a JavaScript file, to be run with the current Node. */
export const tool = (...parts) => join(root, "node_modules", ...parts);
