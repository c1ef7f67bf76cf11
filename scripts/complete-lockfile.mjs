import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completeLockfile } from "./local/lockfile.mjs";
import { root } from "./local/paths.mjs";

// Run after `npm install` where the registry at hand offers packages for one platform only.
const path = join(root, "package-lock.json");
const { lockfile, added } = completeLockfile(JSON.parse(readFileSync(path, "utf8")));
if (added.length > 0) writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
console.log(added.length === 0 ? "the lockfile is complete" : `added ${added.join(", ")}`);
