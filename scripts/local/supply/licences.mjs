import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.mjs";

/** Licences that let us deploy what is under them, whatever ours is. https://spdx.org/licenses/ */
const allowed = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0"],
  ...["CC-BY-4.0", "ISC", "MIT", "Unlicense", "Zlib"],
]);

/** By name: Next brings them along for its own image server, which Workers do not have; they are not deployed. */
const notDeployed = /^@img\/sharp-/;

/** `{name, licence}` of each production dependency whose licence is not on the list, or that names none. */
export function findRefusedLicences() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages).flatMap(([path, entry]) => {
    const name = path.split("node_modules/").at(-1);
    if (path === "" || entry.dev || entry.devOptional || notDeployed.test(name)) return [];
    const licence = entry.license ?? readLicence(path);
    // Builds for other machines are in the lock file and nowhere else.
    if (licence === null && entry.optional) return [];
    return isAllowed(licence ?? "") ? [] : [{ name, licence: licence ?? "unknown" }];
  });
}

/** Of an SPDX expression: all that `AND` joins, one of those that `OR` joins. */
export function isAllowed(expression) {
  const plain = expression.replace(/[()]/g, "");
  return plain
    .split(" AND ")
    .every((part) => part.split(" OR ").some((licence) => allowed.has(licence.trim())));
}

function readLicence(path) {
  const file = join(root, path, "package.json");
  if (!existsSync(file)) return null;
  const { license } = JSON.parse(readFileSync(file, "utf8"));
  return typeof license === "string" ? license : null;
}
